// Written by uniffi/generate.

/// The API that this glue was made for; the library must name the same.
let apiFingerprint = "toroku-api-v1:8d79f6fafbaf4ea10e700ff7720217d635a1849a0173a65d2785805ebfa65302"
