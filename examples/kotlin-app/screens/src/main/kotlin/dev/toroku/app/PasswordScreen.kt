package dev.toroku.app

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Checkbox
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.autofill.ContentType
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PasswordVisualTransformation
import androidx.compose.ui.text.input.VisualTransformation
import androidx.compose.ui.unit.dp
import dev.toroku.Language
import dev.toroku.Personal
import dev.toroku.RandomSource
import dev.toroku.engine.Field
import dev.toroku.engine.Guard
import dev.toroku.engine.OpenPages
import dev.toroku.engine.PasswordAnswer
import dev.toroku.engine.PasswordInput
import dev.toroku.engine.PasswordLengths
import dev.toroku.engine.PasswordRules
import dev.toroku.engine.PasswordSetup
import dev.toroku.engine.PasswordStep
import dev.toroku.engine.Policy
import dev.toroku.engine.wordProblem
import dev.toroku.salt
import java.time.Clock
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * Password setup where it is the app's own server's: the link of the mail has led here with its [token]. An app of the
 * office's portal leaves it to the portal's page. [keep] stores the setup after the password was set; what it throws is
 * said, and the next press does all of it again. [scope] outlives a page that is turned, as a view model's does.
 */
class PasswordHost(
    private var setup: PasswordSetup,
    private val token: Personal,
    private val policy: Policy,
    val rules: PasswordRules,
    val lengths: PasswordLengths,
    private val scope: CoroutineScope,
    private val clock: Clock = Clock.systemUTC(),
    private val hashing: CoroutineDispatcher = Dispatchers.Default,
    private val keep: suspend (PasswordSetup) -> Unit,
) {
    /** What the last press led to, in the words of the language that was shown then. */
    var step: PasswordStep? by mutableStateOf(null)
        private set

    /** What was set could not be stored: nothing has changed, and the link still counts. */
    var hasFailed: Boolean by mutableStateOf(false)
        private set

    /** The hash is being made. */
    var isBusy: Boolean by mutableStateOf(false)
        private set

    /** Whose password. */
    val userId: String get() = setup.account().userId.text

    fun set(password: String, confirmation: String, language: Language) {
        if (isBusy) return
        isBusy = true
        hasFailed = false
        scope.launch {
            try {
                val input = PasswordInput.SetPassword(
                    token, Personal(password), Personal(confirmation), RandomSource.SECURE.salt(), OpenPages.NONE,
                )
                // On a copy, which counts once it is stored: a password that was set has used its link up.
                val next = PasswordSetup.restore(setup.save(Guard()), Guard())
                // Hashing takes tens of milliseconds and many megabytes: not on the thread that draws.
                val made = withContext(hashing) { next.handle(input, clock.instant(), policy, language) }
                if (made.answer !is PasswordAnswer.PasswordSet || stores(next)) {
                    setup = next
                    step = made
                } else {
                    hasFailed = true
                }
            } finally {
                isBusy = false
            }
        }
    }

    private suspend fun stores(next: PasswordSetup): Boolean = try {
        keep(next)
        true
    } catch (_: Exception) {
        // A time limit of the store's own is an exception too; a cancellation of the whole is none.
        currentCoroutineContext().ensureActive()
        false
    }
}

/** The page that the link of the mail leads to. */
@Composable
internal fun PasswordScreen(host: PasswordHost, language: Language, onTop: () -> Unit, onNewLink: () -> Unit) {
    val words = LocalWords.current
    // Not saved with the page's state: a password stands in memory alone.
    var password by remember { mutableStateOf("") }
    var confirmation by remember { mutableStateOf("") }
    var isShown by remember { mutableStateOf(false) }
    val answer = host.step?.answer
    if (answer is PasswordAnswer.PasswordSet) {
        Page(words.text("password.done.title")) {
            Message(words.text("password.done.text"))
            Primary(words.text("button.top"), onTop)
        }
        return
    }
    val problems = (answer as? PasswordAnswer.Problems)?.problems.orEmpty().associateBy { it.field }
    Page(words.text("password.title")) {
        Text("${words.text("password.for")} ${host.userId}")
        when {
            host.hasFailed -> Message(words.text("network.failed"), isWrong = true)
            problems.isEmpty() -> host.step?.code?.let { Message(words.wording(it), isWrong = true) }
        }
        if (answer is PasswordAnswer.TokenInvalid || answer is PasswordAnswer.TokenExpired) {
            Secondary(words.text("password.request.title"), onClick = onNewLink)
        }
        Heading(words.text("password.rules"))
        Rules(host)
        for (field in listOf(Field.PASSWORD, Field.PASSWORD_CONFIRMATION)) {
            val isFirst = field == Field.PASSWORD
            val wrong = problems[field]?.let { remember(it, language) { wordProblem(it, language).expose() } }
            Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
                TextBox(
                    tag = field.name.lowercase(), label = words.label(field),
                    text = if (isFirst) password else confirmation,
                    wrong = wrong, onType = { if (isFirst) password = it else confirmation = it },
                    modifier = Modifier.fillMaxWidth(), kind = secret(isShown),
                )
                Hint(words.hint(field))
                Column(Modifier.semantics { liveRegion = LiveRegionMode.Polite }) { wrong?.let { Wrong(it) } }
            }
        }
        Row(
            Modifier.fillMaxWidth().heightIn(min = 48.dp).toggleable(isShown, role = Role.Checkbox) { isShown = it },
            verticalAlignment = Alignment.CenterVertically,
            horizontalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            Checkbox(isShown, onCheckedChange = null)
            Text(words.text("password.show"))
        }
        if (host.isBusy) CircularProgressIndicator()
        Primary(words.text(if (host.hasFailed) "button.retry" else "password.set")) {
            host.set(password, confirmation, language)
        }
    }
}

@Composable
private fun Rules(host: PasswordHost) {
    Text("• " + say("password.rule.length", "min" to host.lengths.min, "max" to host.lengths.max))
    val more = when (host.rules) {
        PasswordRules.NIST_B4 -> listOf("any", "common", "account")
        PasswordRules.LEGACY -> listOf("kinds", "ascii", "account")
    }
    more.forEach { Text("• " + say("password.rule.$it")) }
}

private fun secret(isShown: Boolean) = Kind(
    ContentType.NewPassword,
    KeyboardOptions(autoCorrectEnabled = false, keyboardType = KeyboardType.Password, imeAction = ImeAction.Next),
    if (isShown) VisualTransformation.None else PasswordVisualTransformation(),
    // As in a browser: a space in the place of a copied line end would be seen by nobody.
    betweenLines = "",
)
