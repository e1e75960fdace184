package dev.toroku.client

import dev.toroku.Language
import dev.toroku.RegistrationModel
import dev.toroku.Restored
import dev.toroku.Secret
import dev.toroku.engine.Answer
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Effect
import dev.toroku.engine.Item
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Screen
import dev.toroku.engine.Submission
import java.time.Duration
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals
import kotlin.test.assertIs
import okhttp3.ConnectionPool
import okhttp3.Dispatcher
import okhttp3.OkHttpClient

val english = Language.byTag("en")!!

/** The portal's terms, before its policy was asked for. */
const val TERMS = "sample-1"

val policy = Policy(PolicySettings(TERMS, "https://registration.example/password", issuedByOffice = true))

/** A connection for each request, and no fewer at once than there are phones. */
val http: OkHttpClient = OkHttpClient.Builder()
    .connectionPool(ConnectionPool(0, 1, TimeUnit.SECONDS))
    .dispatcher(Dispatcher().apply { maxRequests = 1000; maxRequestsPerHost = 1000 })
    .callTimeout(Duration.ofSeconds(60))
    .build()

/** Types the manual's samples, with these changed, and agrees. */
fun RegistrationModel.fillIn(vararg changes: Pair<Item, String>) {
    choose(ApplicantCategory.APPLICANT_AT_COUNTER)
    enter(
        Item.USER_NAME to "HOUMU TARO", Item.SEX to "male",
        Item.BIRTH_YEAR to "2000", Item.BIRTH_MONTH to "1", Item.BIRTH_DAY to "1",
        Item.MUNICIPALITY to "011011", Item.STREET_ADDRESS to "1-1-1 緑ヶ関ハイツ202号", Item.PHONE to "0312345678",
        Item.EMAIL to "user01@ens-test.com", Item.EMAIL_CONFIRMATION to "user01@ens-test.com",
        Item.USER_TYPE to "applicant_at_counter",
    )
    enter(*changes)
    agree(policy.termsVersion())
}

/** Confirm, and Registration on the page that it leads to. */
fun RegistrationModel.press() {
    assertEquals(Answer.ReadyToConfirm, confirm().answerOrThrow())
    register(assertIs<Screen.Confirmation>(state.value.screen).page.digest)
}

/** A registration at the point where the office is asked. */
fun submitting(policy: Policy = dev.toroku.client.policy, vararg changes: Pair<Item, String>) =
    RegistrationModel(policy, english).apply {
        fillIn(*changes)
        press()
    }

/** What a model orders from its store. */
val RegistrationModel.submission: Submission get() = assertIs<Effect.Submit>(state.value.effect).submission

/** The model of a process that was started with this snapshot. */
fun restored(snapshot: Secret): RegistrationModel =
    assertIs<Restored.Model>(RegistrationModel.restore(snapshot, policy, english)).model
