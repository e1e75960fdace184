package dev.toroku.app

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.selected
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.LinkAnnotation
import androidx.compose.ui.text.SpanStyle
import androidx.compose.ui.text.TextLinkStyles
import androidx.compose.ui.text.buildAnnotatedString
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextDecoration
import androidx.compose.ui.text.withLink
import androidx.compose.ui.unit.dp
import dev.toroku.Language
import dev.toroku.engine.Answer
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Code
import dev.toroku.engine.StateKind

/** Where the program for the Individual Number Card is, as the manual has it. */
private const val CARD_PROGRAM = "https://www.jpki.go.jp/download/"

/** The languages, each by its own name. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun Languages(host: RegistrationHost) {
    val name = say("site.languages")
    FlowRow(
        Modifier.selectableGroup().semantics { contentDescription = name },
        horizontalArrangement = Arrangement.spacedBy(16.dp),
    ) {
        for (language in remember { Language.all() }) {
            Row(
                Modifier
                    .heightIn(min = 48.dp)
                    .selectable(language == host.language, role = Role.RadioButton) { host.speak(language) },
                verticalAlignment = Alignment.CenterVertically,
                horizontalArrangement = Arrangement.spacedBy(4.dp),
            ) {
                RadioButton(language == host.language, onClick = null)
                Text(language.words.catalogue.nativeName)
            }
        }
    }
}

/** The manual's top page. */
@Composable
internal fun StartScreen(host: RegistrationHost, answer: Answer?, message: String?) {
    val words = LocalWords.current
    fun button(category: ApplicantCategory) = "button" to words.button(category)
    Page(words.title(StateKind.START)) {
        if (host.isLost) Message(words.wording(Code.FLOW_SNAPSHOT_INVALID), isWrong = true)
        Text(words.text("top.lead"))
        Text(words.text("top.foreign", button(ApplicantCategory.FOREIGN_NATIONAL)))
        Text(words.text("top.legal", button(ApplicantCategory.LEGAL_SPECIALIST)))
        Text(words.text("top.counter", button(ApplicantCategory.APPLICANT_AT_COUNTER)))
        Heading(words.text("top.buttons"))
        ApplicantCategory.entries.forEach { category -> Primary(words.button(category)) { host.choose(category) } }
        if (answer is Answer.NotCovered) {
            Message(listOfNotNull(message, words.catalogue.notCoveredGuidance).joinToString("\n"), isWrong = true)
        }
        Heading(words.text("top.before"))
        LineButton("1. ${words.text("top.eligible")}") { host.pane = Pane.ELIGIBLE }
        LineButton("2. ${words.text("top.prepare")}") { host.pane = Pane.PREPARE }
        val look = SpanStyle(color = MaterialTheme.colorScheme.primary, textDecoration = TextDecoration.Underline)
        val link = LinkAnnotation.Url(CARD_PROGRAM, TextLinkStyles(look))
        Text(buildAnnotatedString { withLink(link) { append(words.text("top.jpki")) } })
    }
}

/** What the two links of the top page lead to: who can register, and how to prepare. */
@Composable
internal fun GuidePane(host: RegistrationHost, name: String) {
    Page(say("top.$name")) {
        for (paragraph in 1..3) Text(say("document.$name.$paragraph"))
        Secondary(say("button.close"), onClick = host::back)
    }
}

/** The three steps, and which of them this is. */
@Composable
internal fun Steps(now: StateKind) {
    val words = LocalWords.current
    val name = words.text("steps.label")
    Column(
        Modifier.semantics { contentDescription = name },
        verticalArrangement = Arrangement.spacedBy(4.dp),
    ) {
        for (step in listOf(StateKind.ENTRY, StateKind.CONFIRMATION, StateKind.COMPLETION)) {
            Text(
                words.title(step),
                Modifier.semantics { selected = step == now },
                color = with(MaterialTheme.colorScheme) { if (step == now) primary else onSurfaceVariant },
                fontWeight = if (step == now) FontWeight.Bold else FontWeight.Normal,
                style = MaterialTheme.typography.bodySmall,
            )
        }
    }
}

/** The time has run out: what is left to do is to start again, with the draft where the policy keeps it. */
@Composable
internal fun Expired(host: RegistrationHost) {
    Message(LocalWords.current.wording(Code.FLOW_EXPIRED), isWrong = true)
    Primary(say("button.anew")) { host.choose(ApplicantCategory.APPLICANT_AT_COUNTER) }
}
