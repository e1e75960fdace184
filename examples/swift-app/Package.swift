// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "swift-app",
    platforms: [.iOS(.v17), .macOS(.v14)],
    dependencies: [
        .package(name: "Toroku", path: "../../bindings/swift")
    ],
    targets: [
        .executableTarget(
            name: "RegistrationApp",
            // TorokuClient is for an app that registers at the office's portal.
            dependencies: ["Toroku", .product(name: "TorokuClient", package: "Toroku")]),
        // The app with SwiftUI: what its pages are drawn from, and the pages.
        .target(
            name: "Screens", dependencies: ["Toroku", .product(name: "TorokuClient", package: "Toroku")]),
        .executableTarget(name: "PhoneApp", dependencies: ["Screens"]),
        .testTarget(name: "ScreensTests", dependencies: ["Screens"]),
        .executableTarget(name: "Bench", dependencies: ["Toroku"]),
    ],
    swiftLanguageModes: [.v6]
)

#if os(Linux)
    // Linux has no SwiftUI: what the pages take of it, for the compiler alone.
    package.targets.append(.target(name: "SwiftUI", path: "StandIn"))
    package.targets.first { $0.name == "PhoneApp" }?.dependencies.append("SwiftUI")
#endif
