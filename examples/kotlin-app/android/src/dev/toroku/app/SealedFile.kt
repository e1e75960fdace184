package dev.toroku.app

import android.content.Context
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.util.AtomicFile
import dev.toroku.Secret
import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.KeyStore
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/** One value in a file that backups leave out, encrypted by a key that does not leave the phone. */
class SealedFile(context: Context, private val name: String) {
    private val file = AtomicFile(File(context.noBackupFilesDir, name))

    /** Writes all of it or nothing: what was there before stays until then. */
    fun keep(value: Secret) {
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, key()) }
        val out = file.startWrite()
        try {
            out.write(cipher.iv + cipher.doFinal(value.expose()))
            file.finishWrite(out)
        } catch (failure: Exception) {
            file.failWrite(out)
            throw failure
        }
    }

    /** `null` where there is none, or none that this phone's key opens. */
    fun kept(): Secret? = try {
        val bytes = file.readFully()
        val cipher = Cipher.getInstance(CIPHER).apply {
            init(Cipher.DECRYPT_MODE, key(), GCMParameterSpec(TAG_BITS, bytes, 0, IV_BYTES))
        }
        Secret(cipher.doFinal(bytes, IV_BYTES, bytes.size - IV_BYTES))
    } catch (_: IOException) {
        null
    } catch (_: GeneralSecurityException) {
        null
    } catch (_: IllegalArgumentException) {
        null
    }

    fun forget() = file.delete()

    private fun key(): SecretKey {
        val keys = KeyStore.getInstance(STORE).apply { load(null) }
        (keys.getKey(name, null) as? SecretKey)?.let { return it }
        val uses = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val wanted = KeyGenParameterSpec.Builder(name, uses)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE).apply { init(wanted) }.generateKey()
    }

    private companion object {
        const val STORE = "AndroidKeyStore"
        const val CIPHER = "AES/GCM/NoPadding"
        const val TAG_BITS = 128
        const val IV_BYTES = 12
    }
}
