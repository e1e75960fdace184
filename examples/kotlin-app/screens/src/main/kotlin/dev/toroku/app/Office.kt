package dev.toroku.app

import dev.toroku.Language
import dev.toroku.Personal
import dev.toroku.RegistrationModel
import dev.toroku.Secret
import dev.toroku.UserId
import dev.toroku.client.Backoff
import dev.toroku.client.NetworkStore
import dev.toroku.client.OfficeAnswer
import dev.toroku.client.OfficeClient
import dev.toroku.client.carryOutUntilAnswered
import dev.toroku.engine.Policy
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow

/** The Terms of Use as a page shows them. */
class TermsText(val version: String, val title: String, val lead: String, val sections: List<Pair<String, String>>)

/** The settings of the office. An app keeps the last ones for when there is no network. */
suspend fun policyOf(client: OfficeClient): Policy? =
    (Backoff().untilAnswered { client.policy() } as? OfficeAnswer.Given)?.value?.toPolicy()

/** Who issues the user ID, has the Terms of Use, and sends the mails. */
interface Office {
    /** What to show where another try would not help; `null` while there is hope. */
    val refusal: StateFlow<String?>

    /** The settings in force, asked for until there is an answer; `null` where the office has none to give. */
    suspend fun policy(): Policy?

    /** Carries out what the engine orders, again and again, until it is answered or fails. Cancelling it loses nothing. */
    suspend fun carryOut(model: RegistrationModel)

    /** Now rather than after the pause under way: from a button, or when the network is back. */
    fun tryNow()

    /** `null` where they could not be had. */
    suspend fun terms(version: String, language: Language): TermsText?

    /** A new link to set the password, by mail; `false` where the office could not be reached. */
    suspend fun requestLink(userId: UserId, email: Personal, language: Language): Boolean
}

/** The office's portal, over its API. [keep] puts the snapshot where it outlives the process. */
class PortalOffice(
    private val client: OfficeClient,
    private val backoff: Backoff = Backoff(),
    keep: suspend (Secret) -> Unit,
) : Office {
    private val store = NetworkStore(client, keepSnapshot = keep)
    private val refused = MutableStateFlow<String?>(null)

    override val refusal: StateFlow<String?> = refused

    override suspend fun policy(): Policy? = policyOf(client)

    override suspend fun carryOut(model: RegistrationModel) {
        refused.value = null
        model.carryOutUntilAnswered(store, backoff)
        refused.value = store.failure.value?.takeIf { !it.mayPass }?.let { it.title ?: it.type ?: it.reason.name }
    }

    override fun tryNow() = backoff.networkIsBack()

    override suspend fun terms(version: String, language: Language): TermsText? =
        when (val answer = client.terms(version, language)) {
            is OfficeAnswer.Given -> with(answer.value) {
                TermsText(this.version, title, lead, sections.map { it.title to it.text })
            }
            is OfficeAnswer.Refused, is OfficeAnswer.Failed -> null
        }

    override suspend fun requestLink(userId: UserId, email: Personal, language: Language): Boolean =
        client.requestPasswordLink(userId, email, language) is OfficeAnswer.Given
}
