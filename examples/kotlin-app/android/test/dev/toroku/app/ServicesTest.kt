package dev.toroku.app

import android.app.assist.AssistStructure
import android.app.assist.AssistStructure.ViewNode
import android.util.SparseArray
import android.view.View
import android.view.ViewGroup
import android.view.accessibility.AccessibilityNodeInfo
import android.view.accessibility.AccessibilityNodeProvider
import android.view.autofill.AutofillValue
import androidx.compose.ui.test.assertTextContains
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithTag
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Field
import dev.toroku.engine.Item
import dev.toroku.engine.Screen
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** What the system hands to the services that a person has chosen: one that fills in, one that reads aloud. */
@RunWith(RobolectricTestRunner::class)
class ServicesTest {
    @get:Rule(order = 0)
    val keystore = Keystore()

    @get:Rule(order = 1)
    val compose = createEmptyComposeRule()

    private fun entry(): Started = start().also {
        it.host.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
        compose.waitForIdle()
    }

    /** The view that draws all of it. */
    private fun Started.view(): View {
        fun all(view: View): List<View> =
            listOf(view) + (view as? ViewGroup)?.run { (0 until childCount).flatMap { all(getChildAt(it)) } }.orEmpty()
        return all(get().window.decorView).single { it.javaClass.simpleName == "AndroidComposeView" }
    }

    /** The boxes that a service for filling in is shown, by what they are for. */
    private fun Started.boxes(): Map<String, List<ViewNode>> {
        fun all(node: ViewNode): List<ViewNode> =
            listOf(node) + (0 until node.childCount).flatMap { all(node.getChildAt(it)) }
        val shown = AssistStructure(get(), true, 0)
        return (0 until shown.windowNodeCount).flatMap { all(shown.getWindowNodeAt(it).rootViewNode) }
            .flatMap { node -> node.autofillHints.orEmpty().map { it to node } }
            .groupBy({ it.first }, { it.second })
    }

    @Test
    fun aPasswordManagerKnowsTheBoxesAndFillsThemIn() {
        val app = entry()
        val boxes = app.boxes()
        val expected = setOf(
            "personName", "birthDateYear", "birthDateMonth", "birthDateDay", "streetAddress", "phoneNumber", "emailAddress",
        )
        assertEquals(expected, boxes.keys)
        assertEquals(2, boxes.getValue("emailAddress").size, "the address and its confirmation")
        assertTrue(boxes.values.flatten().all { it.autofillType == View.AUTOFILL_TYPE_TEXT })
        val values = SparseArray<AutofillValue>()
        fun fill(hint: String, text: String) = boxes.getValue(hint)
            .forEach { values.put(it.autofillId!!.virtualChildIntId, AutofillValue.forText(text)) }
        fill("personName", "HOUMU TARO")
        fill("emailAddress", "user01@ens-test.com")
        app.view().autofill(values)
        compose.waitForIdle()
        compose.onNodeWithTag("user_name").assertTextContains("HOUMU TARO")
        val drafts = assertIs<Screen.Entry>(app.screen).page.draft.associate { it.item to it.text.expose() }
        assertEquals("HOUMU TARO", drafts[Item.USER_NAME])
        assertEquals(listOf("user01@ens-test.com"), listOf(drafts[Item.EMAIL], drafts[Item.EMAIL_CONFIRMATION]).distinct())
    }

    private fun AccessibilityNodeProvider.all(id: Int = View.NO_ID): List<AccessibilityNodeInfo> {
        val node = createAccessibilityNodeInfo(id) ?: return emptyList()
        val below = (0 until node.childCount).map { AccessibilityNodeInfo.getVirtualDescendantId(node.getChildId(it)) }
        return listOf(node) + below.flatMap { all(it) }
    }

    /** On a screen that is as high as the page: what is not seen is not told. */
    @Test
    @Config(qualifiers = "w412dp-h6000dp")
    fun aScreenReaderIsToldOurWords() {
        val app = entry()
        app.host.confirm()
        compose.waitForIdle()
        val page = assertIs<Screen.Entry>(app.screen).page
        val wrong = page.reports.mapNotNull { it.problem }.associate { it.field to it.text.expose() }
        val nodes = app.view().accessibilityNodeProvider.all()
        fun spoken(node: AccessibilityNodeInfo) =
            listOfNotNull(node.text, node.contentDescription, node.hintText).joinToString(" ")
        assertEquals(words.text("registration.title"), nodes.mapNotNull { it.paneTitle }.single())
        assertTrue(nodes.any { it.isHeading && words.text("summary.title") in spoken(it) }, "a heading")
        val boxes = nodes.filter { it.className == "android.widget.EditText" }
        for (field in listOf(Field.USER_NAME, Field.STREET_ADDRESS, Field.PHONE, Field.EMAIL)) {
            val box = boxes.single { it.error == wrong.getValue(field) }
            assertTrue(box.isContentInvalid, "$field: $box")
            val name = "${words.label(field)} · ${words.text("field.required")}"
            assertTrue(nodes.any { name in spoken(it) }, name)
        }
        val radios = nodes.filter { it.className == "android.widget.RadioButton" }
        assertEquals(3 + 2 + app.host.model.policy.userTypes().size, radios.size, "languages, sexes, user types")
        // What is pressed says what is wrong; its role stands on a node below, which Compose makes for that alone.
        val agreement = nodes.single { it.error == wrong.getValue(Field.TERMS) }
        assertTrue(agreement.isContentInvalid && agreement.isCheckable && agreement.isClickable, "the agreement: $agreement")
        assertTrue(nodes.any { words.label(Field.TERMS) in spoken(it) })
        assertEquals(1, nodes.count { it.className == "android.widget.CheckBox" })
    }
}
