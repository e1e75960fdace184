package dev.toroku.app

import dev.toroku.engine.Field
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.DataInputStream
import java.io.DataOutputStream
import java.io.IOException

/**
 * What the system keeps of an app that it ends: one value under [KEY], written and read here alone. It holds what was
 * typed, so it goes nowhere but into the system's saved state or an encrypted file.
 */
internal class SavedState(val language: String, val left: Set<Field>, val registration: ByteArray) {
    fun toBytes(): ByteArray {
        val bytes = ByteArrayOutputStream()
        DataOutputStream(bytes).use { out ->
            out.writeUTF(language)
            out.writeInt(left.size)
            left.forEach { out.writeUTF(it.name) }
            out.writeInt(registration.size)
            out.write(registration)
        }
        return bytes.toByteArray()
    }

    companion object {
        /** `null` where the bytes are not such a value. */
        fun of(bytes: ByteArray): SavedState? = try {
            DataInputStream(ByteArrayInputStream(bytes)).use { from ->
                val language = from.readUTF()
                val left = List(from.readInt().coerceIn(0, Field.entries.size)) { Field.valueOf(from.readUTF()) }
                val registration = ByteArray(from.readInt().coerceIn(0, from.available())).also(from::readFully)
                SavedState(language, left.toSet(), registration)
            }
        } catch (_: IOException) {
            null
        } catch (_: IllegalArgumentException) {
            null
        }
    }
}

/** The one key that an app's state is saved under and read from. */
const val SAVED_STATE_KEY: String = "dev.toroku.registration"
