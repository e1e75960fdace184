package dev.toroku.app

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.material3.LocalTextStyle
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.ui.ExperimentalComposeUiApi
import androidx.compose.ui.Modifier
import androidx.compose.ui.backhandler.BackHandler
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.intl.LocaleList
import androidx.compose.ui.unit.dp
import dev.toroku.engine.Screen

private val light = lightColorScheme(
    primary = Color(0xFF00488A),
    onPrimary = Color.White,
    secondaryContainer = Color(0xFFDCE8F5),
    onSecondaryContainer = Color(0xFF0B1F33),
    error = Color(0xFFB3261E),
)

private val dark = darkColorScheme(
    primary = Color(0xFF9CCAFF),
    onPrimary = Color(0xFF00325A),
    secondaryContainer = Color(0xFF2B4257),
    onSecondaryContainer = Color(0xFFE3EEF9),
    error = Color(0xFFFFB4AB),
)

/**
 * The whole app. The same on Android: an activity's `setContent` and a window of the desktop draw it.
 *
 * [password] is there where a link from the mail opened the app.
 */
@Composable
fun RegistrationApp(
    host: RegistrationHost,
    password: PasswordHost? = null,
    isDark: Boolean = isSystemInDarkTheme(),
    onPasswordDone: () -> Unit = {},
) {
    MaterialTheme(if (isDark) dark else light) {
        // Kanji look as in Japan, whatever the language of the phone.
        val inJapan = LocalTextStyle.current.copy(localeList = LocaleList("ja-JP"))
        CompositionLocalProvider(LocalWords provides host.language.words, LocalTextStyle provides inJapan) {
            Surface(Modifier.fillMaxSize()) {
                Column(Modifier.safeDrawingPadding()) {
                    Column(Modifier.padding(16.dp, 8.dp, 16.dp, 0.dp)) { Languages(host) }
                    // A link that has expired leads to the page that asks for a new one.
                    if (password == null || host.pane == Pane.NEW_LINK) {
                        Registration(host)
                    } else {
                        PasswordScreen(password, host.language, onPasswordDone) { host.pane = Pane.NEW_LINK }
                    }
                }
            }
        }
    }
}

@OptIn(ExperimentalComposeUiApi::class)
@Composable
private fun Registration(host: RegistrationHost) {
    val state by host.model.state.collectAsState()
    val screen = state.screen
    val goesBack = host.pane != null || screen is Screen.Entry || screen is Screen.Confirmation
    BackHandler(goesBack, host::back)
    // A page of its own state: each opens at its top.
    key(host.pane, screen::class, host.model) {
        when (host.pane) {
            Pane.SEARCH -> SearchPane(host)
            Pane.TERMS -> TermsPane(host)
            Pane.NEW_LINK -> NewLinkPane(host)
            Pane.ELIGIBLE, Pane.PREPARE -> GuidePane(host, if (host.pane == Pane.ELIGIBLE) "eligible" else "prepare")
            // Exhaustive: a new state of the engine does not compile until it has a screen.
            null -> when (screen) {
                is Screen.Start -> StartScreen(host, state.answer, state.message)
                is Screen.Entry -> EntryScreen(host, screen.page, state.message)
                is Screen.Confirmation -> ConfirmationScreen(host, screen.page, state.message)
                is Screen.Issuing -> IssuingScreen(host, state)
                is Screen.Completion -> CompletionScreen(host, screen.page, state.message)
            }
        }
    }
}
