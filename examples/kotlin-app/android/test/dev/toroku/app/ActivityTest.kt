package dev.toroku.app

import android.content.pm.ApplicationInfo
import android.net.ConnectivityManager
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import androidx.compose.ui.test.assertTextContains
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import dev.toroku.Language
import dev.toroku.Progress
import dev.toroku.client.Portal
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Code
import dev.toroku.engine.Field
import dev.toroku.engine.Screen
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotSame
import kotlin.test.assertSame
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.xmlpull.v1.XmlPullParser

/** The app as the system starts it, turns it, ends it and brings it back. */
@RunWith(RobolectricTestRunner::class)
class ActivityTest {
    @get:Rule(order = 0)
    val keystore = Keystore()

    @get:Rule(order = 1)
    val compose = createEmptyComposeRule()

    private fun press(text: String) {
        compose.onNode(hasText(text) and hasClickAction()).performScrollTo().performClick()
        compose.waitForIdle()
    }

    private fun shows(text: String) =
        compose.onAllNodes(hasText(text, substring = true)).fetchSemanticsNodes().isNotEmpty()

    /** A person opens STEP1 and types a name. */
    private fun typeName() {
        press(words.button(ApplicantCategory.APPLICANT_AT_COUNTER))
        compose.onNodeWithTag("user_name").performScrollTo().performTextInput("Élise")
    }

    /** An order that waits: the office was gone when Registration was pressed. */
    private fun waiting(portal: Portal): Started {
        officeAt(portal.address)
        val app = start()
        waitUntil("the office's settings") { app.host.model.policy.termsVersion() == "sample-1" }
        app.fillIn()
        press(words.text("button.confirm"))
        portal.kill()
        press(words.text("button.registration"))
        app.waits()
        return app
    }

    private fun Started.waits() = waitUntil("waiting") { host.model.state.value.progress == Progress.WAITING }

    private fun Started.isSecret() = get().window.attributes.flags and FLAG_SECURE != 0

    private fun Started.goBack() {
        get().onBackPressedDispatcher.onBackPressed()
        compose.waitForIdle()
    }

    @Test
    fun backGoesBackAndScreenshotsAreForbiddenWhereTheEntryIs() {
        val app = start()
        assertTrue(shows(words.text("top.lead")))
        assertFalse(app.isSecret())
        typeName()
        assertTrue(app.isSecret(), "STEP1")
        app.fillIn()
        press(words.text("button.confirm"))
        assertIs<Screen.Confirmation>(app.screen)
        assertTrue(app.isSecret(), "STEP2")
        app.goBack()
        assertIs<Screen.Entry>(app.screen)
        compose.onNodeWithTag("user_name").assertTextContains("Houmu Taro")
        press(words.text("button.search"))
        app.goBack()
        assertEquals(null, app.host.pane)
        assertIs<Screen.Entry>(app.screen)
        app.goBack()
        assertIs<Screen.Start>(app.screen)
        assertFalse(app.isSecret(), "the top page")
        assertFalse(app.get().isFinishing)
        app.goBack()
        assertTrue(app.get().isFinishing, "from the top page Back leaves the app")
    }

    @Test
    fun aTurnedPhoneLosesNothing() {
        val app = start()
        typeName()
        val (activity, host) = app.get() to app.host
        app.recreate()
        compose.waitForIdle()
        assertNotSame(activity, app.get())
        assertSame(host, app.host)
        compose.onNodeWithTag("user_name").assertTextContains("Élise")
    }

    @Test
    fun whatWasTypedOutlivesTheProcess() {
        val first = start()
        typeName()
        first.host.speak(Language.byTag("ja")!!)
        first.host.leave(Field.USER_NAME)
        val (old, saved) = first.host to first.dies()
        val second = start(saved)
        compose.waitForIdle()
        assertNotSame(old, second.host)
        compose.onNodeWithTag("user_name").assertTextContains("Élise")
        assertTrue(shows(Language.byTag("ja")!!.words.text("button.confirm")))
        assertEquals(setOf(Field.USER_NAME), second.host.left)
        assertFalse(second.host.isLost)
    }

    /** The phone's key is another one, as after its data were taken over to a second phone: the seal does not fit. */
    @Test
    fun whatCannotBeUsedIsSaid() {
        val first = start()
        first.fillIn()
        val saved = first.dies()
        keystore.forget()
        val second = start(saved)
        compose.onNodeWithText(words.wording(Code.FLOW_SNAPSHOT_INVALID)).assertExists()
        assertIs<Screen.Start>(second.screen)
        // Not for ever: what is typed now comes back.
        second.fillIn()
        assertIs<Screen.Entry>(start(second.dies()).screen)
    }

    /**
     * At the real portal. It is gone when Registration is pressed; the person removes the app from the list; another
     * process goes on with what the file has, and registers as soon as the system says that there is a network.
     */
    @Test
    fun anOrderOutlivesTheProcessAndTheNetwork(): Unit = Portal().use { portal ->
        waiting(portal).dies(isRemoved = true)

        val second = start()
        assertIs<Screen.Issuing>(second.screen)
        second.waits()
        compose.waitForIdle()
        assertTrue(shows(words.text("network.waiting")))
        portal.start()
        val networks = shadowOf(second.get().getSystemService(ConnectivityManager::class.java))
        // The phone's clock stands still: nothing but this ends the pause.
        networks.networkCallbacks.single().onAvailable(org.robolectric.shadows.ShadowNetwork.newInstance(1))
        waitUntil("STEP3") { second.screen is Screen.Completion }
        compose.waitForIdle()
        compose.onNodeWithTag("user_id").assertTextContains((second.screen as Screen.Completion).page.userId.text)
        assertFalse(second.isSecret(), "the user ID may be kept as a picture")
        assertEquals(1, portal.records().size)
        // What was kept for the order is gone with it.
        second.dies(isRemoved = true)
        assertIs<Screen.Start>(start().screen)
    }

    @Test
    fun theNetworkIsWatchedWhileTheAppIsShown() {
        val app = start()
        val networks = shadowOf(app.get().getSystemService(ConnectivityManager::class.java))
        assertEquals(1, networks.networkCallbacks.size)
        app.pause().stop()
        assertEquals(0, networks.networkCallbacks.size)
    }

    /** Nothing of a registration is where backups and transfers look; and they are told to take nothing at all. */
    @Test
    fun nothingGoesIntoABackup(): Unit = Portal().use { portal ->
        val context = waiting(portal).get()
        val files = context.dataDir.walk().filter { it.isFile }.toList()
        val kept = files.filter { it.toPath().startsWith(context.noBackupFilesDir.toPath()) }
        assertEquals(setOf("guard", "registration"), kept.map { it.name }.toSet())
        for (file in files) {
            val text = file.readText(Charsets.ISO_8859_1)
            for (typed in listOf("HOUMU TARO", "Houmu Taro", "0312345678", "user01@ens-test.com")) {
                assertFalse(typed in text, "$file holds what was typed")
            }
        }
        assertEquals(0, context.applicationInfo.flags and ApplicationInfo.FLAG_ALLOW_BACKUP)
        val rules = context.resources.getXml(R.xml.data_extraction_rules)
        val excluded = HashMap<String, String>()
        var part = ""
        while (rules.next() != XmlPullParser.END_DOCUMENT) {
            if (rules.eventType != XmlPullParser.START_TAG) continue
            if (rules.name == "exclude") excluded[part] = rules.getAttributeValue(null, "domain") else part = rules.name
        }
        assertEquals(mapOf("cloud-backup" to "root", "device-transfer" to "root"), excluded)
    }
}
