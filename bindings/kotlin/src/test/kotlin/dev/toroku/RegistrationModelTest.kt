package dev.toroku

import dev.toroku.engine.Answer
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Commit
import dev.toroku.engine.Field
import dev.toroku.engine.InternalException
import dev.toroku.engine.Item
import dev.toroku.engine.Misuse
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Registration
import dev.toroku.engine.Screen
import dev.toroku.engine.SnapshotException
import dev.toroku.engine.prefectures
import java.io.IOException
import java.time.Clock
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset
import java.util.Locale
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Test

/** A store in memory that can be made to answer otherwise. */
class MemoryStore(private var taken: Int = 0, private var failures: Int = 0) : RegistrationStore {
    val kept = ArrayList<Secret>()
    val commits = HashMap<NotificationKey, Commit>()

    /** What the next calls throw, one each. */
    val broken = ArrayDeque<Exception>()

    override suspend fun keep(snapshot: Secret) {
        broken.removeFirstOrNull()?.let { throw it }
        kept += snapshot
    }

    override suspend fun reserve(key: NotificationKey, userId: UserId) = taken-- <= 0

    override suspend fun nextNumber(key: NotificationKey, attempt: UInt) = 7UL

    override suspend fun commit(commit: Commit): CommitResult {
        if (failures-- > 0) return CommitResult.FAILED
        commits[commit.key] = commit
        return CommitResult.STORED
    }
}

val clock: Clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC)
val english = Language.byTag("en")!!

fun model(policy: Policy = Vectors.policy(null), random: RandomSource = RandomSource.SECURE) =
    RegistrationModel(policy, english, clock, random)

fun RegistrationModel.fillIn() {
    choose(ApplicantCategory.APPLICANT_AT_COUNTER)
    enter(*Vectors.sample.map { it.item to it.text.expose() }.toTypedArray())
    agree(TERMS)
}

fun RegistrationModel.screenName() = state.value.screen::class.simpleName

class RegistrationModelTest {
    @Test
    fun fromTheTopPageToTheUserId(): Unit = runBlocking {
        val model = model(random = { count -> ByteArray(count) { it.toByte() } })
        model.fillIn()
        assertEquals(Answer.ReadyToConfirm, model.confirm().answerOrThrow())
        val page = assertIs<Screen.Confirmation>(model.state.value.screen).page
        assertEquals("１－１－１　緑ヶ関ハイツ２０２号", page.items.single { it.field == Field.STREET_ADDRESS }.text.expose())
        model.register(page.digest)
        val store = MemoryStore(taken = 1)
        val last = assertNotNull(model.carryOut(store)).answerOrThrow()
        val userId = assertIs<Answer.Registered>(last).userId
        assertEquals("hjhst86464", userId.text, "the second candidate of this entropy")
        assertEquals(listOf(userId), store.commits.values.map { it.userId })
        assertEquals(3, store.kept.size, "two candidates and a commit, each after a snapshot")
        assertNull(model.state.value.effect)
        assertNull(model.carryOut(store))
        assertEquals(userId, assertIs<Screen.Completion>(model.state.value.screen).page.userId)
        assertEquals(LocalDate.of(2000, 1, 1), store.commits.values.single().confirmed.dateOfBirth.toLocalDate())
        // The same user ID again, and words for it.
        assertIs<Answer.AlreadyRegistered>(model.register(page.digest).answerOrThrow())
        assertEquals("Registration is already complete.", model.state.value.message)
        model.language = Language.byTag("ja")!!
        assertEquals(Language.byTag("ja")!!.words.wording(model.state.value.code!!), model.state.value.message)
        model.close()
    }

    @Test
    fun allProblemsAtOnce() {
        model().use { model ->
            model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
            val problems = assertIs<Answer.Problems>(model.confirm().answerOrThrow()).problems
            assertEquals(10, problems.size)
            val shown = assertIs<Screen.Entry>(model.state.value.screen).page.reports
            assertEquals(problems, shown.map { it.problem })
        }
    }

