package dev.toroku.app

import androidx.compose.ui.autofill.ContentType
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.assert
import androidx.compose.ui.test.assertIsFocused
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.isHeading
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.performTouchInput
import androidx.compose.ui.text.TextLayoutResult
import dev.toroku.Language
import dev.toroku.SubmissionResult
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.BirthPart
import dev.toroku.engine.Field
import dev.toroku.engine.Item
import dev.toroku.engine.Screen
import dev.toroku.engine.StateKind
import java.io.IOException
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test

/** What a screen reader, a keyboard and a password manager are told. */
@OptIn(ExperimentalTestApi::class)
class SemanticsTest {
    private val words = english.words

    private fun ComposeUiTest.errorAt(tag: String): String? =
        onNodeWithTag(tag).fetchSemanticsNode().config.getOrNull(SemanticsProperties.Error)

    private fun ComposeUiTest.nodes(): List<SemanticsNode> {
        fun all(node: SemanticsNode): List<SemanticsNode> = listOf(node) + node.children.flatMap(::all)
        return all(onRoot().fetchSemanticsNode())
    }

    private fun entry() = host().apply { choose(ApplicantCategory.APPLICANT_AT_COUNTER) }

    @Test
    fun theErrorIsOurWordsAtEachField() {
        val host = entry()
        app(host) {
            for (tag in listOf("user_name", "birth_month", "phone", "terms", "sex")) assertNull(errorAt(tag), tag)
            press(words.text("button.confirm"))
            val page = assertIs<Screen.Entry>(host.model.state.value.screen).page
            val problems = page.reports.mapNotNull { it.problem }.associate { it.field to it.text.expose() }
            assertEquals(Field.entries.size - 2, problems.size, "all but the two of the password")
            for ((field, text) in problems) {
                val tags = if (field == Field.DATE_OF_BIRTH) listOf("birth_year", "birth_month", "birth_day") else listOf(field.name.lowercase())
                tags.forEach { assertEquals(text, errorAt(it), it) }
            }
            // The summary has the focus, is a heading, and leads to the field.
            onNode(isHeading() and hasAnyAncestor(hasTestTag("summary"))).assertIsFocused()
            press(words.label(Field.PHONE) + words.text("summary.colon") + problems.getValue(Field.PHONE))
            onNodeWithTag("phone").assertIsFocused()
            press(words.label(Field.SEX) + words.text("summary.colon") + problems.getValue(Field.SEX))
        }
    }

    @Test
    fun aBadMonthIsToldAtTheMonth() {
        app(entry()) {
            for ((part, tag) in listOf(BirthPart.YEAR to "birth_year", BirthPart.MONTH to "birth_month", BirthPart.DAY to "birth_day")) {
                val spoken = "${words.label(Field.DATE_OF_BIRTH)}: ${words.label(part)}"
                val texts = onNodeWithTag(tag).fetchSemanticsNode().config.getOrNull(SemanticsProperties.Text).orEmpty()
                assertTrue(texts.any { it.text == spoken }, "$tag says $texts")
            }
            type("birth_year", "2000")
            type("birth_month", "13")
            type("birth_day", "20")
            type("phone", "0")
            assertTrue(errorAt("birth_month").orEmpty().contains(words.label(BirthPart.MONTH), ignoreCase = true))
            assertNull(errorAt("birth_year"))
            assertNull(errorAt("birth_day"))
        }
    }

    @Test
    fun everyPageHasATitleAndAHeading() {
        val host = host()
        fun ComposeUiTest.titled(title: String) {
            waitForText(title)
            val panes = nodes().mapNotNull { it.config.getOrNull(SemanticsProperties.PaneTitle) }
            assertEquals(listOf(title), panes)
            onNode(isHeading() and androidx.compose.ui.test.hasText(title)).assertIsFocused()
        }
        app(host) {
            titled(words.title(StateKind.START))
            for ((number, name) in listOf(1 to "eligible", 2 to "prepare")) {
                press("$number. ${words.text("top.$name")}")
                titled(words.text("top.$name"))
                for (paragraph in 1..3) onNodeWithText(words.text("document.$name.$paragraph")).assertExists()
                press(words.text("button.close"))
                titled(words.title(StateKind.START))
            }
            press(words.button(ApplicantCategory.APPLICANT_AT_COUNTER))
            titled(words.text("registration.title"))
            press(words.text("button.search"))
            titled(words.text("municipality.title"))
            press(words.text("button.close"))
            press(words.text("terms.link"))
            titled(words.text("terms.title"))
            press(words.text("button.close"))
            host.model.enter(*sample)
            host.agree(true)
            press(words.text("button.confirm"))
            titled(words.text("registration.title"))
            press(words.text("button.registration"))
            waitFor("user_id")
            press(words.text("password.request.title"))
            titled(words.text("password.request.title"))
        }
    }

