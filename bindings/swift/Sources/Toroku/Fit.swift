import TorokuFFI

/// Ends the process with a clear message where the library was built from another API than this package: its
/// values would otherwise be read at the wrong places. The glue calls it before it calls anything else.
func requireFittingLibrary() {
    let found = String(cString: toroku_uniffi_api())
    guard found == apiFingerprint else {
        fatalError(
            "the library toroku_uniffi does not fit the package Toroku: it has API \(found), this package was made "
                + "for \(apiFingerprint); use the library of the same release"
        )
    }
}
