// swift-tools-version: 6.0
import PackageDescription

// An app that has only the release. `make.py` puts in what the README says.
let package = Package(
    name: "App",
    platforms: [.macOS(.v12)],
    // The README's lines.
)