    @Test
    fun boxesAreKnownToPasswordManagers() {
        app(entry()) {
            val kinds = mapOf(
                "user_name" to ContentType.PersonFullName, "birth_year" to ContentType.BirthDateYear,
                "birth_month" to ContentType.BirthDateMonth, "birth_day" to ContentType.BirthDateDay,
                "street_address" to ContentType.AddressStreet, "phone" to ContentType.PhoneNumber,
                "email" to ContentType.EmailAddress, "email_confirmation" to ContentType.EmailAddress,
            )
            for ((tag, kind) in kinds) {
                assertEquals(kind, onNodeWithTag(tag).fetchSemanticsNode().config.getOrNull(SemanticsProperties.ContentType), tag)
            }
        }
    }

    @Test
    fun choicesHaveTheirRoles() {
        val host = entry()
        app(host) {
            fun roles(tag: String) = onNodeWithTag(tag).fetchSemanticsNode().let { listOf(it) + it.children }
                .mapNotNull { it.config.getOrNull(SemanticsProperties.Role) }
            assertEquals(List(2) { Role.RadioButton }, roles("sex"))
            assertTrue(roles("user_type").all { it == Role.RadioButton })
            assertEquals(listOf(Role.Checkbox), roles("terms"))
            onNodeWithTag("terms").performScrollTo().performClick()
            assertEquals("2023-03", assertIs<Screen.Entry>(host.model.state.value.screen).page.agreedTerms)
            press(words.text("button.search"))
            val prefecture = words.text("municipality.prefecture") + words.text("summary.colon") + words.text("municipality.all")
            onNodeWithText(prefecture).assert(SemanticsMatcher.expectValue(SemanticsProperties.Role, Role.DropdownList))
        }
    }

    @Test
    fun whatAppearsIsSaid() {
        val host = host()
        app(host) {
            press(words.button(ApplicantCategory.FOREIGN_NATIONAL))
            fun live(text: String) = nodes().filter { it.config.getOrNull(SemanticsProperties.LiveRegion) != null }
                .filter { node -> (listOf(node) + node.children).any { one -> one.config.getOrNull(SemanticsProperties.Text).orEmpty().any { text in it.text } } }
                .map { it.config[SemanticsProperties.LiveRegion] }
            assertEquals(listOf(LiveRegionMode.Assertive), live(words.catalogue.notCoveredGuidance))
            press(words.button(ApplicantCategory.APPLICANT_AT_COUNTER))
            type("user_name", "É")
            type("phone", "0")
            assertTrue(live("“É” cannot be used").isNotEmpty())
            press(words.text("button.search"))
            type("query", "fuchu")
            press(words.text("button.search"))
            assertEquals(listOf(LiveRegionMode.Polite), live(words.text("municipality.count", "count" to 3)))
        }
    }

    @Test
    fun noLineEndGetsIntoAName() {
        val host = entry()
        app(host) {
            for (tag in listOf("user_name", "street_address")) {
                type(tag, "A\nB\r\nC")
                assertEquals("A B C", onNodeWithTag(tag).fetchSemanticsNode().config[SemanticsProperties.EditableText].text)
            }
            val drafts = assertIs<Screen.Entry>(host.model.state.value.screen).page.draft.associate { it.item to it.text.expose() }
            assertEquals("A B C", drafts[Item.USER_NAME])
        }
    }

    /** From top to bottom as the page is read, field after field, and the buttons last. */
    @Test
    fun theOrderIsThePages() {
        app(entry(), height = 4000) {
            val tags = nodes().sortedBy { it.boundsInRoot.top }.mapNotNull { it.config.getOrNull(SemanticsProperties.TestTag) }
            val expected = listOf(
                "user_name", "sex", "birth_year", "birth_month", "birth_day", "municipality", "street_address", "phone", "email",
                "email_confirmation", "user_type", "terms",
            )
            assertEquals(expected, nodes().mapNotNull { it.config.getOrNull(SemanticsProperties.TestTag) }, "as a screen reader goes")
            assertEquals(expected.toSet(), tags.toSet())
            val tops = nodes().filter { it.config.getOrNull(SemanticsProperties.TestTag) != null }.map { it.boundsInRoot.top }
            assertEquals(tops.sorted(), tops, "and as they stand on the page")
        }
    }

