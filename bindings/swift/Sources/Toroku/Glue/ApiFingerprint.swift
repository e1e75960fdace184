// Written by uniffi/generate.

/// The API that this glue was made for; the library must name the same.
let apiFingerprint = "toroku-api-v1:4c933978caca1f718691c02b64fa14082258deebc9570a01e80b7947a1cd498d"
