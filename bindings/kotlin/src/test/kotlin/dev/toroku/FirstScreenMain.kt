package dev.toroku

import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Field
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings

/** From the top page to STEP1, worded. */
fun main() {
    val english = Language.byTag("en")!!
    val policy = Policy(PolicySettings("2023-03", "https://registration.example/password"))
    val model = RegistrationModel(policy, english)
    model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
    println(english.words.label(Field.USER_NAME))
}