    @Test
    fun aFailedStoreLeavesThePageAndTheSameUserId(): Unit = runBlocking {
        model().use { model ->
            model.fillIn()
            model.confirm()
            val digest = assertIs<Screen.Confirmation>(model.state.value.screen).page.digest
            model.register(digest)
            val store = MemoryStore(failures = 1)
            assertEquals(Answer.StorageFailed, model.carryOut(store)?.answerOrThrow())
            assertNotNull(model.state.value.message)
            model.register(digest)
            assertIs<Answer.Registered>(model.carryOut(store)?.answerOrThrow())
        }
    }

    @Test
    fun whatAStoreThrowsIsShownAndTriedAgain(): Unit = runBlocking {
        val model = model()
        model.fillIn()
        model.confirm()
        assertEquals(Progress.NOTHING_TO_DO, model.state.value.progress)
        model.register(assertIs<Screen.Confirmation>(model.state.value.screen).page.digest)
        assertEquals(Progress.UNDER_WAY, model.state.value.progress)
        val store = MemoryStore()
        // A time limit within the store is no cancellation of the one who calls it.
        val limit = assertFailsWith<TimeoutCancellationException> { withTimeout(1) { awaitCancellation() } }
        for (thrown in listOf(IOException("HOUMU TARO"), IllegalStateException(), limit)) {
            store.broken += thrown
            assertNull(if (model.state.value.failure == null) model.carryOut(store) else model.retry())
            val state = model.state.value
            assertEquals(Progress.FAILED, state.progress)
            assertEquals(thrown, state.failure?.cause)
            assertEquals(english.words.text("network.failed"), state.message)
            assertTrue("HOUMU" !in state.toString())
        }
        model.language = Language.byTag("ja")!!
        assertEquals(model.language.words.text("network.failed"), model.state.value.message)
        assertEquals(0, store.commits.size)
        assertIs<Answer.Registered>(model.retry()?.answerOrThrow())
        assertEquals(Progress.NOTHING_TO_DO, model.state.value.progress)
        assertNull(model.state.value.failure)
        assertEquals(1, store.commits.size)
    }

    @Test
    fun wordsBesideFieldsAreFoundByKey() {
        assertEquals(listOf("Confirm", "確認"), listOf("en", "ja").map { Language.byTag(it)!!.words.text("button.confirm") })
        val count = english.words.text("municipality.count", "count" to 3)
        assertEquals("3 found. Select your municipality.", count)
        assertEquals("“{x}” has been entered.", english.words.text("field.taken", "text" to "{x}"))
        assertFailsWith<NoSuchElementException> { english.words.text("button.nothing") }
    }

    @Test
    fun aKilledProcessGoesOnWithTheSameUserId(): Unit = runBlocking {
        val policy = Vectors.policy(null)
        val model = model(policy)
        model.fillIn()
        model.confirm()
        model.register(assertIs<Screen.Confirmation>(model.state.value.screen).page.digest)
        val snapshot = model.save()
        val first = MemoryStore().also { model.carryOut(it) }
        val again = assertIs<Restored.Model>(RegistrationModel.restore(snapshot, policy, english, clock = clock)).model
        assertNotNull(again.state.value.effect, "the order still stands")
        val second = MemoryStore().also { again.carryOut(it) }
        assertEquals(first.commits, second.commits)
    }

    @Test
    fun aDamagedSnapshotIsUnusable() {
        val policy = Vectors.policy(null)
        val bytes = model(policy).save().expose().clone().also { it[20] = (it[20] + 1).toByte() }
        val restored = RegistrationModel.restore(Secret(bytes), policy, english)
        assertIs<SnapshotException.Broken>(assertIs<Restored.Unusable>(restored).error)
        assertEquals("The saved data cannot be used. Start again.", restored.message)
    }

