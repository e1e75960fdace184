package dev.toroku

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import dev.toroku.engine.Account
import dev.toroku.engine.Answer
import dev.toroku.engine.Commit
import dev.toroku.engine.Effect
import dev.toroku.engine.Guard
import dev.toroku.engine.Input
import dev.toroku.engine.ItemText
import dev.toroku.engine.Misuse
import dev.toroku.engine.PasswordSetup
import dev.toroku.engine.PasswordStateKind
import dev.toroku.engine.Problem
import dev.toroku.engine.Registration
import dev.toroku.engine.Screen
import dev.toroku.engine.Step
import dev.toroku.engine.codeByName
import dev.toroku.engine.tokenDigest
import java.time.Instant
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.test.fail
import org.junit.jupiter.api.Test

/** Registrations: inputs one after the other, with what each must lead to. */
class RegistrationVectorsTest {
    @Test
    fun everyRegistration() {
        var ran = 0
        for (file in Vectors.files("registrations").map(Vectors::read)) {
            for (case in file.cases()) {
                Run(file, case).use { it.allSteps() }
                ran++
            }
        }
        println("$ran registrations")
        assertEquals(Vectors.count("registrations"), ran)
    }

    /** A registration on its way. */
    private class Run(private val file: JsonObject, private val case: JsonObject) : AutoCloseable {
        private val id = case["id"].asString
        private val base = case.getAsJsonObject("policy")
        private val now = case.long("now") ?: file.long("now")!!
        private val entropy = case.text("entropy") ?: file.text("entropy")!!
        private val language = Language.byTag("ja")!!
        private val digests = HashMap<String, Digest>()
        private var registration = Registration(Vectors.policy(base), language)
        private var saves = 0UL

        fun allSteps() {
            case.text("from")?.let { from -> file.getAsJsonObject("reach").getAsJsonArray(from).forEach { step(it.asJsonObject) } }
            case.getAsJsonArray("steps").forEach { step(it.asJsonObject) }
        }

        override fun close() = registration.close()

        private fun step(step: JsonObject) {
            val name = step["input"].asString
            val id = "$id: $name"
            if (name == "restore") return restore(id)
            val policy = Vectors.policy(step.getAsJsonObject("policy") ?: base)
            registration.setPolicy(policy)
            val now = Vectors.moment(now + (step.long("at") ?: 0))
            val before = registration.save(Guard())
            val input = input(name, step)
            val result = runCatching { registration.handle(input, now) }
            if (result.isFailure) assertEquals(before, registration.save(Guard()), "$id: misuse changed the state")
            step.text("remember_digest")?.let { digests[it] = shown(now).digest }
            val expected = step.getAsJsonObject("expect")
            if (expected == null) result.getOrThrow() else Expectation(id, expected, registration, now).of(result)
        }

        /** Saves, restores in a guarded way, and must be where it was. */
        private fun restore(id: String) {
            val guard = Guard(Secret(ByteArray(32) { it.toByte() }), "vectors".toByteArray(), ++saves)
            val bytes = registration.save(guard)
            val restored = Registration.restore(bytes, guard, registration.policy(), language)
            assertEquals(bytes, restored.save(guard), id)
            registration.close()
            registration = restored
        }

        private fun shown(now: Instant) = page(registration.screen(now)) ?: fail("$id: STEP2 is not shown")

