package dev.toroku

import dev.toroku.engine.Answer
import dev.toroku.engine.Code
import dev.toroku.engine.Effect
import dev.toroku.engine.Field
import dev.toroku.engine.Item
import dev.toroku.engine.Misuse
import dev.toroku.engine.Param
import dev.toroku.engine.ParamName
import dev.toroku.engine.ParamValue
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicyException
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Problem
import dev.toroku.engine.Screen
import dev.toroku.engine.Submission
import java.io.IOException
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Test

/** An office that registers a key once, behind a network that does what it is told to. */
private class MemoryOffice(private val network: (Int) -> SubmissionResult?) : OfficeStore {
    val kept = ArrayList<Secret>()
    val submissions = ArrayList<Submission>()

    override suspend fun keep(snapshot: Secret) {
        kept += snapshot
    }

    override suspend fun submit(submission: Submission): SubmissionResult {
        submissions += submission
        return network(submissions.size) ?: throw IOException("airplane mode")
    }
}

/** An app away from the office: waiting, retrying, and what the office says. */
class OfficeModelTest {
    private val policy = Policy(PolicySettings(TERMS, PASSWORD_URL, issuedByOffice = true))
    private val registered = SubmissionResult.Registered(UserId.parse("hdlpf38617")!!)

    private fun submitting(model: RegistrationModel = model(policy)) = model.also {
        it.fillIn()
        press(it)
    }

    private fun press(model: RegistrationModel) {
        assertEquals(Answer.ReadyToConfirm, model.confirm().answerOrThrow())
        model.register(assertIs<Screen.Confirmation>(model.state.value.screen).page.digest)
    }

    @Test
    fun anAppInAirplaneModeWaitsAndRegistersOnce(): Unit = runBlocking {
        submitting().use { model ->
            val office = MemoryOffice { attempt -> if (attempt < 3) null else registered }
            assertNull(model.retry(), "nothing was begun")
            assertEquals(Answer.NotReached, model.carryOut(office)?.answerOrThrow())
            assertTrue(model.state.value.isWaitingForNetwork)
            assertEquals(Code.FLOW_NOT_REACHED, model.state.value.code)
            assertNotNull(model.state.value.message)
            model.language = Language.byTag("ja")!!
            assertTrue(model.state.value.isWaitingForNetwork)
            assertEquals(Answer.NotReached, model.retry()?.answerOrThrow())
            assertEquals(registered.userId, assertIs<Answer.Registered>(model.retry()?.answerOrThrow()).userId)
            assertFalse(model.state.value.isWaitingForNetwork)
            assertEquals(1, office.submissions.distinct().size, "the same each time")
            assertEquals(3, office.kept.size)
            assertNull(model.retry())
        }
    }

    @Test
    fun aKilledAppSubmitsUnderTheSameKey(): Unit = runBlocking {
        val first = MemoryOffice { null }
        submitting().use { it.carryOut(first) }
        val restored = RegistrationModel.restore(first.kept.last(), policy, english, clock = clock)
        val model = assertIs<Restored.Model>(restored).model
        assertNotNull(model.state.value.effect, "the order still stands")
        val second = MemoryOffice { registered }
        assertIs<Answer.Registered>(model.carryOut(second)?.answerOrThrow())
        assertEquals(first.submissions, second.submissions)
    }

    @Test
    fun whatTheOfficeRefusesStaysUntilItIsChanged(): Unit = runBlocking {
        val suggested = Personal("user01@ens.example")
        val typo = Problem(
            Code.EMAIL_TYPO, Field.EMAIL, listOf(Param(ParamName.SUGGESTION, ParamValue.Text(suggested))), listOf(suggested),
            Personal(""),
        )
        val office = MemoryOffice { attempt -> if (attempt == 1) SubmissionResult.Refused(listOf(typo)) else registered }
        var model = submitting()
        val problems = assertIs<Answer.Problems>(model.carryOut(office)?.answerOrThrow()).problems
        assertEquals(typo.copy(text = problems.single().text), problems.single())
        assertTrue(suggested.expose() in problems.single().text.expose(), "worded by the engine")
        // An app that was killed shows it again.
        model = assertIs<Restored.Model>(RegistrationModel.restore(model.save(), policy, english, clock = clock)).model
        val shown = assertIs<Screen.Entry>(model.state.value.screen).page.reports.mapNotNull { it.problem }
        assertEquals(problems, shown)
        assertIs<Answer.Problems>(model.confirm().answerOrThrow())
        model.enter(Item.EMAIL to suggested.expose(), Item.EMAIL_CONFIRMATION to suggested.expose())
        press(model)
        assertIs<Answer.Registered>(model.carryOut(office)?.answerOrThrow())
        assertEquals(office.submissions[0].key, office.submissions[1].key)
        assertEquals(suggested, office.submissions[1].confirmed.email)
    }

