// Written by uniffi/generate.
package dev.toroku.engine

/** The API that this glue was made for; the library must name the same. */
internal const val API_FINGERPRINT: String = "toroku-api-v1:57f66649467e0de2517c936c6c2a6f732006452c8f3968494363e37387e66310"
