// Written by uniffi/generate.

/// The API that this glue was made for; the library must name the same.
let apiFingerprint = "toroku-api-v1:890a989e36ccc53958d9b9e55310c785a907e7dde5d2d6419eb8bda6a53ea811"
