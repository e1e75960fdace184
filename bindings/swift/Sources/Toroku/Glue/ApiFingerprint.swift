// Written by uniffi/generate.

/// The API that this glue was made for; the library must name the same.
let apiFingerprint = "toroku-api-v1:bd66c97b86d892af1b10f90e2fb1820e282db9872884adf4e64a763330c4738d"
