// Written by uniffi/generate.

/// The API that this glue was made for; the library must name the same.
let apiFingerprint = "toroku-api-v1:e70b70246adcc79b0299ad662b681f8b3c3ab94ef71216bcad2865338bbbc8d1"