        private fun input(name: String, step: JsonObject): Input = when (name) {
            "choose_category" -> Input.ChooseCategory(
                Vectors.category(step["category"].asString),
                Vectors.secret(step.text("entropy") ?: entropy),
            )
            "set" -> Input.Set(Vectors.item(step["item"].asString), Personal(Vectors.text(step["text"])))
            "clear" -> Input.Clear(Vectors.item(step["item"].asString))
            "fill" -> Input.Fill(Vectors.items(step.getAsJsonObject("items")))
            "take_suggestion" ->
                Input.TakeSuggestion(Vectors.field(step["field"].asString), Personal(Vectors.text(step["text"])))
            "search_municipalities" -> Input.SearchMunicipalities(
                step.long("prefecture")?.toUByte(),
                Personal(step["query"].asString),
                step["limit"].asInt.toUInt(),
            )
            "show_terms" -> Input.ShowTerms
            "agree" -> Input.Agree(step["version"].asString)
            "disagree" -> Input.Disagree
            "confirm" -> Input.Confirm
            "back" -> Input.Back
            "register" -> Input.Register(digest(step["digest"].asString), Language.byTag(step["language"].asString)!!)
            "user_id_reserved" -> Input.UserIdReserved(UserId.parse(step["user_id"].asString)!!)
            "number_reserved" -> Input.NumberReserved(step["number"].asBigInteger.toString().toULong())
            "user_id_taken" -> Input.UserIdTaken(UserId.parse(step["user_id"].asString)!!)
            "committed" -> Input.Committed(NotificationKey.parse(step["key"].asString)!!)
            "storage_failed" -> Input.StorageFailed
            "back_to_top" -> Input.BackToTop
            "notification_delivered" -> Input.NotificationDelivered(NotificationKey.parse(step["key"].asString)!!)
            "notification_failed" -> Input.NotificationFailed(NotificationKey.parse(step["key"].asString)!!)
            "registered" ->
                Input.Registered(NotificationKey.parse(step["key"].asString)!!, UserId.parse(step["user_id"].asString)!!)
            "refused" ->
                Input.Refused(NotificationKey.parse(step["key"].asString)!!, step.getAsJsonArray("problems").map(::reported))
            "not_reached" -> Input.NotReached(NotificationKey.parse(step["key"].asString)!!)
            else -> fail("no input $name")
        }

        private fun reported(pair: JsonElement): Problem {
            val (field, code) = pair.asJsonArray.map { it.asString }
            return Problem(codeByName(code)!!, Vectors.field(field), emptyList(), emptyList(), Personal(""))
        }

        private fun digest(name: String): Digest =
            if (name == "shown") shown(Vectors.moment(now)).digest else digests[name] ?: Digest.parse(name)!!
    }
}

private fun page(screen: Screen) = when (screen) {
    is Screen.Confirmation -> screen.page
    is Screen.Issuing -> screen.page.confirmation
    is Screen.Start, is Screen.Entry, is Screen.Completion -> null
}

