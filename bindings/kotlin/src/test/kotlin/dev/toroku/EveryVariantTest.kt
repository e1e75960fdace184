package dev.toroku

import dev.toroku.engine.Answer
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.BirthPart
import dev.toroku.engine.Code
import dev.toroku.engine.CodeKind
import dev.toroku.engine.Delivery
import dev.toroku.engine.Effect
import dev.toroku.engine.Field
import dev.toroku.engine.Guard
import dev.toroku.engine.HashCost
import dev.toroku.engine.Input
import dev.toroku.engine.InputKind
import dev.toroku.engine.Item
import dev.toroku.engine.Lookup
import dev.toroku.engine.Misuse
import dev.toroku.engine.OpenPages
import dev.toroku.engine.ParamName
import dev.toroku.engine.ParamValue
import dev.toroku.engine.PasswordAnswer
import dev.toroku.engine.PasswordEffect
import dev.toroku.engine.PasswordInput
import dev.toroku.engine.PasswordInputKind
import dev.toroku.engine.PasswordMisuse
import dev.toroku.engine.PasswordRules
import dev.toroku.engine.PasswordSettings
import dev.toroku.engine.PasswordSetup
import dev.toroku.engine.PasswordStateKind
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicyException
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Screen
import dev.toroku.engine.Sex
import dev.toroku.engine.SnapshotException
import dev.toroku.engine.StateKind
import dev.toroku.engine.allCodes
import dev.toroku.engine.codeByName
import dev.toroku.engine.codeByNumber
import dev.toroku.engine.entryFields
import dev.toroku.engine.itemByName
import dev.toroku.engine.lookUpMunicipality
import dev.toroku.engine.misuseCode
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

/**
 * Every variant of every enum: it has words, is met by the vectors that the other tests run, or is brought about here.
 * What the engine gains fails here until it is.
 */
class EveryVariantTest {
    /** The names of a sealed class's variants, as the vectors write them. */
    private inline fun <reified T> variants(): Set<String> =
        T::class.java.declaredClasses.filter { it.superclass == T::class.java }.map { snake(it.simpleName) }.toSet()

    private fun names(entries: List<Enum<*>>): Set<String> = entries.map { it.name.lowercase() }.toSet()

    @Test
    fun everyCodeHasFactsAndWords() {
        assertEquals(allCodes(), Code.entries.toList())
        for (code in Code.entries) {
            val facts = code.facts()
            assertEquals(code, codeByNumber(facts.number))
            assertEquals(code, codeByName(facts.name))
            for (language in Language.all()) assertTrue(language.words.wording(code).isNotBlank(), facts.name)
        }
        assertEquals(CodeKind.entries.toSet(), Code.entries.map { it.facts().kind }.toSet())
        assertEquals(ParamName.entries.toSet(), Code.entries.flatMap { it.facts().params }.toSet())
        println("${Code.entries.size} codes")
    }

    @Test
    fun everyFieldItemAndPageHasWords() {
        assertEquals(entryFields() + listOf(Field.PASSWORD, Field.PASSWORD_CONFIRMATION), Field.entries.toList())
        for (item in Item.entries) assertEquals(item, itemByName(item.stableName()))
        assertEquals(entryFields().toSet() - Field.TERMS, Item.entries.map { it.field }.toSet())
        for (item in Item.entries) assertEquals(item.field(), item.field)
        for (language in Language.all()) {
            val words = language.words
            for (field in Field.entries) assertTrue(words.label(field).isNotBlank() && words.hint(field).isNotBlank())
            for (part in BirthPart.entries) assertTrue(words.label(part).isNotBlank())
            assertEquals(StateKind.entries.size, StateKind.entries.map(words::title).toSet().size)
            assertEquals(ApplicantCategory.entries.size, ApplicantCategory.entries.map(words::button).toSet().size)
        }
    }

    @Test
    fun everyVariantOfARegistrationIsMetByTheVectors() {
        fun met(key: String) = Vectors.values("registrations", key)
        assertEquals(met("input") - "restore", variants<Input>())
        assertEquals(variants<Input>(), names(InputKind.entries))
        assertEquals(met("answer"), variants<Answer>())
        assertEquals(met("state"), variants<Screen>())
        assertEquals(variants<Screen>(), names(StateKind.entries))
        assertEquals(met("kind"), variants<Effect>())
        assertEquals(met("delivery") + "pending", names(Delivery.entries))
        assertEquals(met("category"), names(ApplicantCategory.entries))
    }

    @Test
    fun everyVariantOfAPasswordSetupIsMetByTheVectors() {
        fun met(key: String) = Vectors.values("password.json", key)
        assertEquals(met("input") - "reminder_due", variants<PasswordInput>())
        assertEquals(variants<PasswordInput>(), names(PasswordInputKind.entries))
        assertEquals(met("answer"), variants<PasswordAnswer>())
        assertEquals(met("state"), names(PasswordStateKind.entries))
        assertEquals(met("pages"), names(OpenPages.entries))
        // What the vectors' `sends_link` stands for.
        assertEquals(setOf("send_link"), variants<PasswordEffect>())
    }

    /** Samples of all variants, each with a message of its own that the library words. */
    private inline fun <reified T : Exception> expectAll(all: List<T>) {
        assertEquals(variants<T>(), all.map { snake(it::class.simpleName!!) }.toSet())
        assertEquals(all.size, all.map { it.toString() }.filter { it.isNotBlank() }.toSet().size, "$all")
    }

