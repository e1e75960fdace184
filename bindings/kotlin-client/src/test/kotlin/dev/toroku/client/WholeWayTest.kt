package dev.toroku.client

import dev.toroku.Personal
import dev.toroku.RegistrationModel
import dev.toroku.Secret
import dev.toroku.engine.Answer
import dev.toroku.engine.Code
import dev.toroku.engine.Field
import dev.toroku.engine.Item
import dev.toroku.engine.Screen
import java.time.Instant
import kotlin.math.abs
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

/** An app and the real portal. */
class WholeWayTest {
    private fun <T> given(answer: OfficeAnswer<T>): T = assertIs<OfficeAnswer.Given<T>>(answer).value

    @Test
    fun fromThePolicyToTheMailWithTheUserId(): Unit = runBlocking {
        Portal().use { portal ->
            val client = OfficeClient(portal.address, http)
            val office = given(client.policy())
            assertEquals(TERMS, office.settings.termsVersion)
            assertContains(office.languages, "ja")
            val terms = given(client.terms(office.settings.termsVersion, english))
            assertEquals("en", terms.language)
            assertEquals(4, terms.sections.size)

            val kept = ArrayList<Secret>()
            val model = RegistrationModel(office.toPolicy(), english)
            model.fillIn()
            model.press()
            val submission = model.submission
            assertNull(given(client.registered(submission.key)), "nothing so far")
            model.carryOutUntilAnswered(NetworkStore(client) { kept += it })
            val userId = assertIs<Screen.Completion>(model.state.value.screen).page.userId
            assertEquals(1, kept.size)

            val registration = given(client.registered(submission.key))!!
            assertEquals(userId, registration.userId)
            assertTrue(abs(Instant.now().epochSecond - registration.registeredAt.epochSecond) < 600)
            val record = portal.records().single()
            val sent = submission.toBody()
            assertEquals(sent, record.filterKeys { it in sent }, "the office has what was confirmed")
            assertContains(portal.mails(1).single(), userId.text)

            assertIs<OfficeAnswer.Given<*>>(client.requestPasswordLink(userId, Personal("user01@ens-test.com"), english))
            assertIs<OfficeAnswer.Given<*>>(client.requestPasswordLink(userId, Personal("other@ens-test.com"), english))
            portal.mails(2)
            for (personal in listOf("user01", "HOUMU", userId.text)) assertFalse(personal in portal.log())
        }
    }

    /** The office has new terms: STEP1 shows it, the app fetches them, and the registration goes on. */
    @Test
    fun whatTheOfficeRefusesIsAProblemAtItsField(): Unit = runBlocking {
        Portal("TOROKU_TERMS_VERSION" to "sample-2").use { portal ->
            val client = OfficeClient(portal.address, http)
            val store = NetworkStore(client) { }
            val model = submitting()
            val refused = assertIs<Answer.Problems>(model.carryOutUntilAnswered(store)?.answerOrThrow()).problems
            assertEquals(listOf(Code.TERMS_CHANGED to Field.TERMS), refused.map { it.code to it.field })
            assertIs<Screen.Entry>(model.state.value.screen)
            assertNull(store.failure.value)
            assertEquals(emptyList(), portal.records())

            model.policy = given(client.policy()).toPolicy()
            model.agree(model.policy.termsVersion())
            model.press()
            assertIs<Answer.Registered>(model.carryOutUntilAnswered(store)?.answerOrThrow())
            assertEquals("sample-2", portal.records().single().text("terms"))
        }
    }

    /** Airplane mode, then a process that is killed: its snapshot registers, under the same key. */
    @Test
    fun aSubmissionOutlivesTheNetworkAndTheProcess(): Unit = runBlocking {
        Portal().use { portal ->
            val client = OfficeClient(portal.address, http)
            portal.kill()
            val kept = ArrayList<Secret>()
            val model = submitting()
            val submission = model.submission
            assertEquals(Answer.NotReached, model.carryOut(NetworkStore(client) { kept += it })?.answerOrThrow())
            assertTrue(model.state.value.isWaitingForNetwork)
            model.close()

            portal.start()
            val next = restored(kept.single())
            assertEquals(submission, next.submission)
            assertIs<Answer.Registered>(next.carryOutUntilAnswered(NetworkStore(client) { kept += it })?.answerOrThrow())
            // And one that is killed before it has heard the answer.
            val last = restored(kept.last())
            assertIs<Answer.Registered>(last.carryOutUntilAnswered(NetworkStore(client) { })?.answerOrThrow())
            val shown = listOf(next, last).map { assertIs<Screen.Completion>(it.state.value.screen).page.userId }
            assertEquals(1, shown.distinct().size)
            assertEquals(shown[0].text, portal.records().single().text("user_id"))
            portal.mails(1)
        }
    }

    /** The limits of the office: it is left alone for as long as it asks. */
    @Test
    fun anOfficeThatWantsAPauseGetsIt(): Unit = runBlocking {
        Portal("TOROKU_LIMITS_MAILS_PER_MAILBOX" to "1").use { portal ->
            var requests = 0
            val counting = http.newBuilder().addInterceptor { chain -> requests++; chain.proceed(chain.request()) }.build()
            val client = OfficeClient(portal.address, counting)
            submitting().carryOutUntilAnswered(NetworkStore(client) { })
            val model = submitting()
            val store = NetworkStore(client) { }
            assertEquals(Answer.NotReached, model.carryOut(store)?.answerOrThrow())
            val failure = store.failure.value!!
            assertEquals("too-many-mails", failure.type)
            assertEquals(OfficeAnswer.Reason.BUSY, failure.reason)
            assertTrue(failure.retryAfter!! > 1000.milliseconds)
            assertEquals(2, requests)
            assertEquals(Answer.NotReached, model.retry()?.answerOrThrow(), "a button pressed too early asks nobody")
            assertEquals(2, requests)
        }
    }

    @Test
    fun oneSubmissionSentFiftyTimesAtOnceIsRegisteredOnce(): Unit = runBlocking {
        Portal().use { portal ->
            val client = OfficeClient(portal.address, http)
            val submission = submitting().submission
            val answers = List(50) { async(Dispatchers.Default) { Backoff().untilAnswered { client.register(submission) } } }
            val userId = answers.awaitAll().map { given(it).userId.text }.distinct().single()
            assertEquals(userId, portal.records().single().text("user_id"))
            portal.mails(1)
        }
    }

    @Test
    fun anotherBodyUnderARegisteredKeyIsNoReasonToGoOn(): Unit = runBlocking {
        Portal().use { portal ->
            val client = OfficeClient(portal.address, http)
            val first = submitting().submission
            given(client.register(first))
            val other = first.copy(confirmed = submitting(policy, Item.PHONE to "0312345679").submission.confirmed)
            val failed = assertIs<OfficeAnswer.Failed>(client.register(other))
            assertEquals("other-body", failed.type)
            assertFalse(failed.mayPass)
        }
    }
}
