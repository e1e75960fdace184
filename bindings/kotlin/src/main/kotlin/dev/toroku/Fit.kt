package dev.toroku

import com.sun.jna.NativeLibrary
import dev.toroku.engine.API_FINGERPRINT

/** The native library was built from another API than this jar: one of the two is from another release. */
public class UnfitLibraryException internal constructor(message: String, cause: Throwable? = null) :
    IllegalStateException(message, cause)

/**
 * Refuses a native library that this glue was not made for. The glue calls it before it binds the first
 * function: a library with other fields would otherwise be read at the wrong places.
 */
internal fun requireFittingLibrary(name: String) {
    val library = NativeLibrary.getInstance(name)
    val found = try {
        library.getFunction("toroku_uniffi_api").invokeString(emptyArray(), false)
    } catch (e: UnsatisfiedLinkError) {
        throw UnfitLibraryException(
            "the native library $name does not fit dev.toroku:toroku: it names no API at all; " +
                "use the library of the same release",
            e,
        )
    }
    if (found != API_FINGERPRINT) {
        throw UnfitLibraryException(
            "the native library $name does not fit dev.toroku:toroku: it has API $found, " +
                "this jar was made for $API_FINGERPRINT; use the library of the same release",
        )
    }
}
