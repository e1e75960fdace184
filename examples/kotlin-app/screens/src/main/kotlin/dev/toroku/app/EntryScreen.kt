package dev.toroku.app

import androidx.compose.foundation.focusable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.relocation.BringIntoViewRequester
import androidx.compose.foundation.relocation.bringIntoViewRequester
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Checkbox
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.autofill.ContentType
import androidx.compose.ui.focus.FocusRequester
import androidx.compose.ui.focus.focusRequester
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import dev.toroku.Words
import dev.toroku.engine.BirthPart
import dev.toroku.engine.EntryPage
import dev.toroku.engine.Field
import dev.toroku.engine.FieldReport
import dev.toroku.engine.Item
import dev.toroku.engine.ParamValue
import dev.toroku.engine.Problem
import dev.toroku.engine.StateKind
import dev.toroku.engine.sexes
import kotlinx.coroutines.launch

private fun keys(type: KeyboardType, capitals: KeyboardCapitalization = KeyboardCapitalization.None) =
    KeyboardOptions(capitals, autoCorrectEnabled = false, keyboardType = type, imeAction = ImeAction.Next)

/** The boxes of one line, each with what fills it in and its keyboard. */
private val lines = mapOf(
    Field.USER_NAME to (
        Item.USER_NAME to
            Kind(ContentType.PersonFullName, keys(KeyboardType.Text, KeyboardCapitalization.Characters))
        ),
    Field.STREET_ADDRESS to (Item.STREET_ADDRESS to Kind(ContentType.AddressStreet, keys(KeyboardType.Text))),
    Field.PHONE to (Item.PHONE to Kind(ContentType.PhoneNumber, keys(KeyboardType.Phone))),
    Field.EMAIL to (Item.EMAIL to Kind(ContentType.EmailAddress, keys(KeyboardType.Email))),
    Field.EMAIL_CONFIRMATION to (Item.EMAIL_CONFIRMATION to Kind(ContentType.EmailAddress, keys(KeyboardType.Email))),
)

/** What is not one box. */
private val groups = setOf(Field.SEX, Field.DATE_OF_BIRTH, Field.USER_TYPE, Field.TERMS)

/** The manual says more of these two fields than of the others. */
private val guidance = mapOf(Field.USER_NAME to "entry.user_name.what", Field.PHONE to "entry.phone.what")

/** Where a field stands on the page, to go there from the summary. */
internal class Place {
    val focus = FocusRequester()
    val view = BringIntoViewRequester()
}

/** STEP1. */
@Composable
internal fun EntryScreen(host: RegistrationHost, page: EntryPage, message: String?) {
    val words = LocalWords.current
    val places = remember { Field.entries.associateWith { Place() } }
    val drafts = page.draft.associate { it.item to it.text.expose() }
    var isPressed by remember { mutableStateOf(false) }
    // A press on a button leaves a field: what is then said of the field would move the button from under the finger.
    var shown by remember { mutableStateOf(host.left) }
    LaunchedEffect(host.left, isPressed) { if (!isPressed) shown = host.left }
    Page(words.text("registration.title"), Modifier.pressed { isPressed = it }) {
        Steps(StateKind.ENTRY)
        if (page.hasExpired) Expired(host) else message?.let { Message(it) }
        val problems = page.reports.mapNotNull { it.problem }
        if (host.findings > 0 && problems.isNotEmpty() && host.left.size == Field.entries.size) {
            Summary(host, problems, places)
        }
        for (report in page.reports) {
            Column(
                Modifier.bringIntoViewRequester(places.getValue(report.field).view),
                verticalArrangement = Arrangement.spacedBy(6.dp),
            ) { FieldOf(host, page, report, report.field in shown, drafts, places.getValue(report.field)) }
        }
        Primary(words.text("button.confirm"), host::confirm)
        Secondary(words.text("button.back"), onClick = host::back)
    }
}

/** All that is wrong, in field order; each line leads to its field. */
@Composable
private fun Summary(host: RegistrationHost, problems: List<Problem>, places: Map<Field, Place>) {
    val words = LocalWords.current
    val scope = rememberCoroutineScope()
    val top = remember { Place() }
    Surface(
        color = MaterialTheme.colorScheme.errorContainer,
        shape = MaterialTheme.shapes.small,
        modifier = Modifier.fillMaxWidth().bringIntoViewRequester(top.view).testTag("summary"),
    ) {
        Column(Modifier.padding(12.dp)) {
            Heading(words.text("summary.title"), Modifier.focusRequester(top.focus).focusable())
            for (problem in problems) {
                LineButton(summaryLine(problem, words), MaterialTheme.colorScheme.onErrorContainer) {
                    scope.launch {
                        val place = places.getValue(problem.field)
                        place.view.bringIntoView()
                        place.focus.requestFocus()
                    }
                }
            }
        }
    }
    LaunchedEffect(host.findings) {
        top.view.bringIntoView()
        top.focus.requestFocus()
    }
}

/** What is wrong with the terms says by itself what it is about, and their label is a sentence. */
internal fun summaryLine(problem: Problem, words: Words): String =
    (if (problem.field == Field.TERMS) "" else words.label(problem.field) + words.text("summary.colon")) +
        problem.text.expose()

