// Written by uniffi/generate.
package dev.toroku.engine

/** The API that this glue was made for; the library must name the same. */
internal const val API_FINGERPRINT: String = "toroku-api-v1:50913005a38dcaa11b26774698e94beaeb7d9304fddb943f44f6519a7c41d76e"
