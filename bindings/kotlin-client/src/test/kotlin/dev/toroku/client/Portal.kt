package dev.toroku.client

import java.io.File
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.file.Files
import java.util.TreeMap
import kotlin.test.assertEquals
import kotlin.time.Duration.Companion.minutes
import kotlin.time.TimeSource
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

/** The real portal: a process of its own on a free port, with a database of its own. */
class Portal(private vararg val settings: Pair<String, String>) : AutoCloseable {
    private val folder = Files.createTempDirectory("toroku-client-").toFile()
    private lateinit var process: Process
    private val http: HttpClient = HttpClient.newHttpClient()
    private val token by lazy {
        val said = command("token", "add", "test", "--scope", "registrations:read")
        Regex("toroku_[0-9a-f]{64}").find(said)?.value ?: error(said)
    }

    /** Where it listens, also after it was started again. */
    var port = 0
        private set
    val address get() = "http://127.0.0.1:$port"

    init {
        start()
    }

    /** Starts it at the address and with the database that it had, perhaps with other settings. */
    fun start(vararg changed: Pair<String, String>) {
        process = builder(*changed, arguments = emptyArray()).redirectError(File(folder, "log")).start()
        val line = process.inputStream.bufferedReader().readLine().orEmpty()
        port = Regex("^Open http://127.0.0.1:([0-9]+)").find(line)?.groupValues?.get(1)?.toInt()
            ?: error("$line ${log()}")
    }

    /** SIGKILL: nothing is brought to its end. */
    fun kill() {
        process.destroyForcibly().waitFor()
    }

    /** Everything that was registered, in order. */
    fun records(): List<JsonObject> {
        val records = ArrayList<JsonObject>()
        do {
            val after = records.lastOrNull()?.text("cursor").orEmpty()
            val lines = get("/api/v1/registrations?limit=1000&after=$after", "Authorization" to "Bearer $token").trim().lines()
            lines.filter { it.isNotEmpty() }.mapTo(records) { Json.parseToJsonElement(it).jsonObject }
        } while (lines.size == 1000)
        return records
    }

    /**
     * The texts of this many mails. They come a moment after the registrations, or where the portal was killed with one in
     * hand, after the minute that is its own. Then it is put into the mailbox twice and there once: its second number is
     * nobody's.
     */
    fun mails(count: Int): List<String> {
        val mails = TreeMap<Int, String>()
        val end = TimeSource.Monotonic.markNow() + 4.minutes
        while (mails.size < count && end.hasNotPassedNow()) {
            // Enough to see one mail too many.
            for (number in 1..count + 20) if (number !in mails) page("/mailbox/$number")?.let { mails[number] = it }
            Thread.sleep(50)
        }
        assertEquals(count, mails.size, "mails")
        return mails.values.toList()
    }

    /** What it has logged. */
    fun log(): String = File(folder, "log").readText()

    override fun close() {
        kill()
        folder.deleteRecursively()
    }

    private fun command(vararg arguments: String): String {
        val command = builder(arguments = arguments).redirectErrorStream(true).start()
        val said = command.inputStream.bufferedReader().readText()
        check(command.waitFor() == 0) { said }
        return said
    }

    private fun builder(vararg changed: Pair<String, String>, arguments: Array<out String>): ProcessBuilder {
        val program = File(System.getProperty("toroku.portal")).canonicalPath
        val builder = ProcessBuilder(program, *arguments).directory(folder)
        // One machine plays many phones here.
        for (limit in listOf("FORMS_PER_MINUTE", "SESSIONS_PER_MINUTE", "LINK_TRIES_PER_MINUTE", "MAILS_PER_MAILBOX")) {
            builder.environment()["TOROKU_LIMITS_$limit"] = "0"
        }
        builder.environment()["TOROKU_LISTEN"] = "127.0.0.1:$port"
        builder.environment() += settings
        builder.environment() += changed
        return builder
    }

    private fun page(path: String): String? {
        val answer = http.send(HttpRequest.newBuilder(URI(address + path)).build(), HttpResponse.BodyHandlers.ofString())
        return answer.body().takeIf { answer.statusCode() == 200 }
    }

    private fun get(path: String, vararg headers: Pair<String, String>): String {
        val request = HttpRequest.newBuilder(URI(address + path)).header("Accept", "application/x-ndjson")
        headers.forEach { (name, value) -> request.header(name, value) }
        val answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString())
        check(answer.statusCode() == 200) { answer.body() }
        return answer.body()
    }
}
