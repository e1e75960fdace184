package example

import dev.toroku.*
import dev.toroku.engine.*
import java.util.Locale

/** What the repository's README shows of Kotlin. */
fun confirmed(): RegistrationModel {
    // README begins
    val policy = Policy(PolicySettings("2023-03", "https://registration.example/password"))
    val model = RegistrationModel(policy, Language.of(Locale.getDefault()) ?: Language.byTag("en")!!)
    model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
    model.enter(Item.USER_NAME to "Houmu Taro", Item.PHONE to "03-1234-5678")
    model.agree(policy.termsVersion())
    model.confirm()                                   // STEP2, or all problems at once, in model.state
    // README ends
    return model
}
