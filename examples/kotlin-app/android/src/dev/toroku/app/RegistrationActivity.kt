package dev.toroku.app

import android.net.ConnectivityManager
import android.net.Network
import android.os.Bundle
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.viewModels
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import dev.toroku.engine.Screen

/** The app. */
class RegistrationActivity : ComponentActivity() {
    private val registration: RegistrationViewModel by viewModels()

    private val network = object : ConnectivityManager.NetworkCallback() {
        override fun onAvailable(network: Network) = registration.networkIsBack()
    }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        setContent {
            val state by registration.host.model.state.collectAsState()
            LaunchedEffect(state.screen::class) {
                hideFromScreenshots(state.screen)
                if (state.screen !is Screen.Issuing) registration.forget()
            }
            RegistrationApp(registration.host)
        }
    }

    override fun onStart() {
        super.onStart()
        networks().registerDefaultNetworkCallback(network)
    }

    override fun onStop() {
        networks().unregisterNetworkCallback(network)
        super.onStop()
    }

    private fun networks() = requireNotNull(getSystemService(ConnectivityManager::class.java))

    /** What a person typed is in no list of recent apps; the user ID of STEP3 may be kept as a picture. */
    private fun hideFromScreenshots(screen: Screen) {
        val hides = screen is Screen.Entry || screen is Screen.Confirmation
        window.setFlags(if (hides) WindowManager.LayoutParams.FLAG_SECURE else 0, WindowManager.LayoutParams.FLAG_SECURE)
    }
}
