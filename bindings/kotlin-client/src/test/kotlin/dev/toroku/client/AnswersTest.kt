package dev.toroku.client

import dev.toroku.Personal
import dev.toroku.UserId
import dev.toroku.engine.Answer
import java.net.ServerSocket
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import okhttp3.CertificatePinner
import okhttp3.OkHttpClient
import okhttp3.tls.HandshakeCertificates
import okhttp3.tls.HeldCertificate
import org.junit.jupiter.api.Test

/** Whatever answers, an app gets a value: no exception, and nobody registered who is not. */
class AnswersTest {
    private val registered = """{"user_id":"hdlpf38617","registered_at":"2024-02-29T00:00:00Z"}"""

    private fun failed(client: OfficeClient): OfficeAnswer.Failed = runBlocking {
        assertIs<OfficeAnswer.Failed>(client.register(submitting().submission))
    }

    private fun failed(said: Office.Said): OfficeAnswer.Failed =
        Office { said }.use { failed(OfficeClient(it.address, http)) }

    @Test
    fun whoeverIsNotTheOfficeRegistersNobody() {
        val bodies = listOf(
            "<html>Log in to the hotel's network</html>", "", "[]", "null", "{", "{}", """{"user_id":"hdlpf38617"}""",
            """{"user_id":5,"registered_at":"2024-02-29T00:00:00Z"}""",
            """{"user_id":"HDLPF38617","registered_at":"2024-02-29T00:00:00Z"}""",
            """{"user_id":"hdlpf38617","registered_at":"yesterday"}""",
            "[".repeat(100_000), "{\"a\":".repeat(100_000), " ".repeat(1 shl 20) + registered,
        )
        for (body in bodies) {
            val failed = failed(Office.Said(201, body))
            assertEquals(OfficeAnswer.Reason.UNREADABLE, failed.reason, body.take(80))
            assertTrue(failed.mayPass)
        }
        for (body in listOf("", "{}", """{"problems":[]}""", """{"problems":[{}]}""")) {
            assertEquals(OfficeAnswer.Reason.UNREADABLE, failed(Office.Said(422, body)).reason, body)
        }
        assertEquals(OfficeAnswer.Reason.UNREADABLE, failed(Office.Said(404, "no such page")).reason)
        assertEquals(OfficeAnswer.Reason.UNREADABLE, failed(Office.Said(204)).reason)
    }

    /** What nests too deep is not read; brackets of a text are no levels. */
    @Test
    fun bracketsOfATextAreRead(): Unit = runBlocking {
        val body = registered.trim().dropLast(1) + ",\"note\":\"" + "\\\"[{".repeat(100) + "\"}"
        Office { Office.Said(201, body) }.use { office ->
            assertIs<OfficeAnswer.Given<*>>(OfficeClient(office.address, http).register(submitting().submission))
        }
    }

    @Test
    fun whatWasEnteredFollowsNoRedirect(): Unit = runBlocking {
        Office { Office.Said(201, registered) }.use { elsewhere ->
            for (status in listOf(301, 302, 307, 308)) {
                val failed = failed(Office.Said(status, "", "Location" to elsewhere.address))
                assertEquals(OfficeAnswer.Reason.UNREADABLE, failed.reason)
            }
            assertEquals(emptyList(), elsewhere.asked.toList())
        }
    }

    @Test
    fun theOfficesWordsAndPauseAreThere() {
        val problem = """{"type":"/api/v1/#unavailable","title":"Not now","status":503}"""
        val busy = failed(Office.Said(503, problem, "Retry-After" to "5"))
        assertEquals(OfficeAnswer.Reason.BUSY, busy.reason)
        assertEquals("unavailable", busy.type)
        assertEquals("Not now", busy.title)
        assertEquals(5.seconds, busy.retryAfter)
        val date = arrayOf("Retry-After" to "Wed, 21 Oct 2065 07:28:00 GMT")
        assertEquals(1.days, failed(Office.Said(503, problem, *date)).retryAfter, "no longer than a day")
        assertNull(failed(Office.Said(503, problem, "Retry-After" to "soon")).retryAfter)
        assertEquals(0.seconds, failed(Office.Said(429, problem, "Retry-After" to "-5")).retryAfter)
        val malformed = failed(Office.Said(400, """{"type":"/api/v1/#malformed","detail":"a member"}"""))
        assertEquals(OfficeAnswer.Reason.NOT_TAKEN, malformed.reason)
        assertEquals("a member", malformed.detail)
        assertFalse(malformed.mayPass)
    }

