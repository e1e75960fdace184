// Written by uniffi/generate.

/// The API that this glue was made for; the library must name the same.
let apiFingerprint = "toroku-api-v1:2796d6a530d899250b45d1f6b0594fd1148e9eb9797bf7ce0866e933aa8798fe"
