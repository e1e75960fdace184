package dev.toroku.app

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.DesktopComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onAllNodesWithTag
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.runDesktopComposeUiTest
import androidx.compose.ui.graphics.toAwtImage
import androidx.compose.ui.unit.Density
import dev.toroku.Language
import dev.toroku.OfficeStore
import dev.toroku.Personal
import dev.toroku.RandomSource
import dev.toroku.RegistrationModel
import dev.toroku.Secret
import dev.toroku.SubmissionResult
import dev.toroku.UserId
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Guard
import dev.toroku.engine.Item
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Submission
import dev.toroku.engine.Account
import dev.toroku.engine.HashCost
import dev.toroku.engine.PasswordLengths
import dev.toroku.engine.PasswordRules
import dev.toroku.engine.PasswordSettings
import dev.toroku.engine.PasswordSetup
import dev.toroku.engine.passwordSetupForAccount
import dev.toroku.entropy
import java.io.File
import java.time.Clock
import java.time.Instant
import java.time.ZoneOffset
import javax.imageio.ImageIO
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow

val english = Language.byTag("en")!!
val japanese = Language.byTag("ja")!!
val today: Clock = Clock.fixed(Instant.parse("2026-11-27T00:00:00Z"), ZoneOffset.UTC)

fun officePolicy(inactivity: UInt? = null) = Policy(
    PolicySettings("2023-03", "https://registration.example/password", inactivityLimit = inactivity, issuedByOffice = true),
)

/** The manual's samples. */
val sample = arrayOf(
    Item.USER_NAME to "Houmu Taro", Item.SEX to "male", Item.BIRTH_YEAR to "2000", Item.BIRTH_MONTH to "1",
    Item.BIRTH_DAY to "1", Item.MUNICIPALITY to "011011", Item.STREET_ADDRESS to "1-1-1 緑ヶ関ハイツ202号",
    Item.PHONE to "0312345678", Item.EMAIL to "user01@ens-test.com", Item.EMAIL_CONFIRMATION to "user01@ens-test.com",
    Item.USER_TYPE to "applicant_at_counter",
)

/** An office in this process that does what it is told to. */
class FakeOffice(private val answer: suspend (Int) -> SubmissionResult = { SubmissionResult.Registered(UserId.parse("hdlpf38617")!!) }) : Office {
    val submissions = ArrayList<Submission>()
    val refused = MutableStateFlow<String?>(null)
    var hasTerms = true

    /** What was kept last. */
    var kept: Secret? = null

    /** What it says of its settings. */
    var settings: suspend () -> Policy? = { null }

    /** What keeping the snapshot throws, next time. */
    var broken: Exception? = null

    override val refusal: StateFlow<String?> = refused

    private val store = object : OfficeStore {
        override suspend fun keep(snapshot: Secret) {
            broken?.let { broken = null; throw it }
            kept = snapshot
        }

        override suspend fun submit(submission: Submission): SubmissionResult {
            submissions += submission
            return answer(submissions.size)
        }
    }

    override suspend fun policy(): Policy? = settings()

    override suspend fun carryOut(model: RegistrationModel) {
        model.carryOut(store)
    }

    override fun tryNow() = Unit

    override suspend fun terms(version: String, language: Language): TermsText? = if (!hasTerms) null else
        with(language.words) { TermsText(version, text("terms.title"), text("entry.terms"), List(3) { "${it + 1}" to text("top.lead") }) }

    /** What it answers to a request for a new link. */
    var link: suspend () -> Boolean = { hasTerms }

    override suspend fun requestLink(userId: UserId, email: Personal, language: Language) = link()
}

/** A host whose orders are carried out at once. */
fun host(
    language: Language = english,
    office: Office = FakeOffice(),
    saved: ByteArray? = null,
    kept: Secret? = null,
    policy: Policy = officePolicy(),
    guard: Guard = Guard(),
    clock: Clock = today,
    scope: CoroutineScope = CoroutineScope(Job() + Dispatchers.Default),
) = RegistrationHost(policy, language, office, scope, saved, kept, guard, clock)

/** At STEP1 with the samples. */
fun RegistrationHost.filledIn() = apply {
    choose(ApplicantCategory.APPLICANT_AT_COUNTER)
    model.enter(*sample)
    agree(true)
}

/** Where the link of a mail has led to. */
fun passwordOf(language: Language, clock: Clock = today, keep: suspend (PasswordSetup) -> Unit = { }): PasswordHost {
    val settings = PasswordSettings(hashCost = HashCost(8u, 1u, 1u))
    val policy = Policy(PolicySettings("2023-03", "https://registration.example/password", password = settings))
    val account = Account(UserId.parse("hdlpf38617")!!, Personal("HOUMU TARO"), Personal("user01@ens-test.com"))
    val link = passwordSetupForAccount(account, RandomSource.SECURE.entropy(), today.instant(), policy, language)
    val scope = CoroutineScope(Job() + Dispatchers.Default)
    return PasswordHost(link.setup, link.token, policy, PasswordRules.NIST_B4, PasswordLengths(15u, 128u), scope, clock, keep = keep)
}

/** The app on a phone of this size; `height` can be the page's. */
@OptIn(ExperimentalTestApi::class)
fun app(
    host: RegistrationHost,
    password: PasswordHost? = null,
    width: Int = 412,
    height: Int = 915,
    fontScale: Float = 1f,
    isDark: Boolean = false,
    work: DesktopComposeUiTest.() -> Unit,
) = runDesktopComposeUiTest(width, height) {
    setContent {
        CompositionLocalProvider(LocalDensity provides Density(1f, fontScale)) {
            RegistrationApp(host, password, isDark)
        }
    }
    work()
}

@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.button(text: String): SemanticsNodeInteraction = onNode(hasText(text) and hasClickAction())

/** A person looks for a button and presses it. */
@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.press(text: String) {
    waitUntil(text, 30_000) { onAllNodesWithText(text).fetchSemanticsNodes().isNotEmpty() }
    button(text).performScrollTo().performClick()
    waitForIdle()
}

/** A person goes to a box and types. */
@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.type(tag: String, text: String) {
    onNodeWithTag(tag).performScrollTo().performClick()
    onNodeWithTag(tag).performTextInput(text)
    waitForIdle()
}

@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.waitFor(tag: String) = waitUntil(tag, 60_000) { onAllNodesWithTag(tag).fetchSemanticsNodes().isNotEmpty() }

@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.waitForText(text: String) =
    waitUntil(text, 60_000) { onAllNodesWithText(text, substring = true).fetchSemanticsNodes().isNotEmpty() }

private val pictures = File(System.getProperty("toroku.pictures")).apply { mkdirs() }

/** Keeps the page as a picture, for people to look at, and says how many colours it has. */
@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.picture(name: String): Int {
    waitForIdle()
    val image = onRoot().captureToImage().toAwtImage()
    ImageIO.write(image, "png", File(pictures, "$name.png"))
    return image.getRGB(0, 0, image.width, image.height, null, 0, image.width).distinct().size
}
