package dev.toroku

import dev.toroku.engine.Account
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Code
import dev.toroku.engine.Field
import dev.toroku.engine.Guard
import dev.toroku.engine.Input
import dev.toroku.engine.Item
import dev.toroku.engine.ItemText
import dev.toroku.engine.OpenPages
import dev.toroku.engine.Param
import dev.toroku.engine.ParamName
import dev.toroku.engine.ParamValue
import dev.toroku.engine.PasswordInput
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Problem
import dev.toroku.engine.Screen
import dev.toroku.engine.passwordSetupForAccount
import java.io.PrintWriter
import java.io.StringWriter
import kotlinx.coroutines.runBlocking

/** Every input in every state, each text with a canary in it; what all of it prints, and what is thrown. */
class SilenceWalk {
    private val said = StringWriter()
    private val out = PrintWriter(said)
    private val secret = Secret("CANARY".repeat(6).toByteArray().copyOf(32))
    var inputs = 0
    var thrown = 0

    private val wrong = listOf("Canary\u200B", "カナリア\u0001𠮷", "canary é", "")

    private fun say(what: Any?) {
        out.println(what)
        out.println(listOf(what))
    }

    private fun tried(work: () -> Any?) {
        inputs++
        try {
            val result = work()
            say(result)
            if (result is InputResult.Refused) {
                thrown++
                result.misuse.printStackTrace(out)
            }
        } catch (trouble: Exception) {
            thrown++
            trouble.printStackTrace(out)
            say(trouble.message)
        }
    }

    private fun everyInput(snapshot: Secret) {
        val policy = Vectors.policy(null)
        val inputs = buildList {
            for (item in Item.entries) {
                for (text in wrong) add(Input.Set(item, Personal(text)))
                add(Input.Clear(item))
            }
            add(Input.Set(Item.USER_NAME, Personal("CANARY".repeat(900))))
            add(Input.Fill(Item.entries.map { ItemText(it, Personal("Canary 7777")) }))
            for (field in Field.entries) add(Input.TakeSuggestion(field, Personal("Canary 7777")))
            for (query in listOf("札幌", "CANARY")) add(Input.SearchMunicipalities(null, Personal(query), 3U))
            for (prefecture in listOf(1, 99)) add(Input.SearchMunicipalities(prefecture.toUByte(), Personal("CANARY"), 3U))
            add(Input.Agree("another version"))
            addAll(listOf(Input.ShowTerms, Input.Disagree, Input.Confirm, Input.Back, Input.StorageFailed, Input.BackToTop))
            for (category in ApplicantCategory.entries) add(Input.ChooseCategory(category, secret))
            add(Input.ChooseCategory(ApplicantCategory.APPLICANT_AT_COUNTER, Secret("CANARY".toByteArray())))
            add(Input.UserIdReserved(UserId.parse("bcdfg77777")!!))
            add(Input.UserIdTaken(UserId.parse("bcdfg77777")!!))
            add(Input.NumberReserved(4242UL))
            val key = NotificationKey.parse("dead".repeat(8))!!
            val canary = Personal("CANARY")
            val param = Param(ParamName.SUGGESTION, ParamValue.Text(canary))
            val problem = Problem(Code.EMAIL_TYPO, Field.EMAIL, listOf(param), listOf(canary), canary)
            add(Input.Registered(key, UserId.parse("bcdfg77777")!!))
            add(Input.Refused(key, listOf(problem, problem.copy(field = Field.PHONE))))
            add(Input.NotReached(key))
            say(SubmissionResult.Refused(listOf(problem)))
            say(SubmissionResult.Registered(UserId.parse("bcdfg77777")!!))
        }
        for (input in inputs) {
            say(input)
            val registration = model(policy).let {
                (RegistrationModel.restore(snapshot, policy, english, clock = clock) as Restored.Model).model
            }
            registration.use { model ->
                tried { model.handle(input) }
                say(model.state.value)
                tried { model.confirm() }
            }
        }
        val damaged = snapshot.expose().also { it[it.size / 2] = (it[it.size / 2] + 1).toByte() }
        tried { RegistrationModel.restore(Secret(damaged), policy, english) }
        tried { RegistrationModel.restore(snapshot, policy, english, Guard(secret, "CANARY".toByteArray(), 1UL)) }
    }

    private fun passwords() {
        val policy = Vectors.policy(null)
        val account = Account(UserId.parse("hdlpf38617")!!, Personal("CANARY"), Personal("canary@x.example"))
        val fresh = passwordSetupForAccount(account, secret, clock.instant(), policy, english)
        fun personal(text: String) = Personal(text)
        val salt = Secret("CANARY CANARY CA".toByteArray())
        val inputs = listOf(
            PasswordInput.OpenLink(personal("CANARY"), OpenPages.NONE),
            PasswordInput.OpenLink(personal("CANARY"), OpenPages.HOME_OR_LOGIN),
            PasswordInput.SetPassword(personal("CANARY"), personal("canary"), personal("CANARY"), salt, OpenPages.NONE),
            PasswordInput.SetPassword(personal("CANARY"), personal("canary"), personal("CANARY"), Secret("CANARY".toByteArray()), OpenPages.NONE),
            PasswordInput.ChangePassword(personal("CANARY"), personal("CANARY"), personal("CANARY"), salt),
            PasswordInput.LogIn(personal("canary in a coal mine")),
            PasswordInput.ReminderSent(77U),
            PasswordInput.RequestLink(personal("CANARY"), personal("canary@x.example"), secret),
        )
        for (input in inputs) {
            say(input)
            tried { fresh.setup.handle(input, clock.instant(), policy, english) }
        }
        tried { Account(UserId.parse("CANARY")!!, Personal("CANARY"), Personal("CANARY")) }
        tried { passwordSetupForAccount(account, Secret("CANARY".toByteArray()), clock.instant(), policy, english) }
        tried { Policy(PolicySettings("CANARY\n", "CANARY", sequenceKey = Secret("CANARY".toByteArray()))) }
    }

    /** Everything that was said. */
    fun walk(): String = runBlocking {
        val model = model(random = { count -> "CANARY".repeat(6).toByteArray().copyOf(count) })
        everyInput(model.save())
        model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
        everyInput(model.save())
        model.fillIn()
        model.handle(
            Input.Fill(
                listOf(
                    Item.USER_NAME to "Canary", Item.BIRTH_YEAR to "1987", Item.STREET_ADDRESS to "カナリア町7",
                    Item.PHONE to "03-7777-8888", Item.EMAIL to "canary@ens-test.com",
                    Item.EMAIL_CONFIRMATION to "canary@ens-test.com",
                ).map { (item, text) -> ItemText(item, Personal(text)) },
            ),
        )
        everyInput(model.save())
        model.confirm()
        everyInput(model.save())
        model.register((model.state.value.screen as Screen.Confirmation).page.digest)
        everyInput(model.save())
        val store = MemoryStore()
        model.carryOut(store)
        // The last one that was kept waits for the commit.
        everyInput(store.kept.last())
        everyInput(model.save())
        passwords()
        out.flush()
        said.toString()
    }
}

/** The walk in a process of its own, which prints nothing else: the library's own output is heard too. */
fun main() {
    val walk = SilenceWalk()
    val text = walk.walk()
    if (System.getenv("TOROKU_ALOUD") != null) System.err.println("CANARY ${text.length}")
}
