package dev.toroku.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import dev.toroku.Language
import dev.toroku.Personal
import dev.toroku.UserId
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.launch

/** How far a request for a new link has come. */
enum class LinkProgress { NOT_ASKED, ASKING, ASKED, FAILED }

/**
 * The request for a new link to set the password. It outlives its page: one that is under way goes on when the page is
 * left or turned, and what came of it is there for whoever comes back, beside what was typed.
 */
class NewLink(private val office: Office, private val scope: CoroutineScope) {
    /** As typed. */
    var userId: String by mutableStateOf("")

    /** As typed. */
    var email: String by mutableStateOf("")

    var progress: LinkProgress by mutableStateOf(LinkProgress.NOT_ASKED)
        private set

    fun request(language: Language) {
        if (progress == LinkProgress.ASKING) return
        progress = LinkProgress.ASKING
        val id = UserId.parse(userId.trim())
        val address = email.trim()
        scope.launch {
            // The answer is the same whether the two belong together or not.
            val isAnswered = id == null || address.isEmpty() || reaches(id, Personal(address), language)
            progress = if (isAnswered) LinkProgress.ASKED else LinkProgress.FAILED
        }
    }

    private suspend fun reaches(id: UserId, email: Personal, language: Language): Boolean = try {
        office.requestLink(id, email, language)
    } catch (_: Exception) {
        // A time limit of the office's own is an exception too; a cancellation of the whole is none.
        currentCoroutineContext().ensureActive()
        false
    }
}
