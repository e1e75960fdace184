package dev.toroku.client

import java.io.IOException
import java.io.InputStream
import java.io.OutputStream
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread

/** How far one connection gets, in bytes of the request and of the answer. */
class Cut(val request: Int = Int.MAX_VALUE, val answer: Int = Int.MAX_VALUE)

/** The network between phones and the portal: a loopback proxy that cuts each connection where the test says. */
class Network(private val portal: () -> Int, private val cut: (Int) -> Cut) : AutoCloseable {
    private val server = ServerSocket(0, 512, InetAddress.getLoopbackAddress())
    private val connections = AtomicInteger()

    /** Called when the portal's answer begins, none of which goes further: what it did is done. */
    @Volatile
    var onAnswer: (() -> Unit)? = null

    val address get() = "http://127.0.0.1:${server.localPort}"

    init {
        thread(isDaemon = true) {
            while (!server.isClosed) {
                val phone = try {
                    server.accept()
                } catch (_: IOException) {
                    break
                }
                thread(isDaemon = true) { carry(phone, cut(connections.incrementAndGet())) }
            }
        }
    }

    override fun close() = server.close()

    private fun carry(phone: Socket, cut: Cut) = try {
        phone.use {
            Socket(InetAddress.getLoopbackAddress(), portal()).use { office ->
                val request = thread(isDaemon = true) {
                    val isCut = pump(phone.getInputStream(), office.getOutputStream(), cut.request)
                    // Both ends see what a dead network leaves, a connection that ends; what the office says to half a
                    // request reaches nobody.
                    if (isCut) phone.close()
                    runCatching { office.shutdownOutput() }
                }
                val isAnswered = onAnswer
                if (isAnswered == null) {
                    pump(office.getInputStream(), phone.getOutputStream(), cut.answer)
                } else {
                    office.getInputStream().read()
                    isAnswered()
                }
                phone.close()
                request.join()
            }
        }
    } catch (_: IOException) {
        // One of the two has gone.
    }

    /** Carries this many bytes at most; whether it stopped there. */
    private fun pump(from: InputStream, to: OutputStream, most: Int): Boolean {
        val bytes = ByteArray(8192)
        var carried = 0
        try {
            while (carried < most) {
                val read = from.read(bytes, 0, minOf(bytes.size, most - carried))
                if (read < 0) return false
                to.write(bytes, 0, read)
                to.flush()
                carried += read
            }
        } catch (_: IOException) {
            return false
        }
        return true
    }
}
