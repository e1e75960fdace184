// Written by uniffi/generate.
package dev.toroku.engine

/** The API that this glue was made for; the library must name the same. */
internal const val API_FINGERPRINT: String = "toroku-api-v1:96305e1ea8fdcc4898a1124d9a57aa0237791b47bda3172a36de368a8e552c5d"
