package dev.toroku.client

import dev.toroku.Language
import dev.toroku.NotificationKey
import dev.toroku.Personal
import dev.toroku.UserId
import dev.toroku.engine.Submission
import java.time.Duration
import java.time.format.DateTimeParseException
import kotlinx.serialization.json.JsonObject
import okhttp3.CookieJar
import okhttp3.HttpUrl
import okhttp3.HttpUrl.Companion.toHttpUrl
import okhttp3.MediaType.Companion.toMediaType
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody.Companion.toRequestBody

/**
 * The office's API as an app sees it. Each function sends one request and gives what came of it; none throws, and none
 * blocks the thread that calls it. Nothing is logged, cached or kept.
 *
 * [address] is the portal's, `https` unless it is this device itself. [http] is the app's own client, where it pins
 * certificates or goes through a proxy; it is used without redirects, cookies and cache, which could carry personal data
 * elsewhere. An interceptor of the app's own sees what is sent: add none that logs.
 */
public class OfficeClient(address: String, http: OkHttpClient = defaultHttp()) {
    private val address: HttpUrl = address.toHttpUrl()
    private val http = http.newBuilder()
        .followRedirects(false)
        .followSslRedirects(false)
        .cookieJar(CookieJar.NO_COOKIES)
        .cache(null)
        .build()

    init {
        require(this.address.isHttps || this.address.host in LOOPBACK) { "the office's address must be https" }
    }

    /**
     * Registers what was confirmed. The same submission may be sent again and again: its key is registered once, and the
     * answer is the same for ever.
     */
    public suspend fun register(submission: Submission): OfficeAnswer<OfficeRegistration> {
        val request = post("registrations", body = submission.toBody())
            .header("Idempotency-Key", submission.key.text)
        return ask(request, setOf(200, 201)) { it.toRegistration() }
    }

    /** What was registered under a key; `null` where nothing was, so far. */
    public suspend fun registered(key: NotificationKey): OfficeAnswer<OfficeRegistration?> {
        val answer = ask(get("registrations", key.text), setOf(200)) { it.toRegistration() }
        val isNotThere = answer is OfficeAnswer.Failed && answer.type == "not-found"
        return if (isNotThere) OfficeAnswer.Given(null) else answer
    }

    /** The policy in force: for the app's start, and after a refusal. */
    public suspend fun policy(): OfficeAnswer<OfficePolicy> {
        // No mail is made on a device; the engine wants to know the page all the same.
        val passwordUrl = address.newBuilder().scheme("https").addPathSegment("password").build().toString()
        return ask(get("policy"), setOf(200)) { it.toPolicy(passwordUrl) }
    }

    /** The Terms of Use of this version, which must be the policy's. */
    public suspend fun terms(version: String, language: Language): OfficeAnswer<Terms> {
        val request = get("terms", version).header("Accept-Language", language.tag)
        return ask(request, setOf(200)) { it.toTerms() }
    }

    /**
     * Asks for a new password link. A mail comes if the two belong together; the office's answer is the same whether they
     * do or not.
     */
    public suspend fun requestPasswordLink(userId: UserId, email: Personal, language: Language): OfficeAnswer<Unit> {
        val body = texts("user_id" to userId.text, "email" to email.expose(), "language" to language.tag)
        return ask(post("password", "links", body = body), setOf(202)) { }
    }

    private fun get(vararg path: String): Request.Builder {
        val url = address.newBuilder().addPathSegments("api/v1")
        path.forEach(url::addPathSegment)
        return Request.Builder().url(url.build()).header("Accept", "application/json, application/problem+json")
    }

    private fun post(vararg path: String, body: JsonObject): Request.Builder =
        get(*path).post(body.toString().toByteArray().toRequestBody(JSON))

    private suspend fun <T> ask(request: Request.Builder, good: Set<Int>, read: (JsonObject) -> T): OfficeAnswer<T> =
        when (val exchanged = http.exchange(request.build())) {
            is Exchanged.Broken -> OfficeAnswer.Failed(exchanged.reason)
            is Exchanged.Answered -> answerOf(exchanged.reply, good, read)
        }

    private companion object {
        val JSON = "application/json".toMediaType()
        val LOOPBACK = setOf("localhost", "127.0.0.1", "::1")

        /** A person waits for it, so a request is given up before they do; the office remembers it by its key. */
        fun defaultHttp() = OkHttpClient.Builder().callTimeout(Duration.ofSeconds(30)).build()
    }
}

private fun <T> answerOf(reply: Reply, good: Set<Int>, read: (JsonObject) -> T): OfficeAnswer<T> = try {
    when (reply.status) {
        in good -> OfficeAnswer.Given(read(reply.json.orEmpty()))
        422 -> OfficeAnswer.Refused(reply.json.orEmpty().toProblems().also { require(it.isNotEmpty()) })
        else -> failureOf(reply)
    }
} catch (_: IllegalArgumentException) {
    unreadable(reply)
} catch (_: NoSuchElementException) {
    unreadable(reply)
} catch (_: DateTimeParseException) {
    unreadable(reply)
}

private fun JsonObject?.orEmpty() = this ?: JsonObject(emptyMap())

private fun unreadable(reply: Reply) = OfficeAnswer.Failed(OfficeAnswer.Reason.UNREADABLE, reply.status)

private fun failureOf(reply: Reply): OfficeAnswer.Failed {
    val type = reply.json?.textOrNull("type")?.substringAfterLast('#')
    val reason = when {
        reply.status == 408 || reply.status == 429 || reply.status >= 500 -> OfficeAnswer.Reason.BUSY
        // Without a problem's type it is not the office that answers.
        type == null -> OfficeAnswer.Reason.UNREADABLE
        else -> OfficeAnswer.Reason.NOT_TAKEN
    }
    return OfficeAnswer.Failed(
        reason = reason,
        status = reply.status,
        type = type,
        title = reply.json?.textOrNull("title"),
        detail = reply.json?.textOrNull("detail"),
        retryAfter = reply.retryAfter,
    )
}
