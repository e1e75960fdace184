package dev.toroku.app

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.material3.Checkbox
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.autofill.ContentType
import androidx.compose.ui.platform.LocalClipboardManager
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.AnnotatedString
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import dev.toroku.Progress
import dev.toroku.RegistrationState
import dev.toroku.engine.CompletionPage
import dev.toroku.engine.ConfirmationPage
import dev.toroku.engine.ConfirmedItem
import dev.toroku.engine.Field
import dev.toroku.engine.StateKind

/** STEP2: what will be registered, and what the engine made of what was typed. */
@Composable
internal fun ConfirmationScreen(host: RegistrationHost, page: ConfirmationPage, message: String?) {
    val words = LocalWords.current
    Page(words.text("registration.title")) {
        Steps(StateKind.CONFIRMATION)
        if (page.hasExpired) Expired(host) else message?.let { Message(it, isWrong = true) }
        Heading(words.text("confirmation.lead"))
        if (page.items.any { it.conversions.isNotEmpty() }) Message(words.text("confirmation.converted"))
        for (notice in page.notices) {
            val at = words.label(notice.field) + words.text("summary.colon")
            Message(words.text("field.notice") + at + notice.text.expose())
        }
        page.items.forEach { Confirmed(it) }
        Row(
            // Checked, and not to be changed here.
            Modifier.fillMaxWidth().heightIn(min = 48.dp).toggleable(true, enabled = false, role = Role.Checkbox) { },
            verticalAlignment = Alignment.CenterVertically,
            horizontalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            Checkbox(true, onCheckedChange = null, enabled = false)
            Text(words.label(Field.TERMS))
        }
        Text(words.text("confirmation.correct"))
        Primary(words.text("button.registration"), host::register)
        Secondary(words.text("button.back"), onClick = host::back)
    }
}

@Composable
private fun Confirmed(item: ConfirmedItem) {
    // Read as one: the name of the field and its value.
    Column(
        Modifier.fillMaxWidth().testTag("confirmed ${item.field.name.lowercase()}")
            .semantics(mergeDescendants = true) { },
        verticalArrangement = Arrangement.spacedBy(4.dp),
    ) {
        Text(LocalWords.current.label(item.field), style = MaterialTheme.typography.labelMedium)
        Text(item.text.expose(), style = MaterialTheme.typography.bodyLarge)
        for (conversion in item.conversions) {
            Hint(conversion.text)
            Hint("${say("confirmation.before")} ${conversion.before.expose()}")
            Hint("${say("confirmation.after")} ${conversion.after.expose()}")
        }
        HorizontalDivider()
    }
}

/** Between Registration and STEP3: sending, waiting for the network, failed, or not taken. */
@Composable
internal fun IssuingScreen(host: RegistrationHost, state: RegistrationState) {
    val words = LocalWords.current
    val refusal by host.office.refusal.collectAsState()
    Page(words.title(StateKind.ISSUING)) {
        when {
            refusal != null -> {
                Message(words.text("network.refused"), isWrong = true)
                refusal?.let { Text(it) }
                Primary(words.text("button.anew"), host::startAnew)
            }
            state.progress == Progress.FAILED -> {
                Message(state.message ?: words.text("network.failed"), isWrong = true)
                Primary(words.text("button.retry"), host::retry)
            }
            state.progress == Progress.WAITING -> {
                Heading(words.text("network.waiting"))
                state.message?.let { Message(it) }
                Primary(words.text("button.retry"), host::retry)
            }
            else -> {
                Message(words.text("network.sending"))
                CircularProgressIndicator()
            }
        }
    }
}

/** STEP3. */
@Composable
internal fun CompletionScreen(host: RegistrationHost, page: CompletionPage, message: String?) {
    val words = LocalWords.current
    @Suppress("DEPRECATION") // The suspending one is not the same on Android and on the desktop.
    val clipboard = LocalClipboardManager.current
    var isCopied by remember { mutableStateOf(false) }
    Page(words.text("registration.title")) {
        Steps(StateKind.COMPLETION)
        Heading(words.text("completion.lead"))
        message?.let { Message(it) }
        Text(words.text("completion.sent", "email" to page.email.expose()))
        Column(Modifier.fillMaxWidth().testTag("user_id").semantics(mergeDescendants = true) { }) {
            Text(words.text("completion.user_id"), style = MaterialTheme.typography.labelMedium)
            SelectionContainer { Text(page.userId.text, style = MaterialTheme.typography.headlineMedium) }
        }
        Secondary(words.text("completion.copy")) {
            clipboard.setText(AnnotatedString(page.userId.text))
            isCopied = true
        }
        if (isCopied) Message(words.text("completion.copied"))
        Heading(words.text("completion.next"))
        Text("1. ${words.text("completion.mail")} ${words.text("completion.spam")}")
        Text("2. ${words.text("completion.close")}")
        Text("3. ${words.text("completion.set")}")
        Text(words.text("completion.again"))
        Secondary(words.text("password.request.title")) { host.pane = Pane.NEW_LINK }
        Primary(words.text("button.top"), host::backToTop)
    }
}

/** A new link to set the password. */
@Composable
internal fun NewLinkPane(host: RegistrationHost) {
    val words = LocalWords.current
    val link = host.newLink
    Page(words.text("password.request.title")) {
        Text(words.text("password.request.text"))
        TextBox(
            tag = "user_id", label = words.text("completion.user_id"), text = link.userId, wrong = null,
            onType = { link.userId = it }, modifier = Modifier.fillMaxWidth(),
            kind = Kind(ContentType.Username, keysOf(KeyboardType.Ascii)),
        )
        TextBox(
            tag = "email", label = words.label(Field.EMAIL), text = link.email, wrong = null,
            onType = { link.email = it }, modifier = Modifier.fillMaxWidth(),
            kind = Kind(ContentType.EmailAddress, keysOf(KeyboardType.Email)),
        )
        when (link.progress) {
            LinkProgress.NOT_ASKED -> Unit
            LinkProgress.ASKING -> CircularProgressIndicator()
            LinkProgress.ASKED -> {
                Message(words.text("password.request.done"))
                Text(words.text("password.request.none"))
            }
            LinkProgress.FAILED -> Message(words.text("network.failed"), isWrong = true)
        }
        val hasFailed = link.progress == LinkProgress.FAILED
        Primary(words.text(if (hasFailed) "button.retry" else "password.request.button")) {
            link.request(host.language)
        }
        Secondary(words.text("button.close"), onClick = host::back)
    }
}

private fun keysOf(type: KeyboardType) =
    KeyboardOptions(autoCorrectEnabled = false, keyboardType = type, imeAction = ImeAction.Next)
