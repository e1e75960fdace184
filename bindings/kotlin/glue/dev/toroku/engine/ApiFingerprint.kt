// Written by uniffi/generate.
package dev.toroku.engine

/** The API that this glue was made for; the library must name the same. */
internal const val API_FINGERPRINT: String = "toroku-api-v1:edf5c3dc74b8e438331f829ef833ebf98294719affe15c04dbd05b42909f18f5"
