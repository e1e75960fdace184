// Written by uniffi/generate.

/// The API that this glue was made for; the library must name the same.
let apiFingerprint = "toroku-api-v1:3c6cdfa4c6697bfa978cf5c8bbe8b02d87995ec45ea437c6b8125aaae54fa0a3"
