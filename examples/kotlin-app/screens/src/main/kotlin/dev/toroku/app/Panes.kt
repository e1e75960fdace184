package dev.toroku.app

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.unit.dp
import dev.toroku.Language
import dev.toroku.Personal
import dev.toroku.engine.Municipality
import dev.toroku.engine.Prefecture
import dev.toroku.engine.municipalitiesOf
import dev.toroku.engine.prefectures
import dev.toroku.engine.searchMunicipalities

/** More than a page of them is no help: a person types more of the name. */
private const val MOST = 20u

/** In Japanese as it is registered; with the English name where the language is not Japanese. */
private fun Municipality.shown(language: Language) = if (language.isJapanese()) fullName else "$fullName ($english)"

private fun Prefecture.shown(language: Language) = if (language.isJapanese()) name else "$name ($english)"

private fun Language.isJapanese() = tag.startsWith("ja")

/** The search window: by prefecture, and by name, postal code or address. */
@Composable
internal fun SearchPane(host: RegistrationHost) {
    val words = LocalWords.current
    var query by rememberSaveable { mutableStateOf("") }
    var prefecture by rememberSaveable { mutableIntStateOf(0) }
    // What was found stays the findings of this, whatever is typed since; it is found again after the phone was turned.
    var searched by rememberSaveable { mutableStateOf<String?>(null) }
    val found = remember(searched, prefecture) {
        val number = prefecture.takeIf { it > 0 }?.toUByte()
        searched?.let {
            when {
                it.isNotBlank() -> searchMunicipalities(Personal(it), number, MOST + 1u)
                number != null -> municipalitiesOf(number)
                else -> emptyList()
            }
        }
    }
    val search = { searched = query }
    Page(words.text("municipality.title")) {
        Heading(words.text("municipality.conditions"))
        PrefectureChoice(host.language, prefecture) { prefecture = it; search() }
        Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
            TextBox(
                tag = "query", label = words.text("municipality.text"), text = query, wrong = null,
                onType = { query = it },
                modifier = Modifier.fillMaxWidth(),
                kind = Kind(keyboard = KeyboardOptions(autoCorrectEnabled = false, imeAction = ImeAction.Search)),
                onDone = KeyboardActions(onSearch = { search() }),
            )
            Hint(words.text("municipality.text.hint"))
        }
        Primary(words.text("button.search"), search)
        val what = searched.orEmpty()
        found?.let { Results(it, what.isNotBlank(), host.language) { one -> host.take(one, what) } }
        Secondary(words.text("button.close"), onClick = host::back)
    }
}

@Composable
private fun PrefectureChoice(language: Language, chosen: Int, onChoose: (Int) -> Unit) {
    val words = LocalWords.current
    val all = remember { prefectures() }
    var isOpen by rememberSaveable { mutableStateOf(false) }
    val now = all.find { it.number.toInt() == chosen }?.shown(language) ?: words.text("municipality.all")
    val title = words.text("municipality.prefecture") + words.text("summary.colon") + now
    Secondary(title, Role.DropdownList) { isOpen = !isOpen }
    if (!isOpen) return
    Column(Modifier.selectableGroup()) {
        val names = listOf(0 to words.text("municipality.all")) + all.map { it.number.toInt() to it.shown(language) }
        for ((number, name) in names) {
            Row(
                Modifier.fillMaxWidth().heightIn(min = 48.dp).selectable(number == chosen, role = Role.RadioButton) {
                    isOpen = false
                    onChoose(number)
                },
                verticalAlignment = Alignment.CenterVertically,
                horizontalArrangement = Arrangement.spacedBy(12.dp),
            ) {
                RadioButton(number == chosen, onClick = null)
                Text(name)
            }
        }
    }
}

@Composable
private fun Results(found: List<Municipality>, isCut: Boolean, language: Language, onTake: (Municipality) -> Unit) {
    val words = LocalWords.current
    val shown = if (isCut) found.take(MOST.toInt()) else found
    Heading(words.text("municipality.results"))
    Text(
        when {
            found.isEmpty() -> words.text("municipality.none")
            shown.size < found.size -> words.text("municipality.first_only", "count" to shown.size)
            else -> words.text("municipality.count", "count" to found.size)
        },
        Modifier.testTag("found").semantics { liveRegion = LiveRegionMode.Polite },
    )
    for (one in shown) {
        LineButton(one.shown(language)) { onTake(one) }
        HorizontalDivider()
    }
}

/** The Terms of Use of the version in force, from the office. */
@Composable
internal fun TermsPane(host: RegistrationHost) {
    val words = LocalWords.current
    var terms by remember(host.language) { mutableStateOf<TermsText?>(null) }
    var hasFailed by remember(host.language) { mutableStateOf(false) }
    var tries by remember { mutableIntStateOf(0) }
    LaunchedEffect(tries, host.language) {
        hasFailed = false
        terms = host.office.terms(host.model.policy.termsVersion(), host.language)
        hasFailed = terms == null
    }
    Page(terms?.title ?: words.text("terms.title")) {
        val text = terms
        when {
            text != null -> {
                Hint("${words.text("terms.version")} ${text.version}")
                Text(text.lead)
                for ((title, section) in text.sections) {
                    Heading(title)
                    Text(section)
                }
            }
            hasFailed -> {
                Message(words.text("network.terms"), isWrong = true)
                Primary(words.text("button.retry")) { tries++ }
            }
            else -> CircularProgressIndicator()
        }
        Secondary(words.text("button.close"), onClick = host::back)
    }
}