    @Test
    fun nobodyThereIsNoAnswer() {
        val port = ServerSocket(0).use { it.localPort }
        assertEquals(OfficeAnswer.Reason.NO_ANSWER, failed(OfficeClient("http://127.0.0.1:$port")).reason)
        assertEquals(OfficeAnswer.Reason.NO_ANSWER, failed(OfficeClient("https://no-such-host.invalid")).reason)
        assertFailsWith<IllegalArgumentException> { OfficeClient("http://office.example") }
    }

    /** The app's own client decides whom it trusts. */
    @Test
    fun aCertificateThatIsNotPinnedIsNotTrusted(): Unit = runBlocking {
        val held = HeldCertificate.Builder().addSubjectAlternativeName("localhost").build()
        val server = HandshakeCertificates.Builder().heldCertificate(held).build()
        val phone = HandshakeCertificates.Builder().addTrustedCertificate(held.certificate).build()
        fun pinned(pin: String) = OkHttpClient.Builder()
            .sslSocketFactory(phone.sslSocketFactory(), phone.trustManager)
            .certificatePinner(CertificatePinner.Builder().add("localhost", pin).build())
            .build()
        Office(server.sslContext()) { Office.Said(201, registered) }.use { office ->
            val right = OfficeClient(office.address, pinned(CertificatePinner.pin(held.certificate)))
            assertIs<OfficeAnswer.Given<*>>(right.register(submitting().submission))
            val other = HeldCertificate.Builder().build()
            val wrong = failed(OfficeClient(office.address, pinned(CertificatePinner.pin(other.certificate))))
            assertEquals(OfficeAnswer.Reason.NOT_TRUSTED, wrong.reason)
            assertEquals(OfficeAnswer.Reason.NOT_TRUSTED, failed(OfficeClient(office.address)).reason, "nobody has signed it")
            assertEquals(1, office.asked.size)
        }
    }

    /** A screen that goes takes its request along, and leaves the order standing. */
    @Test
    fun cancellingEndsTheRequest(): Unit = runBlocking {
        ServerSocket(0).use { silent ->
            val client = OfficeClient("http://127.0.0.1:${silent.localPort}", http)
            val model = submitting()
            val job = launch(Dispatchers.Default) { model.carryOutUntilAnswered(NetworkStore(client) { }) }
            val connection = silent.accept()
            while (connection.getInputStream().read() != '\n'.code) delay(1)
            job.cancel()
            job.join()
            connection.soTimeout = 10_000
            connection.getInputStream().readAllBytes()
            assertEquals(Answer.Issuing, model.state.value.answer)
            model.submission
        }
    }

    @Test
    fun printingShowsNothingPersonal(): Unit = runBlocking {
        val text = Personal("canary")
        val problem = OfficeProblem(105, "name.char", "user_name", mapOf("chars" to listOf(text)), listOf(text), text)
        val printed = listOf(
            problem,
            OfficeAnswer.Refused(listOf(problem)),
            OfficeAnswer.Given(OfficeRegistration(UserId.parse("hdlpf38617")!!, java.time.Instant.EPOCH)),
            OfficeAnswer.Failed(OfficeAnswer.Reason.BUSY, 503, "unavailable", "canary", "canary"),
            NetworkStore(OfficeClient("https://office.example")) { },
            submitting().submission.confirmed,
        ).joinToString("\n")
        for (personal in listOf("canary", "hdlpf38617", "HOUMU", "user01", "0312345678")) {
            assertFalse(personal in printed, printed)
        }
        assertTrue("105 at user_name" in printed)
    }
}
