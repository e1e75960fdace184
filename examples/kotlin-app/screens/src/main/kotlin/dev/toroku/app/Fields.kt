package dev.toroku.app

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextField
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.autofill.ContentType
import androidx.compose.ui.focus.onFocusChanged
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentType
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.semantics.text
import androidx.compose.ui.text.AnnotatedString
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.input.VisualTransformation
import androidx.compose.ui.unit.dp
import dev.toroku.engine.Choice
import dev.toroku.engine.Field
import dev.toroku.engine.FieldReport
import dev.toroku.engine.Item
import dev.toroku.engine.Problem

/** How a box takes text: what fills it in by itself, and the keyboard. */
internal class Kind(
    val content: ContentType? = null,
    val keyboard: KeyboardOptions = KeyboardOptions.Default,
    val hides: VisualTransformation = VisualTransformation.None,
    val betweenLines: String = " ",
)

/** What ends a line, and a tab: on the clipboard from a letter or a table. */
private val breaks = Regex("\r\n|[\t\n\u000B\u000C\r\u0085\u2028\u2029]")

/** One line: what was pasted with line ends or tabs has spaces there, so that no two words are joined. */
internal fun oneLine(text: String, between: String = " "): String = breaks.replace(text, between)

/**
 * A box of one line. It keeps what is typed by itself, as a text that comes back from a flow can lag behind the keys; it
 * takes [text] again when [changes] counts.
 */
@Composable
internal fun TextBox(
    tag: String,
    label: String,
    text: String,
    wrong: String?,
    onType: (String) -> Unit,
    modifier: Modifier = Modifier,
    kind: Kind = Kind(),
    changes: Int = 0,
    spoken: String = label,
    onDone: KeyboardActions = KeyboardActions.Default,
    onLeave: () -> Unit = {},
) {
    var typed by remember(changes) { mutableStateOf(text) }
    var isIn by remember { mutableStateOf(false) }
    TextField(
        value = typed,
        onValueChange = { typed = oneLine(it, kind.betweenLines); onType(typed) },
        label = {
            val says = Modifier.clearAndSetSemantics { this.text = AnnotatedString(spoken) }
            Text(label, if (spoken == label) Modifier else says)
        },
        isError = wrong != null,
        singleLine = true,
        keyboardOptions = kind.keyboard,
        keyboardActions = onDone,
        visualTransformation = kind.hides,
        modifier = modifier
            .testTag(tag)
            // Our words; without them a screen reader says that the input is invalid, and no more.
            .semantics {
                if (wrong != null) error(wrong)
                kind.content?.let { contentType = it }
            }
            .onFocusChanged {
                if (isIn && !it.isFocused) onLeave()
                isIn = it.isFocused
            },
    )
}

/** What stands under a field: what is wrong, with a way out; what to read; what was changed. */
@Composable
internal fun Report(report: FieldReport, isShown: Boolean, host: RegistrationHost) {
    val problem = report.problem?.takeIf { isShown }
    Column(
        Modifier.semantics { liveRegion = LiveRegionMode.Polite },
        verticalArrangement = Arrangement.spacedBy(4.dp),
    ) {
        if (problem != null) Wrong(problem.text.expose())
        if (isShown && problem == null) {
            report.notices.forEach {
                Text(say("field.notice") + it.text.expose(), style = MaterialTheme.typography.bodyMedium)
            }
            report.conversions.forEach { Hint("${it.text} ${say("field.becomes")} ${it.after.expose()}") }
        }
    }
    if (problem != null) {
        Suggestions(problem, host)
    } else if (isShown) {
        report.notices.mapNotNull { it.suggestion }.forEach { Suggestion(it.expose()) { host.take(report.field, it) } }
    }
}

@Composable
private fun Suggestions(problem: Problem, host: RegistrationHost) {
    problem.suggestions.forEach { Suggestion(it.expose()) { host.take(problem.field, it) } }
}

@Composable
private fun Suggestion(text: String, onTake: () -> Unit) {
    OutlinedButton(onTake, Modifier.heightIn(min = 48.dp), shape = buttonShape()) {
        Text("${say("field.use")}${say("summary.colon")}$text")
    }
}

/** One of a few, with a name and what is wrong with it as a group. */
@Composable
internal fun Choices(
    field: Field,
    choices: List<Choice>,
    chosen: String?,
    wrong: String?,
    onChoose: (String) -> Unit,
    modifier: Modifier = Modifier,
) {
    Column(
        modifier
            .testTag(field.name.lowercase())
            .selectableGroup()
            .semantics { if (wrong != null) error(wrong) },
    ) {
        for (choice in choices) {
            Row(
                Modifier
                    .fillMaxWidth()
                    .heightIn(min = 48.dp)
                    .selectable(choice.value == chosen, role = Role.RadioButton) { onChoose(choice.value) },
                verticalAlignment = Alignment.CenterVertically,
                horizontalArrangement = Arrangement.spacedBy(12.dp),
            ) {
                RadioButton(choice.value == chosen, onClick = null)
                Text(choice.text)
            }
        }
    }
}

/** The name of a group above it, with the word that it is required; a box says both itself. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun FieldName(field: Field) {
    val words = LocalWords.current
    FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), itemVerticalAlignment = Alignment.CenterVertically) {
        // The label of the terms is the sentence that stands at their box.
        val name = if (field == Field.TERMS) words.text("terms.title") else words.label(field)
        val type = MaterialTheme.typography
        Text(name, Modifier.semantics { heading() }, fontWeight = FontWeight.Bold, style = type.titleSmall)
        Text(words.text("field.required"), color = MaterialTheme.colorScheme.error, style = type.labelSmall)
    }
}

/** The name of a field in its box. */
@Composable
internal fun boxName(field: Field): String = "${LocalWords.current.label(field)} · ${say("field.required")}"

/** The text of an item as it stands in the entry. */
internal fun Map<Item, String>.typed(item: Item): String = this[item].orEmpty()
