// Written by uniffi/generate.

/// The API that this glue was made for; the library must name the same.
let apiFingerprint = "toroku-api-v1:893e6714a8b065f40917aa24a83c46bfb92c132639d3b09c9abc85cfa2bdb232"
