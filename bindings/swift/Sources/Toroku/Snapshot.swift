import Foundation

/// A saved registration, for `@SceneStorage`, a file with complete protection or the key chain. It holds personal data in
/// clear: printing shows nothing, encoding writes it whole.
public struct Snapshot: Sendable, Hashable, Codable, Silent {
    /// The bytes themselves, the same in every language's build.
    public let bytes: Data

    public init(bytes: Data) {
        self.bytes = bytes
    }

    public init(from decoder: any Decoder) throws {
        bytes = try decoder.singleValueContainer().decode(Data.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bytes)
    }

    static let silence = "Snapshot(..)"
}

extension Guard {
    /// Protects against damage, not against change.
    public static let plain = Guard()
}
