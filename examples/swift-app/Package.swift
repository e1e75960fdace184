// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "swift-app",
    platforms: [.macOS(.v12)],
    dependencies: [
        .package(name: "Toroku", path: "../../bindings/swift")
    ],
    targets: [
        .executableTarget(
            name: "RegistrationApp",
            // TorokuClient is for an app that registers at the office's portal.
            dependencies: ["Toroku", .product(name: "TorokuClient", package: "Toroku")]),
        .executableTarget(name: "Bench", dependencies: ["Toroku"]),
    ],
    swiftLanguageModes: [.v6]
)
