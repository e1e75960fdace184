package dev.toroku

import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Effect
import dev.toroku.engine.Guard
import dev.toroku.engine.Input
import dev.toroku.engine.Item
import dev.toroku.engine.Misuse
import dev.toroku.engine.PasswordSetup
import dev.toroku.engine.Registration
import dev.toroku.engine.Screen
import dev.toroku.engine.SequenceKey
import dev.toroku.engine.SnapshotException
import dev.toroku.engine.directoryFacts
import dev.toroku.engine.prefectures
import dev.toroku.engine.randomCandidate
import dev.toroku.engine.searchMunicipalities
import dev.toroku.engine.snapshotErrorCode
import dev.toroku.engine.userIdCount
import dev.toroku.engine.userIdFromNumber
import dev.toroku.engine.userIdNumber
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotNull
import org.junit.jupiter.api.Test

class OtherVectorsTest {
    @Test
    fun everyUserIdCase() {
        val file = Vectors.read("user_ids.json")
        var ran = 0
        fun each(name: String) = file.getAsJsonArray(name).asSequence().map { it.asJsonObject }.onEach { ran++ }
        fun key(hex: String) = SequenceKey(Vectors.secret(hex))
        assertEquals(file["count"].asLong.toULong(), userIdCount())
        for (case in each("parse")) {
            assertEquals(case["valid"].asBoolean, UserId.parse(case["text"].asString) != null, case.text("id"))
        }
        for (case in each("numbers")) {
            val number = case["number"].asLong.toULong()
            val found = assertNotNull(userIdFromNumber(number), case.text("id"))
            assertEquals(case.text("user_id"), found.text, case.text("id"))
            assertEquals(number, userIdNumber(found), case.text("id"))
        }
        for (case in each("exhausted")) {
            val number = case["number"].asBigInteger.toString().toULong()
            key(case["key"].asString).use { assertFailsWith<Misuse.Exhausted>(case.text("id")) { it.userId(number) } }
        }
        for (case in each("sequence")) {
            val number = case["number"].asLong.toULong()
            key(case["key"].asString).use { key ->
                val found = key.userId(number)
                assertEquals(case.text("user_id"), found.text, case.text("id"))
                assertEquals(number, key.number(found), case.text("id"))
            }
        }
        for (case in each("random")) {
            val found = randomCandidate(Vectors.secret(case["entropy"].asString), case["k"].asLong.toUInt())
            assertEquals(case.text("user_id"), found?.text, case.text("id"))
        }
        println("$ran user IDs")
        assertEquals(Vectors.count("user_ids.json"), ran)
    }

    @Test
    fun everySearch() {
        val file = Vectors.read("searches.json")
        val facts = directoryFacts()
        assertEquals(file.text("as_of"), facts.asOf)
        assertEquals(file["selectable"].asInt.toUInt(), facts.selectable)
        assertEquals(file["prefectures"].asInt, prefectures().size)
        var ran = 0
        for (case in file.cases()) {
            ran++
            val id = case.text("id")
            val found = searchMunicipalities(
                Personal(case["query"].asString),
                case.long("prefecture")?.toUByte(),
                case["limit"].asInt.toUInt(),
            ).map { it.code }
            val expected = case.getAsJsonObject("expect")
            if (expected.has("exactly")) {
                assertEquals(expected.texts("exactly"), found, id)
            } else {
                val first = expected.texts("first")
                assertEquals(first, found.take(first.size), id)
            }
        }
        println("$ran searches")
        assertEquals(Vectors.count("searches.json"), ran)
    }

    @Test
    fun everyNotification() {
        val file = Vectors.read("notifications.json")
        val now = Vectors.moment(file["now"].asLong)
        var ran = 0
        for (case in file.cases()) {
            ran++
            val id = case["id"].asString
            val language = Language.byTag(case["language"].asString)!!
            Registration(Vectors.policy(null), language).use { registration ->
                fun handle(input: Input) = registration.handle(input, now)
                val entropy = Vectors.secret(file["entropy"].asString)
                handle(Input.ChooseCategory(ApplicantCategory.APPLICANT_AT_COUNTER, entropy))
                handle(Input.Fill(Vectors.sample))
                handle(Input.Set(Item.USER_NAME, Personal(case["user_name"].asString)))
                handle(Input.Agree(TERMS))
                val page = handle(Input.Confirm).screen.mustBe<Screen.Confirmation>(id).page
                val reserve = handle(Input.Register(page.digest, language)).effect.mustBe<Effect.ReserveUserId>(id)
                val effect = handle(Input.UserIdReserved(reserve.userId)).effect.mustBe<Effect.Commit>(id)
                val mail = effect.commit.notification
                val expected = case.getAsJsonObject("expect")
                assertEquals(expected.text("key"), mail.key.text, id)
                assertEquals(expected.text("to"), mail.to.expose(), id)
                assertEquals(expected.text("subject"), mail.subject, id)
                assertEquals(expected.text("text"), mail.text.expose(), id)
                assertEquals(expected.text("html"), mail.html.expose(), id)
            }
        }
        println("$ran notifications")
        assertEquals(Vectors.count("notifications.json"), ran)
        assertEquals(Language.all().toSet(), file.cases().map { Language.byTag(it["language"].asString) }.toSet())
    }

    @Test
    fun everySnapshot() {
        val file = Vectors.read("snapshots.json")
        val policy = Vectors.policy(null)
        val language = Language.byTag("en")!!
        var ran = 0
        for (case in file.cases()) {
            ran++
            val id = case["id"].asString
            val bytes = Vectors.secret(case["bytes"].asString)
            val key = if (case["sealed_with_key"]?.asBoolean == true) Vectors.secret(file["key"].asString) else null
            val guard = Guard(key, case.text("context")?.toByteArray(), (case.long("counter") ?: 0).toULong())
            val result = runCatching {
                if (case.text("kind") == "registration") {
                    Registration.restore(bytes, guard, policy, language).use {
                        snake(it.screen(Vectors.moment(0))::class.simpleName!!) to it.save(guard)
                    }
                } else {
                    PasswordSetup.restore(bytes, guard).use { it.state().name.lowercase() to it.save(guard) }
                }
            }
            val expected = case.getAsJsonObject("expect")
            result.onSuccess { (state, again) ->
                assertEquals(expected.text("state"), state, id)
                assertEquals(bytes, again, id)
            }
            result.onFailure { error ->
                assertEquals(expected.text("error"), snake(error.mustBe<SnapshotException>(id)::class.simpleName!!), id)
            }
        }
        assertEquals("flow.snapshot_invalid", Vectors.name(snapshotErrorCode()))
        println("$ran snapshots")
        assertEquals(Vectors.count("snapshots.json"), ran)
    }
}
