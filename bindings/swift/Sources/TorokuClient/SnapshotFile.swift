import Foundation
import Toroku

/// One file with the snapshot of a registration, for its owner alone, and on iOS readable only while the device is
/// unlocked. It survives the process; remove it once the registration is over, since it holds what was entered.
public struct SnapshotFile: Sendable, Hashable {
    /// Where it lies: in a folder that no backup takes, best.
    public let url: URL

    public init(_ url: URL) {
        self.url = url
    }

    /// Writes it, whole or not at all. Its folder is made: Application Support is there by name alone at first.
    public func keep(_ snapshot: Snapshot) throws {
        let new = url.appendingPathExtension("new")
        let files = FileManager.default
        try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        #if !os(Linux) && !os(macOS)
            attributes[.protectionKey] = FileProtectionType.complete
        #endif
        guard files.createFile(atPath: new.path, contents: snapshot.bytes, attributes: attributes),
            rename(new.path, url.path) == 0
        else { throw CocoaError(.fileWriteUnknown) }
    }

    /// The snapshot that was kept; `nil` where there is none.
    public func kept() -> Snapshot? {
        (try? Data(contentsOf: url)).map(Snapshot.init(bytes:))
    }

    /// Removes it, if it is there.
    public func remove() {
        try? FileManager.default.removeItem(at: url)
    }
}
