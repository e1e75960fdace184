// swift-tools-version: 6.0
import PackageDescription

// On Linux the engine's library stands in lib/ (see build-native); on Apple's platforms an app takes it from
// the XCFramework that build-xcframework makes. What a release's tag holds is release/Package.swift.
let package = Package(
    name: "Toroku",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [
        .library(name: "Toroku", targets: ["Toroku"]),
        // Beside it for apps away from the office: without it nothing of a network is linked.
        .library(name: "TorokuClient", targets: ["TorokuClient"]),
    ],
    targets: [
        .systemLibrary(name: "TorokuFFI"),
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
        // For tests/whole; it is in no product.
        .executableTarget(name: "Phones", dependencies: ["TorokuClient"], path: "Tests/Phones"),
        .testTarget(name: "TorokuTests", dependencies: ["Toroku"]),
        .testTarget(name: "TorokuClientTests", dependencies: ["TorokuClient"]),
    ],
    swiftLanguageModes: [.v6]
)
