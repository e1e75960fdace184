package dev.toroku.client

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import com.sun.net.httpserver.HttpsConfigurator
import com.sun.net.httpserver.HttpsServer
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.CopyOnWriteArrayList
import javax.net.ssl.SSLContext

/** Whoever answers at the office's address, with whatever the test has it say. */
class Office(tls: SSLContext? = null, private val answer: (HttpExchange) -> Said) : AutoCloseable {
    /** An answer. */
    class Said(val status: Int, val body: String = "", vararg val headers: Pair<String, String>)

    private val nearby = InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
    private val server = if (tls == null) {
        HttpServer.create(nearby, 0)
    } else {
        HttpsServer.create(nearby, 0).apply { httpsConfigurator = HttpsConfigurator(tls) }
    }

    /** The paths that were asked for. */
    val asked = CopyOnWriteArrayList<String>()

    val address = "${if (tls == null) "http" else "https"}://localhost:${server.address.port}"

    init {
        server.createContext("/") { exchange ->
            asked += exchange.requestURI.path
            exchange.requestBody.readAllBytes()
            val said = answer(exchange)
            said.headers.forEach { (name, value) -> exchange.responseHeaders.add(name, value) }
            val body = said.body.toByteArray()
            exchange.sendResponseHeaders(said.status, if (body.isEmpty()) -1 else body.size.toLong())
            exchange.responseBody.write(body)
            exchange.close()
        }
        server.start()
    }

    override fun close() = server.stop(0)
}
