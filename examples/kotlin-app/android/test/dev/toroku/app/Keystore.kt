package dev.toroku.app

import android.security.keystore.KeyGenParameterSpec
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import org.junit.rules.ExternalResource

/**
 * Stands in for the phone's Keystore, which is a chip's and of which a JVM has nothing: AES keys by name, in memory. They
 * outlive a process of the app, as the Keystore's do.
 */
class Keystore : ExternalResource() {
    private val provider = object : Provider("AndroidKeyStore", "1", "keys in memory") {
        init {
            put("KeyStore.AndroidKeyStore", Keys::class.java.name)
            put("KeyGenerator.AES", Maker::class.java.name)
        }
    }

    override fun before() {
        Security.addProvider(provider)
    }

    override fun after() {
        Security.removeProvider(provider.name)
        forget()
    }

    /** As on another phone. */
    fun forget() = keys.clear()

    class Keys : KeyStoreSpi() {
        override fun engineGetKey(alias: String, password: CharArray?): Key? = keys[alias]
        override fun engineContainsAlias(alias: String) = alias in keys
        override fun engineDeleteEntry(alias: String) { keys.remove(alias) }
        override fun engineAliases(): Enumeration<String> = Collections.enumeration(keys.keys)
        override fun engineSize() = keys.size
        override fun engineIsKeyEntry(alias: String) = alias in keys
        override fun engineIsCertificateEntry(alias: String) = false
        override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit
        override fun engineGetCreationDate(alias: String): Date? = null
        override fun engineGetCertificate(alias: String): Certificate? = null
        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null
        override fun engineGetCertificateAlias(certificate: Certificate): String? = null
        override fun engineStore(stream: OutputStream?, password: CharArray?) = throw UnsupportedOperationException()
        override fun engineSetCertificateEntry(alias: String, certificate: Certificate) = throw UnsupportedOperationException()
        override fun engineSetKeyEntry(alias: String, key: ByteArray, chain: Array<out Certificate>?) =
            throw UnsupportedOperationException()
        override fun engineSetKeyEntry(alias: String, key: Key, password: CharArray?, chain: Array<out Certificate>?) =
            throw UnsupportedOperationException()
    }

    class Maker : KeyGeneratorSpi() {
        private lateinit var wanted: KeyGenParameterSpec

        override fun engineInit(parameters: AlgorithmParameterSpec, random: SecureRandom?) {
            wanted = parameters as KeyGenParameterSpec
        }
        override fun engineInit(random: SecureRandom?) = throw UnsupportedOperationException()
        override fun engineInit(bits: Int, random: SecureRandom?) = throw UnsupportedOperationException()
        override fun engineGenerateKey(): SecretKey =
            KeyGenerator.getInstance("AES").generateKey().also { keys[wanted.keystoreAlias] = it }
    }

    private companion object {
        val keys = HashMap<String, SecretKey>()
    }
}
