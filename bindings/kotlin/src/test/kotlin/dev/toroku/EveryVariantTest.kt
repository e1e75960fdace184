package dev.toroku

import dev.toroku.engine.Answer
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Code
import dev.toroku.engine.CodeKind
import dev.toroku.engine.Effect
import dev.toroku.engine.Field
import dev.toroku.engine.InputKind
import dev.toroku.engine.Item
import dev.toroku.engine.Misuse
import dev.toroku.engine.PasswordAnswer
import dev.toroku.engine.PasswordEffect
import dev.toroku.engine.PasswordMisuse
import dev.toroku.engine.Screen
import dev.toroku.engine.SnapshotException
import dev.toroku.engine.StateKind
import dev.toroku.engine.allCodes
import dev.toroku.engine.codeByName
import dev.toroku.engine.codeByNumber
import dev.toroku.engine.entryFields
import dev.toroku.engine.itemByName
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test

/** Every code, state and effect has its place; a `when` without `else` that misses one does not compile. */
class EveryVariantTest {
    @Test
    fun everyCodeHasFactsAndWords() {
        assertEquals(allCodes(), Code.entries.toList())
        for (code in Code.entries) {
            val facts = code.facts()
            assertEquals(code, codeByNumber(facts.number))
            assertEquals(code, codeByName(facts.name))
            for (language in Language.all()) assertTrue(language.words.wording(code).isNotBlank())
            val place = when (facts.kind) {
                CodeKind.PROBLEM -> "at the field"
                CodeKind.NOTICE -> "at the field, beside Confirm"
                CodeKind.CONVERSION -> "beside the value"
                CodeKind.GENERAL -> "above the page"
            }
            assertEquals(facts.kind == CodeKind.GENERAL, place == "above the page")
        }
        println("${Code.entries.size} codes")
    }

    @Test
    fun everyFieldItemAndCategoryHasWords() {
        val words = english.words
        assertEquals(entryFields(), Field.entries.take(10))
        for (field in Field.entries) assertTrue(words.label(field).isNotBlank() && words.hint(field).isNotBlank())
        for (item in Item.entries) assertEquals(item, itemByName(item.stableName()))
        for (category in ApplicantCategory.entries) assertTrue(words.button(category).isNotBlank())
        for (state in StateKind.entries) assertTrue(words.title(state).isNotBlank())
        assertEquals(19, InputKind.entries.size)
    }

    @Test
    fun everyStateAnswerAndEffectIsHandled() {
        model().use { assertEquals(StateKind.START, kind(it.state.value.screen)) }
        assertEquals("kept", handled(Answer.Kept))
        assertEquals("broken", handled(SnapshotException.Broken()))
        assertEquals("exhausted", handled(Misuse.Exhausted()))
        assertEquals("out_of_memory", handled(PasswordMisuse.OutOfMemory()))
        assertEquals("logged_in", handled(PasswordAnswer.LoggedIn))
    }

    private fun kind(screen: Screen): StateKind = when (screen) {
        is Screen.Start -> StateKind.START
        is Screen.Entry -> StateKind.ENTRY
        is Screen.Confirmation -> StateKind.CONFIRMATION
        is Screen.Issuing -> StateKind.ISSUING
        is Screen.Completion -> StateKind.COMPLETION
    }

    private fun handled(answer: Answer): String = when (answer) {
        Answer.Opened -> "opened"
        is Answer.NotCovered -> "not_covered"
        Answer.Kept -> "kept"
        is Answer.Municipalities -> "municipalities"
        is Answer.Terms -> "terms"
        is Answer.Problems -> "problems"
        Answer.ReadyToConfirm -> "ready_to_confirm"
        Answer.WentBack -> "went_back"
        Answer.Issuing -> "issuing"
        Answer.NotAsShown -> "not_as_shown"
        Answer.StorageFailed -> "storage_failed"
        is Answer.Registered -> "registered"
        is Answer.AlreadyRegistered -> "already_registered"
        Answer.BackAtTop -> "back_at_top"
        Answer.Noted -> "noted"
        Answer.Expired -> "expired"
    }

    @Suppress("unused")
    private fun handled(effect: Effect): String = when (effect) {
        is Effect.ReserveUserId -> "reserve_user_id"
        is Effect.ReserveNumber -> "reserve_number"
        is Effect.Commit -> "commit"
    }

    @Suppress("unused")
    private fun handled(effect: PasswordEffect): String = when (effect) {
        is PasswordEffect.SendLink -> "send_link"
    }

    private fun handled(answer: PasswordAnswer): String = when (answer) {
        PasswordAnswer.LinkUsable -> "link_usable"
        PasswordAnswer.Conflict -> "conflict"
        PasswordAnswer.TokenInvalid -> "token_invalid"
        PasswordAnswer.TokenExpired -> "token_expired"
        is PasswordAnswer.Problems -> "problems"
        is PasswordAnswer.PasswordSet -> "password_set"
        PasswordAnswer.LinkRequested -> "link_requested"
        PasswordAnswer.LoggedIn -> "logged_in"
        PasswordAnswer.PasswordWrong -> "password_wrong"
        PasswordAnswer.PasswordExpired -> "password_expired"
        PasswordAnswer.ReminderNoted -> "reminder_noted"
    }

    private fun handled(misuse: Misuse): String = when (misuse) {
        is Misuse.NotAccepted -> "not_accepted"
        is Misuse.OtherUserId -> "other_user_id"
        is Misuse.OtherIssuing -> "other_issuing"
        is Misuse.OtherNotification -> "other_notification"
        is Misuse.Exhausted -> "exhausted"
        is Misuse.WeakEntropy -> "weak_entropy"
        is Misuse.Malformed -> "malformed"
    }

    private fun handled(misuse: PasswordMisuse): String = when (misuse) {
        is PasswordMisuse.NotAccepted -> "not_accepted"
        is PasswordMisuse.WeakEntropy -> "weak_entropy"
        is PasswordMisuse.UnknownReminder -> "unknown_reminder"
        is PasswordMisuse.OutOfMemory -> "out_of_memory"
        is PasswordMisuse.Malformed -> "malformed"
    }

    private fun handled(error: SnapshotException): String = when (error) {
        is SnapshotException.NotASnapshot -> "not_a_snapshot"
        is SnapshotException.Newer -> "newer"
        is SnapshotException.OtherKind -> "other_kind"
        is SnapshotException.Broken -> "broken"
        is SnapshotException.RolledBack -> "rolled_back"
        is SnapshotException.MalformedKey -> "malformed_key"
    }
}
