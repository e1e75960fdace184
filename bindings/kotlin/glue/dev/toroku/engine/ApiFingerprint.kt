// Written by uniffi/generate.
package dev.toroku.engine

/** The API that this glue was made for; the library must name the same. */
internal const val API_FINGERPRINT: String = "toroku-api-v1:732be5d6e75584bb03b836ca9db44d87cc0f226931c3197a199c245a89d74142"