@Composable
private fun FieldOf(
    host: RegistrationHost,
    page: EntryPage,
    report: FieldReport,
    isShown: Boolean,
    drafts: Map<Item, String>,
    place: Place,
) {
    val words = LocalWords.current
    val field = report.field
    val problem = report.problem?.takeIf { isShown }
    val wrong = problem?.text?.expose()
    if (field in groups) FieldName(field)
    when (field) {
        Field.SEX -> Choices(
            field, remember { sexes() }, drafts[Item.SEX], wrong, { host.choose(Item.SEX, it) },
            Modifier.focusRequester(place.focus),
        )
        Field.USER_TYPE -> {
            val types = remember(host.model) { host.model.policy.userTypes() }
            Choices(
                field, types, drafts[Item.USER_TYPE], wrong, { host.choose(Item.USER_TYPE, it) },
                Modifier.focusRequester(place.focus),
            )
        }
        Field.DATE_OF_BIRTH -> BirthDate(host, drafts, problem, place)
        Field.MUNICIPALITY -> Municipality(host, drafts, wrong, place)
        Field.TERMS -> Agreement(host, page.agreedTerms != null, wrong, place)
        else -> {
            val (item, kind) = lines.getValue(field)
            TextBox(
                tag = item.name.lowercase(), label = boxName(field), text = drafts.typed(item), wrong = wrong,
                onType = { host.enter(item, it) },
                modifier = Modifier.fillMaxWidth().focusRequester(place.focus), kind = kind,
                changes = host.changes, onLeave = { host.leave(field) },
            )
        }
    }
    if (field != Field.TERMS) {
        Hint(listOfNotNull(guidance[field]?.let { words.text(it) }, words.hint(field)).joinToString(" "))
    }
    Report(report, isShown, host)
}

private val parts = mapOf(
    BirthPart.YEAR to Item.BIRTH_YEAR,
    BirthPart.MONTH to Item.BIRTH_MONTH,
    BirthPart.DAY to Item.BIRTH_DAY,
)

/** The parts that a problem names; all where it names none. */
internal fun Problem.birthParts(): Set<BirthPart> =
    params.firstNotNullOfOrNull { (it.value as? ParamValue.Parts)?.parts }?.toSet() ?: BirthPart.entries.toSet()

/** Three boxes, each with its name, and each that is wrong says so. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun BirthDate(host: RegistrationHost, drafts: Map<Item, String>, problem: Problem?, place: Place) {
    val words = LocalWords.current
    val bad = problem?.birthParts().orEmpty()
    FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
        for ((part, item) in parts) {
            val isFirst = part == (bad.firstOrNull() ?: BirthPart.YEAR)
            TextBox(
                tag = item.name.lowercase(), label = words.label(part), text = drafts.typed(item),
                wrong = problem?.takeIf { part in bad }?.text?.expose(), onType = { host.enter(item, it) },
                modifier = Modifier.widthIn(min = 88.dp, max = 118.dp)
                    .then(if (isFirst) Modifier.focusRequester(place.focus) else Modifier),
                kind = Kind(birthContent.getValue(part), keys(KeyboardType.Number)), changes = host.changes,
                spoken = words.label(Field.DATE_OF_BIRTH) + words.text("summary.colon") + words.label(part),
                // What is missing is said once the last box was left: the others are about to be filled in.
                onLeave = { if (part == BirthPart.DAY) host.leave(Field.DATE_OF_BIRTH) },
            )
        }
    }
}

private val birthContent = mapOf(
    BirthPart.YEAR to ContentType.BirthDateYear,
    BirthPart.MONTH to ContentType.BirthDateMonth,
    BirthPart.DAY to ContentType.BirthDateDay,
)

@Composable
private fun Municipality(host: RegistrationHost, drafts: Map<Item, String>, wrong: String?, place: Place) {
    val words = LocalWords.current
    TextBox(
        tag = "municipality", label = boxName(Field.MUNICIPALITY),
        text = drafts.typed(Item.MUNICIPALITY), wrong = wrong,
        onType = { host.enter(Item.MUNICIPALITY, it) }, modifier = Modifier.fillMaxWidth().focusRequester(place.focus),
        kind = Kind(keyboard = keys(KeyboardType.Text)), changes = host.changes,
        onLeave = { host.leave(Field.MUNICIPALITY) },
    )
    Secondary(words.text("button.search")) { host.pane = Pane.SEARCH }
}

@Composable
private fun Agreement(host: RegistrationHost, agreed: Boolean, wrong: String?, place: Place) {
    val words = LocalWords.current
    Text(words.text("entry.terms"))
    LineButton(words.text("terms.link")) { host.pane = Pane.TERMS }
    Row(
        Modifier
            .fillMaxWidth()
            .heightIn(min = 48.dp)
            .testTag("terms")
            .focusRequester(place.focus)
            .semantics { if (wrong != null) error(wrong) }
            .toggleable(agreed, role = Role.Checkbox, onValueChange = host::agree),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        Checkbox(agreed, onCheckedChange = null)
        Text(words.label(Field.TERMS))
    }
}
