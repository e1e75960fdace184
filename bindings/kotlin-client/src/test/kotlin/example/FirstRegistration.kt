package example

import dev.toroku.*
import dev.toroku.client.*
import dev.toroku.engine.*

/** The README's first registration, in a package of its own as an app has it. */
suspend fun firstRegistration(address: String, language: Language, keep: suspend (Secret) -> Unit) {
    // README begins
    val client = OfficeClient(address)                          // https; http where the portal is this machine
    val backoff = Backoff()
    val office = backoff.untilAnswered { client.policy() } as OfficeAnswer.Given
    val model = RegistrationModel(office.value.toPolicy(), language)

    model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
    model.enter(
        Item.USER_NAME to "Houmu Taro", Item.SEX to "male",
        Item.BIRTH_YEAR to "2000", Item.BIRTH_MONTH to "1", Item.BIRTH_DAY to "1",
        Item.MUNICIPALITY to "011011", Item.STREET_ADDRESS to "1-1-1 緑ヶ関ハイツ202号", Item.PHONE to "0312345678",
        Item.EMAIL to "user01@ens-test.com", Item.EMAIL_CONFIRMATION to "user01@ens-test.com",
        Item.USER_TYPE to model.policy.userTypes().first().value,
    )
    model.agree(model.policy.termsVersion())                    // their text: client.terms(version, language)
    model.confirm()                                             // STEP2, or all problems at once
    model.register((model.state.value.screen as Screen.Confirmation).page.digest)

    val store = NetworkStore(client) { snapshot -> keep(snapshot) }
    model.carryOutUntilAnswered(store, backoff)                 // STEP3, or STEP1 with what the office refused
    val completion = (model.state.value.screen as Screen.Completion).page
    println(completion.userId.text)
    // README ends
}
