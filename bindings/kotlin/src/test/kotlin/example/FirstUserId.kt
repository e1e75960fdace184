package example

import dev.toroku.*
import dev.toroku.engine.*
import java.util.Locale

/** The README's first user ID, in a package of its own as an app has it. */
suspend fun firstUserId(store: RegistrationStore) {
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
