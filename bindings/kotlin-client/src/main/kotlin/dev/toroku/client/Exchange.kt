package dev.toroku.client

import java.io.IOException
import javax.net.ssl.SSLHandshakeException
import javax.net.ssl.SSLPeerUnverifiedException
import kotlin.coroutines.resume
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import okhttp3.Call
import okhttp3.Callback
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.Response

/** More than any answer of the office has. */
private const val MOST_BYTES = 1L shl 20

/** Deeper than any answer of the office goes. */
private const val MOST_LEVELS = 50

/** A wait that no office means. */
private val MOST_WAIT = 1.days

/** A whole answer. */
internal class Reply(val status: Int, val json: JsonObject?, val retryAfter: Duration?)

/** What one request led to: an answer, or why there is none. */
internal sealed interface Exchanged {
    class Answered(val reply: Reply) : Exchanged

    class Broken(val reason: OfficeAnswer.Reason) : Exchanged
}

/** Sends one request. What broke is said by its reason alone: an exception's message may hold what was sent. */
internal suspend fun OkHttpClient.exchange(request: Request): Exchanged = suspendCancellableCoroutine { continuation ->
    val call = newCall(request)
    continuation.invokeOnCancellation { call.cancel() }
    call.enqueue(
        object : Callback {
            override fun onFailure(call: Call, e: IOException) = continuation.resume(Exchanged.Broken(reasonOf(e)))

            override fun onResponse(call: Call, response: Response) {
                val exchanged = try {
                    Exchanged.Answered(response.use(::read))
                } catch (broken: IOException) {
                    Exchanged.Broken(reasonOf(broken))
                }
                continuation.resume(exchanged)
            }
        },
    )
}

private fun reasonOf(broken: IOException) = when (broken) {
    is SSLHandshakeException, is SSLPeerUnverifiedException -> OfficeAnswer.Reason.NOT_TRUSTED
    else -> OfficeAnswer.Reason.NO_ANSWER
}

private fun read(response: Response): Reply {
    val source = response.body.source()
    val text = if (source.request(MOST_BYTES + 1)) null else source.readUtf8()
    val json = try {
        text?.takeUnless(::isDeep)?.let { Json.parseToJsonElement(it) } as? JsonObject
    } catch (_: IllegalArgumentException) {
        null
    }
    return Reply(response.code, json, retryAfter(response))
}

/** The reader of JSON calls itself for a level within another, and a thread's stack has an end. */
private fun isDeep(json: String): Boolean {
    var level = 0
    var isText = false
    var at = 0
    while (at < json.length && level <= MOST_LEVELS) {
        when (json[at]) {
            '\\' -> at++
            '"' -> isText = !isText
            '[', '{' -> if (!isText) level++
            ']', '}' -> if (!isText) level--
        }
        at++
    }
    return level > MOST_LEVELS
}

/** The header `Retry-After`: seconds, or a moment by the clock of who answers. */
private fun retryAfter(response: Response): Duration? {
    val seconds = response.header("Retry-After")?.trim()?.toLongOrNull()?.seconds
    val wait = seconds ?: run {
        val until = response.headers.getDate("Retry-After") ?: return null
        val now = response.headers.getDate("Date")?.time ?: System.currentTimeMillis()
        (until.time - now).milliseconds
    }
    return wait.coerceIn(Duration.ZERO, MOST_WAIT)
}
