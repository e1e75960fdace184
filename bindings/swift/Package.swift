// swift-tools-version: 6.0
import PackageDescription

// On Linux the engine's library stands in lib/ (see build-native); on Apple's platforms an app takes it from
// the XCFramework that build-xcframework makes.
let package = Package(
    name: "Toroku",
    platforms: [.iOS(.v15), .macOS(.v12), .tvOS(.v15), .watchOS(.v8)],
    products: [
        .library(name: "Toroku", targets: ["Toroku"])
    ],
    targets: [
        .systemLibrary(name: "TorokuFFI"),
        .target(
            name: "Toroku",
            dependencies: ["TorokuFFI"],
            resources: [.copy("PrivacyInfo.xcprivacy")]
        ),
        .testTarget(name: "TorokuTests", dependencies: ["Toroku"]),
    ],
    swiftLanguageModes: [.v6]
)
