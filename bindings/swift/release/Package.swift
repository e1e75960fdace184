// swift-tools-version: 6.0
import PackageDescription

// What a release's tag holds in its root: see docs/publishing.md. ADDRESS and CHECKSUM are put in by `tag`.
#if os(Linux)
// The engine's library is installed on the machine, with a file for pkg-config.
let engine = Target.systemLibrary(name: "TorokuFFI", pkgConfig: "toroku_uniffi")
#else
let engine = Target.binaryTarget(name: "TorokuFFI", url: "ADDRESS", checksum: "CHECKSUM")
#endif

let package = Package(
    name: "Toroku",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [
        .library(name: "Toroku", targets: ["Toroku"]),
        // Beside it for apps away from the office: without it nothing of a network is linked.
        .library(name: "TorokuClient", targets: ["TorokuClient"]),
    ],
    targets: [
        engine,
        .target(
            name: "Toroku",
            dependencies: ["TorokuFFI"],
            resources: [.copy("PrivacyInfo.xcprivacy")]
        ),
        .target(
            name: "TorokuClient",
            dependencies: ["Toroku"],
            resources: [.copy("PrivacyInfo.xcprivacy")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