private class Expectation(
    private val id: String,
    private val expected: JsonObject,
    private val registration: Registration,
    now: Instant,
) {
    private val screen = registration.screen(now)

    fun of(result: Result<Step>) {
        assertEquals(expected.text("state"), snake(screen::class.simpleName!!), id)
        result.onFailure { error ->
            assertEquals(expected.text("misuse"), snake(error.mustBe<Misuse>(id)::class.simpleName!!), id)
        }
        result.onSuccess { accepted ->
            assertEquals(expected.text("answer"), snake(accepted.answer::class.simpleName!!), id)
            assertEquals(screen, accepted.screen, id)
            assertEquals(registration.nextEffect(), accepted.effect, id)
            expected.text("code")?.let { assertEquals(it, Vectors.name(accepted.code!!), id) }
            answer(accepted.answer)
        }
        expected.getAsJsonArray("view")?.let { view ->
            val items = page(screen)!!.items
            assertEquals(view.size(), items.size, id)
            items.zip(view.map { it.asJsonObject }).forEach { (item, shown) ->
                assertEquals(shown.text("field"), item.field.name.lowercase(), id)
                assertEquals(shown.text("text"), item.text.expose(), id)
                assertEquals(shown.texts("conversions"), item.conversions.map { Vectors.name(it.code) }, id)
            }
        }
        if (expected.has("notices")) {
            assertEquals(expected.texts("notices"), page(screen)!!.notices.map { Vectors.name(it.code) }, id)
        }
        expected.getAsJsonObject("effect")?.let(::effect)
        if (screen !is Screen.Issuing) assertNull(registration.nextEffect(), id)
        expected.text("delivery")?.let {
            assertEquals(it, screen.mustBe<Screen.Completion>(id).page.delivery.name.lowercase(), id)
        }
        expected.getAsJsonObject("draft")?.let { draft ->
            val found = when (screen) {
                is Screen.Start -> screen.page.draft
                is Screen.Entry -> screen.page.draft
                is Screen.Confirmation, is Screen.Issuing, is Screen.Completion -> return@let
            }
            for (wanted in Vectors.items(draft)) {
                assertEquals(wanted, found.find { it.item == wanted.item } ?: ItemText(wanted.item, Personal("")), id)
            }
            assertEquals(draft.size() == 0, found.isEmpty(), id)
        }
    }

    private fun answer(answer: Answer) = when (answer) {
        is Answer.Problems -> {
            val wanted = expected.getAsJsonArray("problems").map { pair -> pair.asJsonArray.map { it.asString } }
            assertEquals(wanted, answer.problems.map { listOf(it.field.name.lowercase(), Vectors.name(it.code)) }, id)
        }
        is Answer.Municipalities -> assertEquals(expected.texts("municipalities"), answer.results.map { it.code }, id)
        is Answer.Terms -> assertEquals(expected.text("terms"), answer.version, id)
        is Answer.Registered -> assertEquals(expected.text("user_id"), answer.userId.text, id)
        is Answer.AlreadyRegistered -> assertEquals(expected.text("user_id"), answer.userId.text, id)
        Answer.Opened, is Answer.NotCovered, Answer.Kept, Answer.ReadyToConfirm, Answer.WentBack, Answer.Issuing,
        Answer.NotAsShown, Answer.StorageFailed, Answer.BackAtTop, Answer.Noted, Answer.Expired, Answer.NotReached,
        -> Unit
    }

    private fun effect(wanted: JsonObject) {
        val effect = assertNotNull(registration.nextEffect(), id)
        assertEquals(wanted.text("kind"), snake(effect::class.simpleName!!), id)
        val (key, userId, attempt) = when (effect) {
            is Effect.ReserveUserId -> Triple(effect.key, effect.userId, null)
            is Effect.ReserveNumber -> Triple(effect.key, null, effect.attempt.toLong())
            is Effect.Commit -> {
                commit(effect.commit)
                wanted.text("language")?.let { assertEquals(it, effect.commit.notification.language.tag, id) }
                Triple(effect.commit.key, effect.commit.userId, null)
            }
            is Effect.Submit -> {
                assertEquals("HOUMU TARO", effect.submission.confirmed.userName.expose(), id)
                wanted.text("language")?.let { assertEquals(it, effect.submission.language.tag, id) }
                Triple(effect.submission.key, null, null)
            }
        }
        assertEquals(wanted.text("key"), key.text, id)
        assertEquals(wanted.text("user_id"), userId?.text, id)
        assertEquals(wanted.long("attempt"), attempt, id)
    }

    /** The parts of a commit belong together: the mail names the user ID, and its link is the password setup's. */
    private fun commit(commit: Commit) {
        val mail = commit.notification
        assertEquals(commit.key, mail.key, id)
        assertTrue(commit.userId.text in mail.text.expose(), id)
        PasswordSetup.restore(commit.passwordSetup, Guard()).use { setup ->
            val confirmed = commit.confirmed
            assertEquals(Account(commit.userId, confirmed.userName, confirmed.email), setup.account(), id)
            assertEquals(PasswordStateKind.AWAITING_PASSWORD, setup.state(), id)
            val token = Regex("[0-9a-f]{64}").find(mail.text.expose())!!.value
            assertEquals(tokenDigest(Personal(token)), setup.linkDigest(), id)
        }
    }
}
