package dev.toroku.app

import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import dev.toroku.Personal
import dev.toroku.engine.Code
import dev.toroku.engine.PasswordSetup
import dev.toroku.engine.verifyPasswordHash
import java.io.IOException
import java.time.Clock
import java.time.Duration
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test

/** What is not as it should be where the password is set. */
@OptIn(ExperimentalTestApi::class)
class PasswordTest {
    private val words = english.words

    /** Nothing is said to be set that is not stored; and what is set in the end is what stands in the boxes then. */
    @Test
    fun whatTheStoreThrowsIsSaidAndTriedAgain() {
        val kept = ArrayList<PasswordSetup>()
        var isBroken = true
        val password = passwordOf(english) { if (isBroken) throw IOException("no network") else kept += it }
        app(host(), password) {
            type("password", "correct horse battery staple")
            type("password_confirmation", "correct horse battery staple")
            press(words.text("password.set"))
            waitForText(words.text("network.failed"))
            onNodeWithText(words.text("password.done.title")).assertDoesNotExist()
            isBroken = false
            for (tag in listOf("password", "password_confirmation")) {
                onNodeWithTag(tag).performScrollTo().performTextReplacement("another horse battery staple")
            }
            press(words.text("button.retry"))
            waitForText(words.text("password.done.title"))
        }
        val hash = assertNotNull(kept.single().passwordHash()).expose()
        assertEquals(true, verifyPasswordHash(Personal(hash), Personal("another horse battery staple")))
    }

    @Test
    fun aPastedLineEndIsNoPartOfIt() {
        val kept = ArrayList<PasswordSetup>()
        app(host(), passwordOf(english) { kept += it }) {
            type("password", "correct horse battery staple\r\n")
            type("password_confirmation", "correct horse battery staple")
            press(words.text("password.set"))
            waitForText(words.text("password.done.title"))
        }
        assertEquals(1, kept.size)
    }

    /** What its words say to do can be done. */
    @Test
    fun anExpiredLinkLeadsToANewOne() {
        app(host(), passwordOf(english, Clock.offset(today, Duration.ofDays(400)))) {
            type("password", "correct horse battery staple")
            type("password_confirmation", "correct horse battery staple")
            press(words.text("password.set"))
            waitForText(words.wording(Code.PASSWORD_TOKEN_EXPIRED))
            press(words.text("password.request.title"))
            type("user_id", "hdlpf38617")
            type("email", "user01@ens-test.com")
            press(words.text("password.request.button"))
            waitForText(words.text("password.request.done"))
            press(words.text("button.close"))
            waitForText(words.text("password.title"))
        }
    }

    /** Another language in the middle: all that is shown is in it, what was found wrong before too. */
    @Test
    fun whatIsWrongIsSaidInTheLanguageShown() {
        val host = host()
        val password = passwordOf(english)
        app(host, password) {
            type("password", "password")
            type("password_confirmation", "passwort")
            press(words.text("password.set"))
            waitUntil("a problem", 30_000) { password.step != null && !password.isBusy }
            fun errors() = listOf("password", "password_confirmation").map {
                onNodeWithTag(it).fetchSemanticsNode().config.getOrNull(SemanticsProperties.Error)
            }
            waitForIdle()
            val before = errors()
            assertTrue(before.any { it.orEmpty().startsWith("Use 15") }, "$before")
            host.speak(japanese)
            waitForIdle()
            assertTrue(errors().none { it in before.filterNotNull() } && errors().any { "15" in it.orEmpty() }, "${errors()}")
            host.speak(english)
            waitForIdle()
            assertEquals(before, errors())
        }
    }
}
