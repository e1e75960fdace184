// Written by uniffi/generate.
package dev.toroku.engine

/** The API that this glue was made for; the library must name the same. */
internal const val API_FINGERPRINT: String = "toroku-api-v1:1891917c162297bedac24c5b45d79e87a18a50beb0fbe52ec1ef2286a7e08e69"
