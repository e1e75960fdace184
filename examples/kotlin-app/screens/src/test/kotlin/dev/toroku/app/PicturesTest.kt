package dev.toroku.app

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performTextInput
import dev.toroku.Language
import dev.toroku.SubmissionResult
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Item
import dev.toroku.engine.PasswordSetup
import java.io.IOException
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** Every page as a picture, in three languages, and what the pictures cannot show: that nothing of it is blank. */
@OptIn(ExperimentalTestApi::class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PicturesTest {
    fun languages(): List<String> = Language.all().map { it.tag }

    private fun drawn(name: String, colours: Int) = assertTrue(colours > 20, "$name has $colours colours")

    private fun draw(
        name: String, host: RegistrationHost, password: PasswordHost? = null, height: Int = 1500, fontScale: Float = 1f,
        isDark: Boolean = false, work: androidx.compose.ui.test.DesktopComposeUiTest.() -> Unit = { },
    ) = app(host, password, height = height, fontScale = fontScale, isDark = isDark) {
        work()
        drawn(name, picture(name))
    }

    @ParameterizedTest
    @MethodSource("languages")
    fun everyPage(tag: String) {
        val language = Language.byTag(tag)!!
        val words = language.words
        fun entry(office: Office = FakeOffice()) = host(language, office).apply { choose(ApplicantCategory.APPLICANT_AT_COUNTER) }
        draw("$tag-1-top", host(language))
        draw("$tag-1-top-elsewhere", host(language).apply { choose(ApplicantCategory.FOREIGN_NATIONAL) }, height = 1800)
        draw("$tag-1-top-lost", host(language, saved = ByteArray(0)))
        draw("$tag-1-top-eligible", host(language).apply { pane = Pane.ELIGIBLE }, height = 700)
        draw("$tag-1-top-prepare", host(language).apply { pane = Pane.PREPARE }, height = 700)
        draw("$tag-2-entry", entry(), height = 2400)
        val wrong = entry().apply {
            model.enter(
                Item.USER_NAME to "José O'Brien", Item.BIRTH_YEAR to "2000", Item.BIRTH_MONTH to "13", Item.BIRTH_DAY to "1",
                Item.PHONE to "03-1234-5678", Item.EMAIL to "user01@gmial.com",
            )
            confirm()
        }
        draw("$tag-2-entry-problems", wrong, height = 3200)
        draw("$tag-2-search", entry().apply { pane = Pane.SEARCH }, height = 1000) {
            onNodeWithTag("query").performTextInput("fuchu")
            press(words.text("button.search"))
        }
        draw("$tag-2-terms", entry().apply { pane = Pane.TERMS }, height = 700)
        draw("$tag-2-terms-failed", entry(FakeOffice().apply { hasTerms = false }).apply { pane = Pane.TERMS }, height = 700)
        fun confirmed(office: Office = FakeOffice()) = host(language, office).filledIn().apply { confirm() }
        draw("$tag-3-confirmation", confirmed(), height = 1700)
        val waiting = confirmed(FakeOffice { SubmissionResult.NotReached })
        draw("$tag-4-issuing-waiting", waiting, height = 600) {
            waiting.register()
            waitForText(words.text("network.waiting"))
        }
        val failed = confirmed(FakeOffice().apply { broken = IOException() })
        draw("$tag-4-issuing-failed", failed, height = 600) {
            failed.register()
            waitForText(words.text("network.failed"))
        }
        val refused = FakeOffice { SubmissionResult.NotReached }.apply { refused.value = "other-body" }
        val stopped = confirmed(refused)
        draw("$tag-4-issuing-refused", stopped, height = 600) {
            stopped.register()
            waitForText(words.text("network.refused"))
        }
        val done = confirmed()
        draw("$tag-5-completion", done, height = 1500) {
            done.register()
            waitFor("user_id")
        }
        draw("$tag-6-new-link", entry().apply { pane = Pane.NEW_LINK }, height = 900)
        draw("$tag-7-password", host(language), passwordOf(language))
        val weak = passwordOf(language)
        draw("$tag-7-password-problems", host(language), weak) {
            type("password", "password")
            type("password_confirmation", "passwort")
            press(words.text("password.set"))
            waitUntil("a problem", 30_000) { weak.step != null && !weak.isBusy }
        }
        var kept: PasswordSetup? = null
        val set = passwordOf(language) { kept = it }
        draw("$tag-7-password-done", host(language), set, height = 500) {
            type("password", "correct horse battery staple")
            type("password_confirmation", "correct horse battery staple")
            press(words.text("password.set"))
            waitForText(words.text("password.done.title"))
        }
        assertNotNull(assertNotNull(kept).passwordHash())
    }

    @Test
    fun largeLettersAndTheDark() {
        for (language in Language.all()) {
            draw("${language.tag}-large-1-top", host(language), height = 3400, fontScale = 2f)
            val host = host(language).apply { choose(ApplicantCategory.APPLICANT_AT_COUNTER); confirm() }
            draw("${language.tag}-large-2-entry-problems", host, height = 9000, fontScale = 2f)
            val filled = host(language).filledIn().apply { confirm() }
            draw("${language.tag}-large-3-confirmation", filled, height = 3400, fontScale = 2f)
        }
        fun dark(name: String, host: RegistrationHost, password: PasswordHost? = null) =
            draw("ja-dark-$name", host, password, height = 3000, isDark = true)
        fun entry() = host(japanese).apply { choose(ApplicantCategory.APPLICANT_AT_COUNTER) }
        dark("1-top-elsewhere", host(japanese).apply { choose(ApplicantCategory.FOREIGN_NATIONAL) })
        dark("2-entry-problems", entry().apply { confirm() })
        dark("2-search", entry().apply { pane = Pane.SEARCH })
        dark("3-confirmation", host(japanese).filledIn().apply { confirm() })
        dark("7-password", host(japanese), passwordOf(japanese))
    }
}
