package dev.toroku.app

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertTextContains
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import dev.toroku.Progress
import dev.toroku.Secret
import dev.toroku.SubmissionResult
import dev.toroku.UserId
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Code
import dev.toroku.engine.Field
import dev.toroku.engine.Guard
import dev.toroku.engine.Screen
import dev.toroku.engine.StateKind
import java.io.IOException
import java.time.Duration
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import org.junit.jupiter.api.Test

/** The process ends, and the next one has what was saved, and nothing else. */
@OptIn(ExperimentalTestApi::class)
class DeathTest {
    @Test
    fun whatWasTypedAndLookedAtComesBack() {
        lateinit var saved: ByteArray
        val first = host(japanese)
        app(first) {
            press(japanese.words.button(ApplicantCategory.APPLICANT_AT_COUNTER))
            type("user_name", "Élise")
            type("phone", "03")
            assertEquals(setOf(Field.USER_NAME), first.left)
            saved = first.save()
        }
        // The phone's language is another one: what the person chose comes back.
        val second = host(english, saved = saved)
        app(second) {
            onNodeWithTag("user_name").assertTextContains("Élise")
            onNodeWithTag("phone").assertTextContains("03")
            onNodeWithText(japanese.words.text("button.confirm")).assertExists()
            assertEquals(setOf(Field.USER_NAME), second.left, "the problem of the name is still shown")
        }
    }

    @Test
    fun anOrderGoesOnUnderItsKey() {
        val away = FakeOffice { SubmissionResult.NotReached }
        val scope = CoroutineScope(Job() + Dispatchers.Default)
        val first = host(office = away, scope = scope).filledIn()
        first.confirm()
        lateinit var saved: ByteArray
        app(first) {
            press(english.words.text("button.registration"))
            waitForText(english.words.text("network.waiting"))
            saved = first.save()
        }
        scope.cancel()
        val back = FakeOffice { SubmissionResult.Registered(UserId.parse("hdlpf38617")!!) }
        app(host(office = back, saved = saved)) {
            waitFor("user_id")
            assertEquals(away.submissions.map { it.key }.distinct(), back.submissions.map { it.key })
        }
    }

    /** At whatever page, and however far an order has come: the next process is at the same page, or has gone on. */
    @Test
    fun everyPageComesBack() {
        fun saved(office: FakeOffice, until: (RegistrationHost) -> Boolean, work: RegistrationHost.() -> Unit): ByteArray {
            val scope = CoroutineScope(Job() + Dispatchers.Default)
            val host = host(office = office, scope = scope).apply(work)
            val end = System.nanoTime() + 60_000_000_000
            while (!until(host) && System.nanoTime() < end) Thread.sleep(5)
            assertTrue(until(host), "${host.model.state.value.progress}")
            return host.save().also { scope.cancel() }
        }
        fun at(state: StateKind) = { host: RegistrationHost -> host.kind() == state }
        fun confirmed(host: RegistrationHost) = host.filledIn().confirm()
        fun registered(host: RegistrationHost) = host.run { confirmed(this); register() }

        fun pageOf(saved: ByteArray) = host(saved = saved, scope = CoroutineScope(Job().apply { cancel() })).apply { assertTrue(!isLost) }.kind()
        assertEquals(StateKind.START, pageOf(saved(FakeOffice(), at(StateKind.START)) { }))
        assertEquals(StateKind.ENTRY, pageOf(saved(FakeOffice(), at(StateKind.ENTRY)) { filledIn() }))
        assertEquals(StateKind.CONFIRMATION, pageOf(saved(FakeOffice(), at(StateKind.CONFIRMATION), ::confirmed)))
        assertEquals(StateKind.COMPLETION, pageOf(saved(FakeOffice(), at(StateKind.COMPLETION), ::registered)))

        // Sent and not answered, not reached, and not kept by the app's own store.
        val silent = FakeOffice { awaitCancellation() }
        val orders = listOf(
            saved(silent, { silent.submissions.isNotEmpty() }, ::registered),
            saved(FakeOffice { SubmissionResult.NotReached }, { it.model.state.value.progress == Progress.WAITING }, ::registered),
            saved(FakeOffice().apply { broken = IOException() }, { it.model.state.value.progress == Progress.FAILED }, ::registered),
        )
        for (order in orders) {
            assertEquals(StateKind.ISSUING, pageOf(order))
            app(host(saved = order)) { waitFor("user_id") }
        }
    }

    private fun RegistrationHost.kind() = when (model.state.value.screen) {
        is Screen.Start -> StateKind.START
        is Screen.Entry -> StateKind.ENTRY
        is Screen.Confirmation -> StateKind.CONFIRMATION
        is Screen.Issuing -> StateKind.ISSUING
        is Screen.Completion -> StateKind.COMPLETION
    }

    /** Removed from the list of recent apps: nothing is saved but what the store kept. */
    @Test
    fun anOrderGoesOnFromWhatTheStoreKept() {
        val away = FakeOffice { SubmissionResult.NotReached }
        val scope = CoroutineScope(Job() + Dispatchers.Default)
        val first = host(office = away, scope = scope).filledIn()
        first.confirm()
        app(first) {
            press(english.words.text("button.registration"))
            waitForText(english.words.text("network.waiting"))
        }
        scope.cancel()
        val back = FakeOffice { SubmissionResult.Registered(UserId.parse("hdlpf38617")!!) }
        app(host(office = back, kept = away.kept, guard = Guard(key = Secret(ByteArray(32) { 7 })))) {
            waitFor("user_id")
            assertEquals(away.submissions.map { it.key }.distinct(), back.submissions.map { it.key })
        }
        assertTrue(host(kept = Secret(ByteArray(3))).isLost)
    }

    @Test
    fun whatCannotBeUsedIsSaid() {
        val whole = host().filledIn().save()
        val sealed = Guard(key = Secret(ByteArray(32) { 7 }))
        val damaged = whole.copyOf().also { it[it.size - 1] = (it.last() + 1).toByte() }
        for ((saved, guard) in listOf(damaged to Guard(), ByteArray(3) to Guard(), ByteArray(0) to Guard(), whole to sealed)) {
            val host = host(saved = saved, guard = guard)
            assertTrue(host.isLost)
            app(host) {
                onNodeWithText(english.words.wording(Code.FLOW_SNAPSHOT_INVALID)).assertExists()
                press(english.words.button(ApplicantCategory.APPLICANT_AT_COUNTER))
                assertIs<Screen.Entry>(host.model.state.value.screen)
            }
        }
        // With its seal it comes back.
        val guarded = host(guard = sealed).filledIn().save()
        assertIs<Screen.Entry>(host(saved = guarded, guard = sealed).model.state.value.screen)
    }

    @Test
    fun theTimeThatHasRunOutIsSaid() {
        val policy = officePolicy(inactivity = 60u)
        val saved = host(policy = policy).filledIn().save()
        val host = host(policy = policy, saved = saved, clock = java.time.Clock.offset(today, Duration.ofHours(1)))
        app(host) {
            waitForText(english.words.wording(Code.FLOW_EXPIRED))
            press(english.words.text("button.anew"))
            assertTrue(!assertIs<Screen.Entry>(host.model.state.value.screen).page.hasExpired)
        }
    }
}
