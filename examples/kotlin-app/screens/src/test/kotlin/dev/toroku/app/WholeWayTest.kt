package dev.toroku.app

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertTextContains
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import dev.toroku.Personal
import dev.toroku.Progress
import dev.toroku.SubmissionResult
import dev.toroku.UserId
import dev.toroku.client.Backoff
import dev.toroku.client.OfficeClient
import dev.toroku.client.Portal
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Code
import dev.toroku.engine.Field
import dev.toroku.engine.Param
import dev.toroku.engine.ParamName
import dev.toroku.engine.ParamValue
import dev.toroku.engine.Problem
import dev.toroku.engine.Screen
import java.io.IOException
import java.time.Clock
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

/** What a person does: type, click, and read what the pages say. */
@OptIn(ExperimentalTestApi::class)
class WholeWayTest {
    private val words = english.words

    /** STEP1 by hand, with what people get wrong on the way. */
    private fun ComposeUiTest.fillInByHand() {
        press(words.button(ApplicantCategory.APPLICANT_AT_COUNTER))
        type("user_name", "Houmu José")
        // Leaving the field shows what is wrong; the way out is a button.
        press("男 Male")
        waitForText("as in the two lines")
        press(words.text("field.use") + words.text("summary.colon") + "HOUMU JOSE")
        type("birth_year", "2000")
        type("birth_month", "13")
        type("birth_day", "1")
        press(words.text("button.search"))
        type("query", "sapporo chuo")
        press(words.text("button.search"))
        press("北海道札幌市中央区 (Chuo-ku, Sapporo-shi, Hokkaido)")
        type("street_address", "1-1-1 緑ヶ関ハイツ202号")
        type("phone", "03-1234-5678")
        type("email", "user01@ens-test.com")
        type("email_confirmation", "user01@ens-test.com")
        press("(窓口申請) 在留資格認定証明書電子交付希望者 Applicant (at a counter) for electronic issuance of a certificate of eligibility")
        press(words.text("button.confirm"))
        waitFor("summary")
        // The month is bad, and nobody has agreed to the terms: both are said, and lead to their fields.
        onNode(hasText(words.wording(Code.TERMS_REQUIRED)) and hasAnyAncestor(hasTestTag("summary"))).assertExists()
    }

    private fun ComposeUiTest.correctAndConfirm() {
        onNodeWithTag("birth_month").performScrollTo()
        onNodeWithTag("birth_month").let { box ->
            box.performClick()
            box.performTextReplacement("1")
        }
        press(words.text("terms.link"))
        waitForText("sample-1")
        press(words.text("button.close"))
        onNodeWithTag("terms").performScrollTo().performClick()
        press(words.text("button.confirm"))
        waitFor("confirmed user_name")
    }

    @Test
    fun aRegistrationAtThePortal() = Portal().use { portal ->
        val client = OfficeClient(portal.address)
        val policy = runBlocking { assertNotNull(policyOf(client)) }
        val host = host(office = PortalOffice(client) { }, policy = policy, clock = Clock.systemUTC())
        app(host) {
            fillInByHand()
            correctAndConfirm()
            // STEP2 opens at its top, and shows what was made of what was typed.
            onNodeWithText(words.text("registration.title")).assertIsDisplayed()
            onNodeWithTag("confirmed user_name").assertTextContains("HOUMU JOSE")
            onNodeWithTag("confirmed phone").performScrollTo().assertTextContains("${words.text("confirmation.before")} 03-1234-5678")
            press(words.text("button.registration"))
            waitFor("user_id")
            val id = assertIs<Screen.Completion>(host.model.state.value.screen).page.userId.text
            onNodeWithTag("user_id").performScrollTo().assertTextContains(id)
            press(words.text("completion.copy"))
            onNodeWithText(words.text("completion.copied")).assertExists()
            press(words.text("button.top"))
            assertIs<Screen.Start>(host.model.state.value.screen)
            assertEquals(1, portal.records().size)
        }
    }

    /** The network goes before Registration, and comes back: one registration, and words for it in between. */
    @Test
    fun theNetworkGoesAndComesBack() = Portal().use { portal ->
        val client = OfficeClient(portal.address)
        val policy = runBlocking { assertNotNull(policyOf(client)) }
        // A pause of an hour: only the button tries again.
        val backoff = Backoff(first = 3_600_000.milliseconds, most = 7_200_000.milliseconds)
        val host = host(office = PortalOffice(client, backoff) { }, policy = policy, clock = Clock.systemUTC()).filledIn()
        host.confirm()
        portal.kill()
        app(host) {
            press(words.text("button.registration"))
            waitForText(words.text("network.waiting"))
            assertEquals(Progress.WAITING, host.model.state.value.progress)
            portal.start()
            press(words.text("button.retry"))
            waitFor("user_id")
            assertEquals(1, portal.records().size)
        }
    }

