// From the top page to STEP1, worded, and no more: what a process costs that gets there is what its first screen costs.
import dev.toroku.Language
import dev.toroku.RegistrationModel
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Field
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Screen

fun main() {
    val policy = Policy(PolicySettings("2023-03", "https://registration.example/password"))
    val english = Language.byTag("en")!!
    val model = RegistrationModel(policy, english)
    model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
    check(model.state.value.screen is Screen.Entry)
    check(english.words.label(Field.USER_NAME).isNotEmpty())
}
