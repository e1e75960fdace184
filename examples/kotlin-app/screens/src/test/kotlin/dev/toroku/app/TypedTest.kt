package dev.toroku.app

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.LocalSaveableStateRegistry
import androidx.compose.runtime.saveable.SaveableStateRegistry
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertTextContains
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performTextClearance
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.runDesktopComposeUiTest
import dev.toroku.Language
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Field
import dev.toroku.engine.Item
import dev.toroku.engine.Screen
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test

/** What people type and paste into the boxes. */
@OptIn(ExperimentalTestApi::class)
class TypedTest {
    private fun entry(language: Language = english) = host(language).apply { choose(ApplicantCategory.APPLICANT_AT_COUNTER) }

    private fun ComposeUiTest.textAt(tag: String) = onNodeWithTag(tag).fetchSemanticsNode().config[SemanticsProperties.EditableText].text

    private val boxes = mapOf(
        "user_name" to Item.USER_NAME, "birth_year" to Item.BIRTH_YEAR, "birth_month" to Item.BIRTH_MONTH, "birth_day" to Item.BIRTH_DAY,
        "municipality" to Item.MUNICIPALITY, "street_address" to Item.STREET_ADDRESS, "phone" to Item.PHONE, "email" to Item.EMAIL,
        "email_confirmation" to Item.EMAIL_CONFIRMATION,
    )

    @Test
    fun everyBoxOfOneLineStaysOne() {
        val pasted = "A\nB\r\nC\rD\tE\u000BF\u000CG\u0085H\u2028I\u2029J"
        val host = entry()
        app(host) {
            for ((tag, item) in boxes) {
                type(tag, pasted)
                assertEquals("A B C D E F G H I J", textAt(tag), tag)
                val drafts = assertIs<Screen.Entry>(host.model.state.value.screen).page.draft.associate { it.item to it.text.expose() }
                assertEquals("A B C D E F G H I J", drafts[item], tag)
            }
            host.pane = Pane.SEARCH
            type("query", pasted)
            assertEquals("A B C D E F G H I J", textAt("query"))
            host.pane = Pane.NEW_LINK
            for (tag in listOf("user_id", "email")) {
                type(tag, pasted)
                assertEquals("A B C D E F G H I J", textAt(tag), tag)
            }
        }
    }

    /** What cannot be used is said at its box in words that can be read: no sign turns them around or is not seen. */
    @Test
    fun whatCannotBeSeenIsNamed() {
        val unseen = listOf("\u202EOHTAT", "TARO\u2066", "TA\u200BRO", "TA\u0000RO", "TA\u0007RO", "\uFEFFTARO", "TA\u00ADRO")
        val strange = listOf("😀", "👨‍👩‍👧", "محمد", "שלום", "e\u0301\u0301", "\uDBFF\uDFFF")
        for (language in Language.all()) {
            val host = entry(language)
            app(host) {
                for ((tag, item) in boxes) for (text in unseen + strange) {
                    type(tag, text)
                    assertEquals(text, textAt(tag), tag)
                    host.leave(Field.valueOf(if (tag.startsWith("birth")) "DATE_OF_BIRTH" else tag.uppercase()))
                    waitForIdle()
                    val said = onNodeWithTag(tag).fetchSemanticsNode().config.getOrNull(SemanticsProperties.Error).orEmpty()
                    // A street address may have some of them, two that are the same are repeated rightly, and of a date what is
                    // missing is said first.
                    val isLater = item in setOf(Item.STREET_ADDRESS, Item.EMAIL_CONFIRMATION) || tag.startsWith("birth")
                    assertTrue(said.isNotBlank() || isLater, "$tag $text")
                    assertFalse(said.any { it.isISOControl() || it in "\u202E\u2066\u200B\uFEFF\u00AD" }, "$tag: $said")
                    onNodeWithTag(tag).performTextClearance()
                }
            }
        }
    }

    /** The phone is turned: what was found is there still, and belongs to what was searched for, not to what is typed since. */
    @Test
    fun whatWasFoundOutlivesATurn() = runDesktopComposeUiTest(412, 915) {
        val host = entry().apply { pane = Pane.SEARCH }
        var registry = SaveableStateRegistry(null) { true }
        var isThere by mutableStateOf(true)
        setContent {
            if (isThere) CompositionLocalProvider(LocalSaveableStateRegistry provides registry) { RegistrationApp(host) }
        }
        type("query", "北海道札幌市中央区大通西1-1")
        press(english.words.text("button.search"))
        onNodeWithTag("query").performTextReplacement("fuchu")
        val saved = registry.performSave()
        isThere = false
        waitForIdle()
        registry = SaveableStateRegistry(saved) { true }
        isThere = true
        waitForIdle()
        onNodeWithTag("query").assertTextContains("fuchu")
        onNodeWithText(english.words.text("municipality.count", "count" to 1)).assertExists()
        press("北海道札幌市中央区 (Chuo-ku, Sapporo-shi, Hokkaido)")
        assertEquals("北海道札幌市中央区", textAt("municipality"))
        assertEquals("大通西１－１", textAt("street_address"))
    }
}
