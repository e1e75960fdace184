package dev.toroku.app

import android.app.Application
import android.content.pm.PackageManager
import android.os.Bundle
import android.os.LocaleList
import androidx.lifecycle.AndroidViewModel
import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.viewModelScope
import dev.toroku.Language
import dev.toroku.Secret
import dev.toroku.client.OfficeClient
import dev.toroku.engine.Guard
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import java.security.SecureRandom

/** Outlives an activity that is turned, and the process that the system ends. */
class RegistrationViewModel(app: Application, saved: SavedStateHandle) : AndroidViewModel(app) {
    private val snapshot = SealedFile(app, "registration")
    private val address = addressOf(app)
    private val office = PortalOffice(OfficeClient(address)) { snapshot.keep(it) }

    val host: RegistrationHost = RegistrationHost(
        // The app's own settings, until the office's newer ones are there.
        policy = Policy(PolicySettings("2023-03", "$address/password", issuedByOffice = true)),
        language = languageOfPhone(),
        office = office,
        scope = viewModelScope,
        // One key: what is written under it is what is read from it.
        saved = saved.get<Bundle>(SAVED_STATE_KEY)?.getByteArray(SAVED_STATE_KEY),
        kept = snapshot.kept(),
        guard = Guard(key = guardKey(app)),
    )

    init {
        saved.setSavedStateProvider(SAVED_STATE_KEY) { Bundle().apply { putByteArray(SAVED_STATE_KEY, host.save()) } }
    }

    /** The network is back. */
    fun networkIsBack() = office.tryNow()

    /** Nothing is on its way to the office: what was kept for that goes. */
    fun forget() = snapshot.forget()

    override fun onCleared() = host.model.close()

    /** Where the office is: the manifest says it. */
    private fun addressOf(app: Application): String {
        val about = app.packageManager.getApplicationInfo(app.packageName, PackageManager.GET_META_DATA)
        return requireNotNull(about.metaData.getString("dev.toroku.office"))
    }

    private fun languageOfPhone(): Language {
        val wanted = LocaleList.getDefault()
        return Language.of(List(wanted.size(), wanted::get)) ?: Language.byTag("en")!!
    }

    /** The key that seals what is saved: the Keystore gives out none that it made, so it encrypts this one. */
    private fun guardKey(app: Application): Secret {
        val file = SealedFile(app, "guard")
        return file.kept() ?: Secret(ByteArray(32).also(SecureRandom()::nextBytes)).also(file::keep)
    }
}
