package dev.toroku

import dev.toroku.engine.Account
import dev.toroku.engine.Effect
import dev.toroku.engine.Guard
import dev.toroku.engine.Input
import dev.toroku.engine.Item
import dev.toroku.engine.ItemText
import dev.toroku.engine.OpenPages
import dev.toroku.engine.PasswordInput
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Screen
import dev.toroku.engine.lookUpMunicipality
import dev.toroku.engine.passwordSetupForAccount
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

/** Printing anything shows nothing that a person typed, and no secret. */
class SilenceTest {
    private val canaries = listOf(
        "CANARY", "canary", "９９－９９", "0399999999", "1987", "札幌", "Sapporo", "011011", "male", "MALE", "男", "Ý",
    )

    private val printed = StringBuilder()

    private fun print(what: Any?) {
        printed.append("$what\n").append(listOf(what)).append(mapOf("it" to what))
    }

    @Test
    fun nothingIsPrinted(): Unit = runBlocking {
        val model = model(random = { count -> "CANARY".repeat(6).toByteArray().copyOf(count) })
        model.fillIn()
        val items = listOf(
            Item.USER_NAME to "Canary Ý", Item.BIRTH_YEAR to "1987", Item.STREET_ADDRESS to "99-99",
            Item.PHONE to "03-9999-9999", Item.EMAIL to "canary@ens-test.com",
            Item.EMAIL_CONFIRMATION to "canary@ens-test.com",
        ).map { (item, text) -> ItemText(item, Personal(text)) }
        print(items)
        print(Input.Fill(items))
        print(model.handle(Input.Fill(items)))
        print(model.state.value)
        print(model.confirm())
        model.enter(Item.USER_NAME, "canary")
        print(model.state.value)
        print(model.searchMunicipalities("札幌", null, 3))
        print(model.confirm())
        print(model.state.value)
        model.register((model.state.value.screen as Screen.Confirmation).page.digest)
        print(model.state.value)
        val store = MemoryStore()
        print(model.carryOut(store))
        print(store.commits)
        print(store.kept)
        print(model.state.value)
        print(model)
        print(model.save())
        print(lookUpMunicipality("北海道札幌市"))
        print(lookUpMunicipality("011011"))
        val secret = Secret("CANARY".repeat(6).toByteArray().copyOf(32))
        print(PolicySettings(TERMS, PASSWORD_URL, sequenceKey = secret))
        print(Guard(secret, "canary".toByteArray(), 1UL))
        val account = Account(UserId.parse("hdlpf38617")!!, Personal("CANARY"), Personal("canary@x.example"))
        print(account)
        print(PasswordInput.SetPassword(Personal("canary"), Personal("canary"), Personal("canary"), secret, OpenPages.NONE))
        print(passwordSetupForAccount(account, secret, clock.instant(), Vectors.policy(null), english))
        val away = model(Policy(PolicySettings(TERMS, PASSWORD_URL, issuedByOffice = true)))
        away.fillIn()
        away.confirm()
        away.register((away.state.value.screen as Screen.Confirmation).page.digest)
        print(away.state.value)
        val submission = (away.state.value.effect as Effect.Submit).submission
        print(submission)
        val text = printed.toString()
        // The office gives the user ID to whoever has the key.
        assertFalse(submission.key.text in text)
        for (canary in canaries) assertFalse(canary in text, "printed $canary: ${text.lines().find { canary in it }}")
        assertFalse("hdlpf38617" in text)
        store.commits.values.forEach { assertFalse(it.userId.text in text || it.key.text in text) }
        assertTrue("Personal(..)" in text && "Secret(..)" in text && "Confirmed(..)" in text, text)
    }

    /** Every input in every state, exceptions and their traces; the user ID and the digits of a phone too. */
    @Test
    fun noInputAndNoExceptionPrintsWhatWasTyped() {
        val walk = SilenceWalk()
        val text = walk.walk()
        // A class of the walk's own may be in a trace.
        val lines = text.lines().filterNot { "SilenceWalk" in it }
        for (canary in canaries + listOf("Canary", "カナリア", "7777", "bcdfg", "hdlpf38617", "deaddead")) {
            assertTrue(lines.none { canary in it }, "printed $canary: ${lines.find { canary in it }}")
        }
        println("${walk.inputs} inputs, ${walk.thrown} exceptions")
        assertTrue(walk.inputs > 900 && walk.thrown > 10, "${walk.inputs} ${walk.thrown}")
    }

    /** What the library itself writes on standard output and error: nothing. */
    @Test
    fun theLibraryIsSilent() {
        val java = java.io.File(System.getProperty("java.home"), "bin/java").path
        val path = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
        fun output(isLoud: Boolean): String {
            val builder = ProcessBuilder(java, "-cp", path, "dev.toroku.SilenceWalkKt").redirectErrorStream(true)
            if (isLoud) builder.environment()["TOROKU_ALOUD"] = "1"
            val process = builder.start()
            val text = process.inputStream.bufferedReader().readText()
            assertTrue(process.waitFor() == 0, text)
            return text
        }
        assertTrue("CANARY" in output(isLoud = true), "the ear hears")
        assertTrue(output(isLoud = false).isEmpty())
    }
}