    @Test
    fun misuseIsRefusedAndNothingChanges() {
        model().use { model ->
            val before = model.state.value
            val refused = assertIs<InputResult.Refused>(model.confirm())
            assertIs<Misuse.NotAccepted>(refused.misuse)
            assertEquals("state Start does not accept input Confirm", refused.misuse.toString())
            assertEquals(before, model.state.value)
            assertFailsWith<Misuse> { model.confirm().answerOrThrow() }
            val short = model(random = { ByteArray(3) })
            assertIs<Misuse.Malformed>(assertIs<InputResult.Refused>(short.choose(ApplicantCategory.APPLICANT_AT_COUNTER)).misuse)
            model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
            assertEquals(emptyList(), model.searchMunicipalities("chuo", 99u, 10))
            assertEquals(listOf("011011"), model.searchMunicipalities("sapporo chuo", null, 5).map { it.code })
        }
    }

    @Test
    fun aSuggestionTakenSetsAllThatGoesAlong() = model().use { model ->
        model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
        model.enter(
            Item.BIRTH_YEAR to "昭和60年1月2日", Item.MUNICIPALITY to "〒163-8001 東京都新宿区西新宿2-8-1",
            Item.EMAIL to "user01@gmial.com", Item.EMAIL_CONFIRMATION to "user01@gmial.com",
        )
        val date = model.report(Field.DATE_OF_BIRTH).problem!!.suggestions.single()
        model.take(Field.DATE_OF_BIRTH, date)
        val municipality = model.report(Field.MUNICIPALITY).problem!!.suggestions.single()
        assertEquals(
            listOf(Item.MUNICIPALITY to "東京都新宿区", Item.STREET_ADDRESS to "西新宿２－８－１"),
            model.taking(Field.MUNICIPALITY, municipality).map { it.item to it.text.expose() },
        )
        model.take(Field.MUNICIPALITY, municipality)
        model.take(Field.EMAIL, model.report(Field.EMAIL).notices.single().suggestion!!)
        val expected = mapOf(
            Item.BIRTH_YEAR to "1985", Item.BIRTH_MONTH to "01", Item.BIRTH_DAY to "02", Item.MUNICIPALITY to "東京都新宿区",
            Item.STREET_ADDRESS to "西新宿２－８－１", Item.EMAIL to "user01@gmail.com",
            Item.EMAIL_CONFIRMATION to "user01@gmail.com",
        )
        assertEquals(expected, model.draft())
        for (field in expected.keys.map { it.field() }) assertNull(model.report(field).problem)
    }

    @Test
    fun theWindowTakesWhatPeoplePaste() = model().use { model ->
        model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
        for (query in listOf("160-0022", "Shinjuku City, Tokyo", "東京都新宿區", "2-8-1 Nishi-Shinjuku, Shinjuku-ku, Tokyo")) {
            assertEquals("131041", model.searchMunicipalities(query, null, 5).first().code, query)
        }
        val address = "大阪市梅田3-1-1"
        val found = model.searchMunicipalities(address, null, 30).first { it.code == "271276" }
        assertEquals(emptyMap(), model.draft(), "nothing is filled in before somebody chooses")
        model.take(found, address)
        assertEquals(mapOf(Item.MUNICIPALITY to "大阪府大阪市北区", Item.STREET_ADDRESS to "梅田３－１－１"), model.draft())
        model.take(model.searchMunicipalities("sapporo chuo", null, 5).single(), "sapporo chuo")
        assertEquals("梅田３－１－１", model.draft()[Item.STREET_ADDRESS])
    }

