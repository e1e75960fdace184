// Written by uniffi/generate.
package dev.toroku.engine

/** The API that this glue was made for; the library must name the same. */
internal const val API_FINGERPRINT: String = "toroku-api-v1:4c933978caca1f718691c02b64fa14082258deebc9570a01e80b7947a1cd498d"
