// Written by uniffi/generate.
package dev.toroku.engine

/** The API that this glue was made for; the library must name the same. */
internal const val API_FINGERPRINT: String = "toroku-api-v1:da8df9691175aa702ee5f9b5f44d9ac56d6716da16ce478885b43fe6f4f1c17a"
