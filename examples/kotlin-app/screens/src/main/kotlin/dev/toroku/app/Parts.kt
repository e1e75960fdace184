package dev.toroku.app

import androidx.compose.foundation.focusable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.remember
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.FocusRequester
import androidx.compose.ui.focus.focusRequester
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.Shape
import androidx.compose.ui.input.pointer.PointerEventPass
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.isTraversalGroup
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.paneTitle
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.text.style.TextDecoration
import androidx.compose.ui.unit.dp
import dev.toroku.Words

/** The words in the language shown. */
internal val LocalWords = staticCompositionLocalOf<Words> { error("the app provides the words") }

/** A text of the catalogue. */
@Composable
internal fun say(key: String, vararg places: Pair<String, Any>): String = LocalWords.current.text(key, *places)

/** A page: it opens at its top, and a screen reader hears its title and goes on from there. */
@Composable
internal fun Page(title: String, modifier: Modifier = Modifier, content: @Composable ColumnScope.() -> Unit) {
    val top = remember { FocusRequester() }
    Column(
        modifier
            .semantics { paneTitle = title; isTraversalGroup = true }
            .verticalScroll(rememberScrollState())
            .padding(16.dp)
            .widthIn(max = 640.dp),
        verticalArrangement = Arrangement.spacedBy(16.dp),
    ) {
        Text(
            title,
            Modifier.focusRequester(top).focusable().semantics { heading() },
            style = MaterialTheme.typography.headlineSmall,
        )
        content()
    }
    LaunchedEffect(Unit) { top.requestFocus() }
}

/** Says when something on it is pressed, before what is pressed knows, and when no longer, after that has acted on it. */
internal fun Modifier.pressed(onChange: (Boolean) -> Unit): Modifier = pointerInput(Unit) {
    awaitPointerEventScope {
        while (true) {
            if (awaitPointerEvent(PointerEventPass.Initial).changes.any { it.pressed }) {
                onChange(true)
            } else {
                awaitPointerEvent(PointerEventPass.Final)
                onChange(false)
            }
        }
    }
}

@Composable
internal fun Heading(text: String, modifier: Modifier = Modifier) = Text(
    text, modifier.semantics { heading() }, fontWeight = FontWeight.Bold,
    style = MaterialTheme.typography.titleMedium,
)

/** What a screen reader says by itself when it appears or changes. */
@Composable
internal fun Message(text: String, isWrong: Boolean = false) {
    val colors = MaterialTheme.colorScheme
    Surface(
        color = if (isWrong) colors.errorContainer else colors.secondaryContainer,
        shape = MaterialTheme.shapes.small,
        modifier = Modifier
            .fillMaxWidth()
            .semantics { liveRegion = if (isWrong) LiveRegionMode.Assertive else LiveRegionMode.Polite },
    ) { Text(text, Modifier.padding(12.dp)) }
}

/** The manual's red exclamation mark, and what is wrong. */
@Composable
internal fun Wrong(text: String, modifier: Modifier = Modifier) {
    Row(modifier, horizontalArrangement = Arrangement.spacedBy(8.dp)) {
        val color = MaterialTheme.colorScheme.error
        Text("!", Modifier.clearAndSetSemantics { }, color = color, style = MaterialTheme.typography.titleMedium)
        Text(text, color = color, style = MaterialTheme.typography.bodyMedium)
    }
}

@Composable
internal fun Hint(text: String) =
    Text(text, color = MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.bodySmall)

/** A button as wide as the page, and as high as its words want. */
@Composable
internal fun Primary(text: String, onClick: () -> Unit) =
    Button(onClick, Modifier.fillMaxWidth().heightIn(min = 48.dp), shape = buttonShape()) {
        Text(text, textAlign = TextAlign.Center)
    }

@Composable
internal fun Secondary(text: String, role: Role = Role.Button, onClick: () -> Unit) =
    OutlinedButton(
        onClick,
        Modifier.fillMaxWidth().heightIn(min = 48.dp).semantics { this.role = role },
        shape = buttonShape(),
    ) { Text(text, textAlign = TextAlign.Center) }

/** A line of a list that leads somewhere: the words stand where those above them do. */
@Composable
internal fun LineButton(text: String, color: Color = MaterialTheme.colorScheme.primary, onClick: () -> Unit) =
    TextButton(
        onClick,
        Modifier.fillMaxWidth().heightIn(min = 48.dp),
        shape = buttonShape(),
        colors = ButtonDefaults.textButtonColors(contentColor = color),
        contentPadding = PaddingValues(vertical = 8.dp),
    ) {
        Text(
            text,
            Modifier.fillMaxWidth(),
            style = MaterialTheme.typography.bodyMedium,
            textAlign = TextAlign.Start,
            textDecoration = TextDecoration.Underline,
        )
    }

/** Material's buttons are half circles at their ends, which cut into the words where those take several lines. */
@Composable
internal fun buttonShape(): Shape = MaterialTheme.shapes.small
