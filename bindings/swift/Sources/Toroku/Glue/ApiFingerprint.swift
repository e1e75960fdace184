// Written by uniffi/generate.

/// The API that this glue was made for; the library must name the same.
let apiFingerprint = "toroku-api-v1:9be0395019726028ead5a63db3f7fe5a0332c07a7e76b8ed09655e423e0f8dc2"
