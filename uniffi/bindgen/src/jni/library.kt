internal const val UNIFFI_CALL_ERROR = 1.toByte()
internal const val UNIFFI_CALL_UNEXPECTED_ERROR = 2.toByte()

/** What went wrong in a call stands at its one place: the code, then what UniFFI says of it. Where all went well, nothing. */
internal typealias UniffiRustCallStatus = Array<ByteArray?>

class InternalException(message: String) : kotlin.Exception(message)

/**
 * Each top-level error class has a companion object that can lift the error from what the call says of it
 *
 * @suppress
 */
interface UniffiRustCallStatusErrorHandler<E> {
    fun lift(error_buf: ByteArray): E
}

// Call a rust function that returns a Result<>.  Pass in the Error class companion that corresponds to the Err
private inline fun <U, E : kotlin.Exception> uniffiRustCallWithError(
    errorHandler: UniffiRustCallStatusErrorHandler<E>,
    callback: (UniffiRustCallStatus) -> U,
): U {
    val status: UniffiRustCallStatus = arrayOfNulls(1)
    val returned = callback(status)
    status[0]?.let { throw uniffiError(errorHandler, it) }
    return returned
}

private fun <E : kotlin.Exception> uniffiError(
    errorHandler: UniffiRustCallStatusErrorHandler<E>,
    status: ByteArray,
): kotlin.Exception {
    val words = status.copyOfRange(1, status.size)
    return when (status[0]) {
        UNIFFI_CALL_ERROR -> errorHandler.lift(words)
        // A panic whose words could not be handed over has none.
        UNIFFI_CALL_UNEXPECTED_ERROR ->
            InternalException(if (words.isEmpty()) "Rust panic" else FfiConverterString.lift(words))
        else -> InternalException("Unknown rust call status: ${status[0]}")
    }
}

/**
 * UniffiRustCallStatusErrorHandler implementation for times when we don't expect a CALL_ERROR
 *
 * @suppress
 */
object UniffiNullRustCallStatusErrorHandler : UniffiRustCallStatusErrorHandler<InternalException> {
    override fun lift(error_buf: ByteArray): InternalException = InternalException("Unexpected CALL_ERROR")
}

// Call a rust function that returns a plain value
private inline fun <U> uniffiRustCall(callback: (UniffiRustCallStatus) -> U): U =
    uniffiRustCallWithError(UniffiNullRustCallStatusErrorHandler, callback)

// The library's functions. A JVM finds them by their names here, which Android's default rules keep for native methods.
internal object UniffiLib {
    internal val CLEANER: UniffiCleaner = UniffiPhantomCleaner()

    init {
        dev.toroku.NativeLibrary.load()
    }

// FUNCTIONS
}