    @Test
    fun newTermsAreAgreedToOnceThePolicyHasThem(): Unit = runBlocking {
        val changed = Problem(Code.TERMS_CHANGED, Field.TERMS, emptyList(), emptyList(), Personal(""))
        val office = MemoryOffice { attempt -> if (attempt == 1) SubmissionResult.Refused(listOf(changed)) else registered }
        submitting().use { model ->
            assertIs<Answer.Problems>(model.carryOut(office)?.answerOrThrow())
            model.policy = Policy(PolicySettings("2027-01", PASSWORD_URL, issuedByOffice = true))
            assertEquals("2027-01", model.policy.termsVersion())
            assertIs<Answer.Problems>(model.confirm().answerOrThrow(), "nobody has agreed to the new ones")
            model.agree("2027-01")
            press(model)
            assertIs<Answer.Registered>(model.carryOut(office)?.answerOrThrow())
            assertEquals("2027-01", office.submissions.last().confirmed.termsVersion)
        }
    }

    /** The order that waits is the one under the new settings: here another way to issue. */
    @Test
    fun aChangeOfThePolicyChangesTheOrder(): Unit = runBlocking {
        submitting().use { model ->
            assertIs<Effect.Submit>(model.state.value.effect)
            model.policy = Vectors.policy(null)
            assertIs<Effect.ReserveUserId>(model.state.value.effect)
            assertIs<Answer.Registered>(model.carryOut(MemoryStore())?.answerOrThrow())
        }
    }

    @Test
    fun anOfficeThatNamesNothingOrNonsenseIsMisuse(): Unit = runBlocking {
        submitting().use { model ->
            val nothing = assertIs<InputResult.Refused>(model.carryOut(MemoryOffice { SubmissionResult.Refused(emptyList()) }))
            assertIs<Misuse.NoProblems>(nothing.misuse)
            val other = Problem(Code.PHONE_CHAR, Field.EMAIL, emptyList(), emptyList(), Personal(""))
            val number = Param(ParamName.MAX, ParamValue.Text(Personal("many")))
            val wrong = Problem(Code.PHONE_TOO_LONG, Field.PHONE, listOf(number), emptyList(), Personal(""))
            for (problem in listOf(other, wrong)) {
                val office = MemoryOffice { SubmissionResult.Refused(listOf(problem)) }
                assertIs<Misuse.Malformed>(assertIs<InputResult.Refused>(model.carryOut(office)).misuse)
            }
            assertNotNull(model.state.value.effect, "the order still stands")
        }
    }

    @Test
    fun aCancelledSubmissionIsNoAnswer(): Unit = runBlocking {
        submitting().use { model ->
            val never = CompletableDeferred<SubmissionResult>()
            val office = object : OfficeStore {
                override suspend fun keep(snapshot: Secret) = Unit

                override suspend fun submit(submission: Submission) = never.await()
            }
            val job = launch { model.carryOut(office) }
            yield()
            job.cancel()
            job.join()
            assertEquals(Answer.Issuing, model.state.value.answer)
            assertNotNull(model.state.value.effect)
        }
    }

    @Test
    fun aStoreForAnotherWayToIssueSaysSo(): Unit = runBlocking {
        submitting(model()).use { model ->
            assertFailsWith<UnsupportedOperationException> { model.carryOut(MemoryOffice { registered }) }
        }
        submitting().use { model ->
            assertFailsWith<UnsupportedOperationException> { model.carryOut(MemoryStore()) }
        }
        val key = RandomSource.SECURE.entropy()
        val both = PolicySettings(TERMS, PASSWORD_URL, issuedByOffice = true, sequenceKey = key)
        assertFailsWith<PolicyException.TwoIssuers> { Policy(both) }
    }
}
