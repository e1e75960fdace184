// The app in a window of the desktop, at a portal:
//
//   mvn -q compile exec:java -Dexec.args=http://127.0.0.1:8080
package dev.toroku.app

import androidx.compose.ui.unit.DpSize
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.WindowState
import androidx.compose.ui.window.application
import dev.toroku.Language
import dev.toroku.client.OfficeClient
import java.util.Locale
import kotlin.system.exitProcess
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking

fun main(args: Array<String>) {
    val client = OfficeClient(args.firstOrNull() ?: "http://127.0.0.1:8080")
    val policy = runBlocking { policyOf(client) } ?: exitProcess(1)
    val language = Language.of(Locale.getDefault()) ?: Language.byTag("en")!!
    // A phone keeps the snapshot in an encrypted file; this window forgets.
    val host = RegistrationHost(policy, language, PortalOffice(client) { }, CoroutineScope(Dispatchers.Default))
    application {
        val phone = WindowState(size = DpSize(420.dp, 840.dp))
        Window(::exitApplication, phone, title = language.words.text("registration.title")) {
            RegistrationApp(host)
        }
    }
}