    @Test
    fun aKeyIsNotLost() {
        val host = entry()
        app(host) {
            onNodeWithTag("user_name").performScrollTo().performClick()
            "HOUMU TARO".forEach { onNodeWithTag("user_name").performTextInput(it.toString()) }
            waitForIdle()
            assertEquals("HOUMU TARO", onNodeWithTag("user_name").fetchSemanticsNode().config[SemanticsProperties.EditableText].text)
        }
    }

    /** A finger that goes from a field to a button leaves the field: what is said of it then waits for the finger. */
    @Test
    fun aReportMovesNothingThatIsPressed() {
        val host = entry()
        app(host) {
            type("birth_year", "2000")
            type("birth_month", "13")
            type("birth_day", "1")
            val search = button(words.text("button.search")).performScrollTo()
            val place = search.fetchSemanticsNode().boundsInRoot
            search.performTouchInput { down(center) }
            waitForIdle()
            assertTrue(Field.DATE_OF_BIRTH in host.left)
            assertEquals(place, search.fetchSemanticsNode().boundsInRoot)
            // The finger slides off: no click. (A desktop has no event that cancels.)
            search.performTouchInput { moveBy(Offset(0f, 200f)); up() }
            waitForIdle()
            assertNull(host.pane)
            assertTrue(errorAt("birth_month").orEmpty().contains(words.label(BirthPart.MONTH), ignoreCase = true))
            type("user_name", "É")
            press(words.text("button.search"))
            assertEquals(Pane.SEARCH, host.pane)
        }
    }

    /** With the largest letters nothing is cut off and nothing leaves the page at its side, whatever the page. */
    @Test
    fun largeLettersHaveRoom() {
        for (language in Language.all()) {
            val words = language.words
            fun large(host: RegistrationHost, password: PasswordHost? = null, work: ComposeUiTest.() -> Unit = { }) =
                app(host, password, fontScale = 2f, height = 9000) {
                    work()
                    waitForIdle()
                    for (node in nodes()) assertHasRoom(node, language)
                }
            fun entry() = host(language).apply { choose(ApplicantCategory.APPLICANT_AT_COUNTER) }
            large(host(language, saved = ByteArray(0)).apply { choose(ApplicantCategory.FOREIGN_NATIONAL) })
            for (pane in Pane.entries) large(entry().apply { this.pane = pane })
            large(entry().apply { pane = Pane.SEARCH }) {
                type("query", "fuchu")
                press(words.text("button.search"))
            }
            large(entry().apply { confirm() })
            fun confirmed(office: FakeOffice = FakeOffice()) = host(language, office).filledIn().apply { confirm() }
            large(confirmed())
            val orders = mapOf(
                FakeOffice() to "completion.lead",
                FakeOffice { SubmissionResult.NotReached } to "network.waiting",
                FakeOffice().apply { broken = IOException() } to "network.failed",
                FakeOffice { SubmissionResult.NotReached }.apply { refused.value = "other-body" } to "network.refused",
            )
            for ((office, says) in orders) large(confirmed(office).apply { register() }) { waitForText(words.text(says)) }
            val weak = passwordOf(language)
            large(host(language), weak) {
                press(words.text("password.set"))
                waitUntil("a problem", 30_000) { weak.step != null && !weak.isBusy }
            }
        }
    }

    private fun assertHasRoom(node: SemanticsNode, language: Language) {
        if (node.config.getOrNull(SemanticsProperties.Text) == null && node.config.getOrNull(SemanticsProperties.TestTag) == null) return
        // Its bounds would be those of what is seen of it.
        assertTrue(node.positionInRoot.x + node.size.width <= 412f, "$language: ${node.config}")
        val layouts = ArrayList<TextLayoutResult>()
        node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(layouts)
        for (layout in layouts) {
            // `hasVisualOverflow` calls every text cut that is narrower than the room it was given.
            val widest = (0 until layout.lineCount).maxOf { layout.getLineRight(it) - layout.getLineLeft(it) }
            val isCut = layout.didOverflowHeight || widest > layout.size.width
            assertTrue(!isCut, "$language: ${layout.layoutInput.text}")
        }
    }
}
