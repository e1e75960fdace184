// The manual's registration on a terminal, with its own samples: what an app does, without the pixels.
//
//   mvn -q compile exec:java                         a new registration, in the language of the terminal
//   mvn -q compile exec:java -Dexec.args=ja          in Japanese
//   mvn -q compile exec:java -Dexec.args="en http://127.0.0.1:8080"    at the office's portal, which issues the user ID
//   mvn -q compile exec:java -Dexec.mainClass=BenchKt    what a call and a registration cost

import dev.toroku.Language
import dev.toroku.RegistrationModel
import dev.toroku.client.NetworkStore
import dev.toroku.client.OfficeAnswer
import dev.toroku.client.OfficeClient
import dev.toroku.client.carryOutUntilAnswered
import dev.toroku.engine.Answer
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.ConfirmationPage
import dev.toroku.engine.EntryPage
import dev.toroku.engine.Field
import dev.toroku.engine.Item
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Screen
import dev.toroku.engine.StateKind
import dev.toroku.field
import java.util.Locale
import kotlinx.coroutines.runBlocking

fun main(args: Array<String>): Unit = runBlocking {
    val language = args.firstOrNull()?.let(Language::byTag) ?: Language.of(Locale.getDefault()) ?: Language.byTag("en")!!
    val office = args.getOrNull(1)?.let { OfficeClient(it) }
    val policy = office?.let { knownBy(it) } ?: Policy(PolicySettings("2023-03", "https://registration.example/password"))
    val store = TerminalStore()

    RegistrationModel(policy, language).use { model ->
        show(model)
        // 1. The top page: the third button.
        model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
        // 2. STEP1, first as people do it: something is missing, something is written otherwise.
        model.enter(Item.USER_NAME to "Houmu Taro", Item.PHONE to "03-1234-5678", Item.STREET_ADDRESS to "1-1-1 緑ヶ関ハイツ202号")
        model.confirm()
        show(model)
        // 3. The municipality's window, then the rest.
        val found = model.searchMunicipalities("sapporo chuo", prefecture = null, limit = 5).first()
        println("   sapporo chuo -> ${found.fullName}, ${found.english}\n")
        model.take(found, searched = "sapporo chuo")
        model.enter(
            Item.SEX to "male", Item.BIRTH_YEAR to "2000", Item.BIRTH_MONTH to "1", Item.BIRTH_DAY to "1",
            Item.EMAIL to "user01@ens-test.com",
            Item.EMAIL_CONFIRMATION to "user01@ens-test.com", Item.USER_TYPE to policy.userTypes().first().value,
        )
        // 4. The Terms of Use: the version shown is the version agreed to.
        when (val answer = model.showTerms().answerOrThrow()) {
            is Answer.Terms -> model.agree(answer.version)
            else -> error("the Terms of Use can be asked for at STEP1")
        }
        // 5. STEP2.
        model.confirm()
        show(model)
        // 6. Registration, and what the engine orders: from the app's store, or from the office.
        val page = model.state.value.screen as Screen.Confirmation
        model.register(page.page.digest)
        if (office == null) {
            model.carryOut(store)
        } else {
            // An app keeps the snapshot, and goes on with it where it was killed meanwhile.
            model.carryOutUntilAnswered(NetworkStore(office) { })
        }
        // 7. STEP3.
        show(model)
        store.outbox.values.forEach { println(it.text.expose()) }
    }
}

private suspend fun knownBy(office: OfficeClient): Policy = when (val answer = office.policy()) {
    is OfficeAnswer.Given -> answer.value.toPolicy()
    else -> error("the office says: $answer")
}

/** Draws the page as it stands. An app draws the same values with Compose: see `screens`. */
private fun show(model: RegistrationModel) {
    val words = model.language.words
    val state = model.state.value
    val kind = when (state.screen) {
        is Screen.Start -> StateKind.START
        is Screen.Entry -> StateKind.ENTRY
        is Screen.Confirmation -> StateKind.CONFIRMATION
        is Screen.Issuing -> StateKind.ISSUING
        is Screen.Completion -> StateKind.COMPLETION
    }
    println("== ${words.title(kind)}")
    state.message?.let { println("!! $it") }
    when (val screen = state.screen) {
        is Screen.Start -> ApplicantCategory.entries.forEach { println("   [ ${words.button(it)} ]") }
        is Screen.Entry -> showEntry(screen.page, model)
        is Screen.Confirmation -> showConfirmation(screen.page, model)
        is Screen.Issuing -> println("   …")
        is Screen.Completion -> println("   ${screen.page.userId.text} -> ${screen.page.email.expose()}")
    }
    println()
}

private fun showEntry(page: EntryPage, model: RegistrationModel) {
    val typed = page.draft.groupBy({ it.item.field }, { it.text.expose() })
    for (report in page.reports) {
        println("   ${model.language.words.label(report.field)}: ${typed[report.field].orEmpty().joinToString("-")}")
        report.problem?.let { println("      x ${it.text.expose()}") }
        report.notices.forEach { println("      i ${it.text.expose()}") }
        report.conversions.forEach { println("      > ${it.text} ${it.before.expose()} -> ${it.after.expose()}") }
    }
}

private fun showConfirmation(page: ConfirmationPage, model: RegistrationModel) {
    for (item in page.items) {
        println("   ${model.language.words.label(item.field)}: ${item.text.expose()}")
        item.conversions.forEach { println("      > ${it.text}") }
    }
    println("   [x] ${model.language.words.label(Field.TERMS)} (${page.termsVersion})")
}
