package dev.toroku

import com.google.gson.JsonObject
import dev.toroku.engine.Account
import dev.toroku.engine.Guard
import dev.toroku.engine.HashCost
import dev.toroku.engine.OpenPages
import dev.toroku.engine.PasswordAnswer
import dev.toroku.engine.PasswordEffect
import dev.toroku.engine.PasswordInput
import dev.toroku.engine.PasswordMisuse
import dev.toroku.engine.PasswordRules
import dev.toroku.engine.PasswordSettings
import dev.toroku.engine.PasswordSetup
import dev.toroku.engine.PasswordStep
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.passwordSetupForAccount
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlin.test.fail
import org.junit.jupiter.api.Test

/** Password setup: inputs one after the other, with what each must lead to. */
class PasswordVectorsTest {
    private val english = Language.byTag("en")!!

    @Test
    fun everyPasswordCase() {
        val file = Vectors.read("password.json")
        var ran = 0
        for (case in file.cases()) {
            run(file, case)
            ran++
        }
        println("$ran password cases")
        assertEquals(Vectors.count("password.json"), ran)
    }

    private fun run(file: JsonObject, case: JsonObject) {
        val rules = when (val name = case.getAsJsonObject("policy")?.text("rules")) {
            null -> null
            "legacy" -> PasswordRules.LEGACY
            else -> fail("no rules $name")
        }
        val password = PasswordSettings(rules = rules, hashCost = HashCost(8u, 1u, 1u))
        val policy = Policy(PolicySettings(TERMS, PASSWORD_URL, password = password))
        val start = case.long("now") ?: file["now"].asLong
        val who = file.getAsJsonObject("account")
        val account = Account(
            UserId.parse(who["user_id"].asString)!!,
            Personal(who["name"].asString),
            Personal(who["email"].asString),
        )
        val entropy = Vectors.secret(file["entropy"].asString)
        val first = passwordSetupForAccount(account, entropy, Vectors.moment(start), policy, english)
        assertEquals(file.text("first_token"), first.token.expose())
        val tokens = hashMapOf("first" to first.token.expose(), "wrong" to "0".repeat(64))
        var setup = first.setup
        for (step in case.getAsJsonArray("steps").map { it.asJsonObject }) {
            val id = "${case.text("id")}: ${step.text("input")}"
            val now = Vectors.moment(start + (step.long("at") ?: 0))
            val expected = step.getAsJsonObject("expect")
            if (step.text("input") == "reminder_due") {
                assertEquals(expected.long("due"), setup.reminderDue(now, policy)?.toLong(), id)
                continue
            }
            val before = setup.save(Guard())
            val result = runCatching { setup.handle(input(step, tokens), now, policy, english) }
            if (result.isFailure) assertEquals(before, setup.save(Guard()), "$id: misuse changed the state")
            result.onSuccess { accepted ->
                val sent = when (val effect = accepted.effect) {
                    null -> null
                    is PasswordEffect.SendLink -> effect.token.expose().also {
                        assertTrue(it in effect.mail.text.expose(), id)
                    }
                }
                expected["sends_link"]?.let { assertEquals(it.asBoolean, sent != null, id) }
                val name = step.text("remember_token")
                if (name != null && sent != null) tokens[name] = sent
            }
            expect(id, expected, setup, result)
            val bytes = setup.save(Guard())
            setup.close()
            setup = PasswordSetup.restore(bytes, Guard())
        }
        setup.close()
    }

    private fun input(step: JsonObject, tokens: Map<String, String>): PasswordInput {
        fun personal(name: String) = Personal(Vectors.text(step[name]))
        fun token() = step["token"].asString.let { Personal(tokens[it] ?: it) }
        fun salt() = Vectors.secret(step["salt"].asString)
        val pages = when (val name = step.text("pages")) {
            null, "none" -> OpenPages.NONE
            "home_or_login" -> OpenPages.HOME_OR_LOGIN
            else -> fail("no pages $name")
        }
        return when (val name = step["input"].asString) {
            "open_link" -> PasswordInput.OpenLink(token(), pages)
            "set_password" ->
                PasswordInput.SetPassword(token(), personal("password"), personal("confirmation"), salt(), pages)
            "request_link" -> PasswordInput.RequestLink(
                personal("user_id"),
                personal("email"),
                Vectors.secret(step["entropy"].asString),
            )
            "change_password" -> PasswordInput.ChangePassword(
                personal("current"),
                personal("password"),
                personal("confirmation"),
                salt(),
            )
            "log_in" -> PasswordInput.LogIn(personal("password"))
            "reminder_sent" -> PasswordInput.ReminderSent(step["days"].asInt.toUShort())
            else -> fail("no input $name")
        }
    }

    private fun expect(id: String, expected: JsonObject, setup: PasswordSetup, result: Result<PasswordStep>) {
        assertEquals(expected.text("state"), setup.state().name.lowercase(), id)
        val accepted = result.getOrElse { error ->
            val misuse = error.mustBe<PasswordMisuse>(id)
            return assertEquals(expected.text("misuse"), snake(misuse::class.simpleName!!), id)
        }
        assertEquals(expected.text("answer"), snake(accepted.answer::class.simpleName!!), id)
        expected.text("code")?.let { assertEquals(it, Vectors.name(accepted.code!!), id) }
        expected.long("expires_at")?.let { assertEquals(it, setup.expiresAt()?.epochSecond, id) }
        val answer = accepted.answer
        if (answer is PasswordAnswer.Problems) {
            val wanted = expected.getAsJsonArray("problems").map { it.asJsonObject }.map {
                Triple(it.text("field"), it.text("code"), Vectors.expectedParams(it.getAsJsonObject("params")))
            }
            val found = answer.problems.map {
                Triple(it.field.name.lowercase(), Vectors.name(it.code), Vectors.params(it.params))
            }
            assertEquals(wanted, found, id)
        }
    }
}