    /** The page that grew key by key is the one that the engine draws from the beginning. */
    @Test
    fun everyKeyLeavesThePageThatIsDrawnAnew() {
        val policy = Vectors.policy(null)
        model(policy).use { model ->
            fun same() {
                val restored = RegistrationModel.restore(model.save(), policy, model.language, clock = clock)
                assertIs<Restored.Model>(restored).model.use { assertEquals(it.state.value.screen, model.state.value.screen) }
            }
            model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
            val typed = Vectors.sample.map { it.item to it.text.expose() } + listOf(
                Item.EMAIL to "user01@gmial.com", Item.USER_NAME to "Ｈoumu 太郎\u200B", Item.BIRTH_YEAR to "昭和60年1月2日",
            )
            for ((item, text) in typed) {
                for (length in listOf(1, text.length / 2, text.length)) {
                    model.enter(item, text.take(length))
                    same()
                }
            }
            model.language = Language.byTag("ja")!!
            model.enter(Item.PHONE, "03-1234-5678")
            same()
            val reports = model.page().reports
            model.enter(Item.STREET_ADDRESS, "1-1-1")
            val changed = reports.zip(model.page().reports).filter { (before, after) -> before !== after }
            assertEquals(listOf(Field.STREET_ADDRESS), changed.map { it.first.field }, "only what has changed is drawn anew")
            for (item in Item.entries) {
                model.clear(item)
                same()
            }
            assertEquals(emptyMap(), model.draft())
        }
    }

    @Test
    fun anExpiredPageTakesNoKey() {
        var now = Instant.ofEpochSecond(1_700_000_000)
        val clock = object : Clock() {
            override fun instant() = now
            override fun getZone() = ZoneOffset.UTC
            override fun withZone(zone: java.time.ZoneId?) = this
        }
        val policy = Policy(PolicySettings(TERMS, PASSWORD_URL, inactivityLimit = 60u))
        RegistrationModel(policy, english, clock).use { model ->
            model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
            now = now.plusSeconds(61)
            assertEquals(Answer.Expired, model.enter(Item.PHONE, "0312345678").answerOrThrow())
            assertTrue(model.page().hasExpired)
            assertNotNull(model.state.value.message)
            assertEquals(emptyMap(), model.draft())
        }
    }

    @Test
    fun aSearchLeavesWhatIsSaidBesideThePage() = model().use { model ->
        model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
        model.confirm()
        val said = model.state.value
        assertIs<Answer.Problems>(said.answer)
        assertTrue(model.searchMunicipalities("sapporo chuo", prefectures().first().number, 5).isNotEmpty())
        assertEquals(said, model.state.value)
    }

    @Test
    fun aPanicIsAnException() {
        Registration(Vectors.policy(null), english).use {
            val thrown = assertFailsWith<InternalException> { it.setLanguage(Language("none")) }
            assertTrue(thrown.message!!.isNotEmpty())
            assertIs<Screen.Start>(it.screen(clock.instant()), "and the next call is answered")
        }
        assertFailsWith<java.nio.charset.CharacterCodingException> { UserId.parse("\uD800") }
        assertNull(UserId.parse("????"))
    }

    private fun RegistrationModel.page() = assertIs<Screen.Entry>(state.value.screen).page

    private fun RegistrationModel.report(field: Field) = page().reports.single { it.field == field }

    private fun RegistrationModel.draft() = page().draft.associate { it.item to it.text.expose() }

    @Test
    fun languagesComeFromLocales() {
        assertEquals("ja", Language.of(Locale.JAPAN)?.tag)
        assertEquals("en", Language.of(listOf(Locale.CHINA, Locale.US, Locale.JAPAN))?.tag)
        assertNull(Language.of(Locale.KOREA))
        assertEquals("氏名", Language.byTag("ja")!!.words.label(Field.USER_NAME))
    }

    @Test
    fun aDatePickersDayIsThreeItems() {
        model().use { model ->
            model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
            model.enter(*LocalDate.of(2000, 1, 31).toItems())
            val page = assertIs<Screen.Entry>(model.state.value.screen).page
            assertEquals(listOf(Item.BIRTH_YEAR, Item.BIRTH_MONTH, Item.BIRTH_DAY), page.draft.map { it.item })
            assertNull(page.reports.single { it.field == Field.DATE_OF_BIRTH }.problem)
        }
    }
}