    @Test
    fun everyErrorHasAMessage() {
        val misuses = listOf(
            Misuse.NotAccepted(StateKind.START, InputKind.CONFIRM), Misuse.OtherUserId(), Misuse.OtherIssuing(),
            Misuse.OtherNotification(), Misuse.NoProblems(), Misuse.Exhausted(), Misuse.WeakEntropy(), Misuse.Malformed("digest"),
        )
        expectAll(misuses)
        for (misuse in misuses) assertEquals(CodeKind.GENERAL, misuseCode(misuse).facts().kind)
        assertEquals(Vectors.values("registrations", "misuse") + "malformed", variants<Misuse>())
        expectAll(
            listOf(
                PasswordMisuse.NotAccepted(PasswordStateKind.ACTIVE, PasswordInputKind.OPEN_LINK), PasswordMisuse.WeakEntropy(),
                PasswordMisuse.UnknownReminder(1U), PasswordMisuse.OutOfMemory(), PasswordMisuse.Malformed("salt"),
            ),
        )
        assertEquals(
            Vectors.values("password.json", "misuse") + setOf("out_of_memory", "malformed"),
            variants<PasswordMisuse>(),
        )
        expectAll(
            listOf(
                SnapshotException.NotASnapshot(), SnapshotException.Newer(9U), SnapshotException.OtherKind(),
                SnapshotException.Broken(), SnapshotException.RolledBack(), SnapshotException.MalformedKey(),
            ),
        )
        assertEquals(Vectors.values("snapshots.json", "error") + "malformed_key", variants<SnapshotException>())
        val restored = runCatching { PasswordSetup.restore(Secret(ByteArray(9)), Guard(Secret(ByteArray(3)))) }
        assertIs<SnapshotException.MalformedKey>(restored.exceptionOrNull())
        expectAll(
            listOf(
                PolicyException.TermsVersion(), PolicyException.PasswordUrl(), PolicyException.LoginUrl(),
                PolicyException.SequenceKey(), PolicyException.TwoIssuers(), PolicyException.PatternExpression(), PolicyException.PatternField(),
                PolicyException.PatternsLeftOut(), PolicyException.PasswordLengths(), PolicyException.LinkLifetime(),
                PolicyException.LinksPerDay(), PolicyException.Validity(), PolicyException.Reminders(),
                PolicyException.Cost(),
            ),
        )
    }

    @Test
    fun everyKindOfParameterComesWithAProblem() {
        model().use { model ->
            model.fillIn()
            model.enter(
                Item.USER_NAME to "A".repeat(105), Item.BIRTH_DAY to "", Item.PHONE to "03-x", Item.EMAIL to "a@gmial.com",
                Item.MUNICIPALITY to "静岡県浜松市北区",
            )
            val params = assertIs<Answer.Problems>(model.confirm().answerOrThrow()).problems.flatMap { it.params }
            val found = params.map { snake(it.value::class.simpleName!!) }.toSet()
            model.enter(Item.USER_NAME, "JOSÉ")
            val page = assertIs<Screen.Entry>(model.state.value.screen).page
            val texts = page.reports.flatMap { it.notices }.flatMap { it.params }.map { snake(it.value::class.simpleName!!) }
            assertEquals(variants<ParamValue>(), found + texts)
        }
    }

    @Test
    fun everyResultOfALookUpIsFound() {
        val found = listOf("011011", "011002", "静岡県浜松市北区", "somewhere").map { lookUpMunicipality(it) }
        assertEquals(listOf("found", "needs_ward", "abolished", "unknown"), found.map { snake(it::class.simpleName!!) })
        assertEquals(variants<Lookup>(), found.map { snake(it::class.simpleName!!) }.toSet())
    }

    @Test
    fun everySexIsCommitted(): Unit = runBlocking {
        for (sex in Sex.entries) {
            val store = MemoryStore()
            model().use { model ->
                model.fillIn()
                model.enter(Item.SEX, sex.name.lowercase())
                model.confirm()
                model.register(assertIs<Screen.Confirmation>(model.state.value.screen).page.digest)
                model.carryOut(store)
            }
            assertEquals(sex, store.commits.values.single().confirmed.sex)
        }
    }

    @Test
    fun everyChoiceOfPasswordRulesRules(): Unit = runBlocking {
        for (rules in PasswordRules.entries) {
            val password = PasswordSettings(rules = rules, hashCost = HashCost(8u, 1u, 1u))
            val policy = Policy(PolicySettings(TERMS, PASSWORD_URL, password = password))
            val store = MemoryStore()
            model(policy).use { model ->
                model.fillIn()
                model.confirm()
                model.register(assertIs<Screen.Confirmation>(model.state.value.screen).page.digest)
                model.carryOut(store)
            }
            val commit = store.commits.values.single()
            val token = Personal(Regex("[0-9a-f]{64}").find(commit.notification.text.expose())!!.value)
            val short = Personal("Kumo-7!x")
            val answer = PasswordSetup.restore(commit.passwordSetup, Guard()).use {
                val input = PasswordInput.SetPassword(token, short, short, RandomSource.SECURE.salt(), OpenPages.NONE)
                it.handle(input, clock.instant(), policy, english).answer
            }
            when (rules) {
                PasswordRules.NIST_B4 ->
                    assertEquals("password.too_short", Vectors.name(assertIs<PasswordAnswer.Problems>(answer).problems.single().code))
                PasswordRules.LEGACY -> assertIs<PasswordAnswer.PasswordSet>(answer)
            }
        }
    }
}
