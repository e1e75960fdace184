// Written by uniffi/generate.
package dev.toroku.engine

/** The API that this glue was made for; the library must name the same. */
internal const val API_FINGERPRINT: String = "toroku-api-v1:6b6630deec480b74418f80a05dd69a661c0fcfb78f88e83054eb08733caefd7f"