    @Test
    fun whatTheStoreThrowsIsSaidAndTriedAgain() {
        val office = FakeOffice().apply { broken = IOException("no space left") }
        val host = host(office = office).filledIn()
        host.confirm()
        app(host) {
            press(words.text("button.registration"))
            waitForText(words.text("network.failed"))
            assertEquals(0, office.submissions.size)
            press(words.text("button.retry"))
            waitFor("user_id")
        }
    }

    @Test
    fun anOfficeThatDoesNotTakeItEndsTheTries() {
        val office = FakeOffice { SubmissionResult.NotReached }
        val host = host(office = office).filledIn()
        host.confirm()
        app(host) {
            press(words.text("button.registration"))
            waitForText(words.text("network.waiting"))
            office.refused.value = "other-body"
            waitForText(words.text("network.refused"))
            office.refused.value = null
            host.startAnew()
            waitForText(words.text("top.lead"))
            assertTrue(host.left.isEmpty())
        }
    }

    /** The office refuses, and is gone when it is asked for its settings: what is put right is sent all the same. */
    @Test
    fun noOrderWaitsForTheSettings() {
        val problem = Problem(Code.TEXT_NOT_ACCEPTED, Field.PHONE, listOf(Param(ParamName.MESSAGE, ParamValue.Text(Personal("no")))), listOf(), Personal(""))
        val office = FakeOffice { number ->
            if (number == 1) SubmissionResult.Refused(listOf(problem)) else SubmissionResult.Registered(UserId.parse("hdlpf38617")!!)
        }.apply { settings = { awaitCancellation() } }
        val host = host(office = office).filledIn()
        host.confirm()
        app(host) {
            press(words.text("button.registration"))
            waitFor("phone")
            onNodeWithTag("phone").performScrollTo().performTextReplacement("0398765432")
            press(words.text("button.confirm"))
            press(words.text("button.registration"))
            waitFor("user_id")
        }
    }

    /** The new link: the network is gone and comes back, and each time the button is the one that the words name. */
    @Test
    fun aNewLinkIsAskedForAgain() {
        val office = FakeOffice().apply { hasTerms = false }
        app(host(office = office).apply { pane = Pane.NEW_LINK }) {
            type("user_id", "hdlpf38617")
            type("email", "user01@ens-test.com")
            press(words.text("password.request.button"))
            waitForText(words.text("network.failed"))
            office.hasTerms = true
            press(words.text("button.retry"))
            waitForText(words.text("password.request.done"))
        }
    }

    /** Who leaves the page, or turns the phone, finds what came of it, and asks once. */
    @Test
    fun aRequestForANewLinkOutlivesItsPage() {
        for (isReached in listOf(true, false)) {
            val answer = CompletableDeferred<Boolean>()
            var requests = 0
            val host = host(office = FakeOffice().apply { link = { requests++; answer.await() } })
            host.pane = Pane.NEW_LINK
            app(host) {
                type("user_id", "hdlpf38617")
                type("email", "user01@ens-test.com")
                press(words.text("password.request.button"))
                press(words.text("button.close"))
                onNodeWithTag("user_id").assertDoesNotExist()
            }
            answer.complete(isReached)
            app(host) {
                host.pane = Pane.NEW_LINK
                waitForText(words.text(if (isReached) "password.request.done" else "network.failed"))
                onNodeWithTag("user_id").assertTextContains("hdlpf38617")
                onNodeWithTag("email").assertTextContains("user01@ens-test.com")
            }
            assertEquals(1, requests)
            // Nothing of it is left for the next person.
            host.startAnew()
            host.pane = Pane.NEW_LINK
            app(host) {
                onNodeWithText(words.text("password.request.button")).assertExists()
                assertEquals("", host.newLink.userId + host.newLink.email)
            }
        }
    }

    /** So are the terms. */
    @Test
    fun theTermsAreLoadedAgain() {
        val office = FakeOffice().apply { hasTerms = false }
        val host = host(office = office).apply { choose(ApplicantCategory.APPLICANT_AT_COUNTER) }
        app(host) {
            press(words.text("terms.link"))
            waitForText(words.text("network.terms"))
            office.hasTerms = true
            press(words.text("button.retry"))
            waitForText(words.text("terms.version"))
            // Another language in the middle: the terms are the office's in that one.
            host.speak(japanese)
            waitForText(japanese.words.text("terms.version"))
            waitForText(japanese.words.text("top.lead"))
        }
    }
}
