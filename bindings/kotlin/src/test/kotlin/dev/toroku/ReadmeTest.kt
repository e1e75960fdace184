package dev.toroku

import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Item
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Screen
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.util.Locale
import kotlin.test.assertContains
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

/** The README's first user ID: compiled and run here, and compared with what stands there. */
class ReadmeTest {
    private suspend fun firstUserId(store: RegistrationStore) {
        // README begins
        val policy = Policy(PolicySettings("2023-03", "https://registration.example/password"))
        val language = Language.of(Locale.getDefault()) ?: Language.byTag("en")!!
        val model = RegistrationModel(policy, language)

        model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
        model.enter(
            Item.USER_NAME to "Houmu Taro", Item.SEX to "male",
            Item.BIRTH_YEAR to "2000", Item.BIRTH_MONTH to "1", Item.BIRTH_DAY to "1",
            Item.MUNICIPALITY to "011011", Item.STREET_ADDRESS to "1-1-1 緑ヶ関ハイツ202号", Item.PHONE to "0312345678",
            Item.EMAIL to "user01@ens-test.com", Item.EMAIL_CONFIRMATION to "user01@ens-test.com",
            Item.USER_TYPE to policy.userTypes().first().value,
        )
        model.agree(policy.termsVersion())
        model.confirm()                                             // STEP2, or all problems at once
        val page = (model.state.value.screen as Screen.Confirmation).page
        model.register(page.digest)                                 // bound to what STEP2 showed
        model.carryOut(store)                                       // your RegistrationStore: reserve, then commit
        val completion = (model.state.value.screen as Screen.Completion).page
        println(completion.userId.text)
        // README ends
    }

    @Test
    fun theFirstUserIdIsPrinted() {
        val printed = ByteArrayOutputStream()
        val before = System.out
        System.setOut(PrintStream(printed))
        try {
            runBlocking { firstUserId(MemoryStore()) }
        } finally {
            System.setOut(before)
        }
        assertTrue(Regex("[a-z]{5}[0-9]{5}").matches(printed.toString().trim()), "no user ID was printed")
    }

    @Test
    fun theReadmeSaysWhatIsCompiledHere() {
        val module = File(System.getProperty("toroku.vectors"), "../../bindings/kotlin")
        val here = File(module, "src/test/kotlin/dev/toroku/ReadmeTest.kt").readText()
        val compiled = here.substringAfter("// README begins\n").substringBefore("        // README ends").trimIndent()
        assertContains(File(module, "README.md").readText(), "```kotlin\n$compiled\n```")
    }
}
