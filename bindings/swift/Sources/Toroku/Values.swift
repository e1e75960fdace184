import Foundation

/// Text that says something about a person. Printing it, dumping it, or anything that holds it, shows
/// `Personal(..)`; reading it is a visible act: ``exposed``.
public struct Personal: Sendable, Hashable, Silent {
    /// The text itself, to show to the person it belongs to or to store.
    public let exposed: String

    public init(_ text: String) {
        exposed = text
    }

    static let silence = "Personal(..)"
}

/// Bytes that nobody else may see: entropy, salts, keys. Printing it shows `Secret(..)`.
public struct Secret: Sendable, Hashable, Silent {
    /// The bytes themselves.
    public let exposed: Data

    public init(_ bytes: Data) {
        exposed = bytes
    }

    static let silence = "Secret(..)"
}

/// A user ID, such as `hdlpf38617`. It is a person's: printing shows `UserId(..)`, ``text`` is the way to show it.
public struct UserId: Sendable, Hashable, Comparable, Silent {
    /// The ten characters.
    public let text: String

    /// `nil` for anything but five letters a–z and five digits.
    public init?(_ text: String) {
        guard let parsed = parseUserId(text: text) else { return nil }
        self = parsed
    }

    init(checked text: String) {
        self.text = text
    }

    public static func < (one: UserId, other: UserId) -> Bool {
        one.text < other.text
    }

    static let silence = "UserId(..)"
}

/// Unique to one notification and its registration's commit. The office gives a registration's user ID to whoever has its
/// key: printing shows `NotificationKey(..)`, ``text`` is the way to send or store it.
public struct NotificationKey: Sendable, Hashable, Silent {
    /// 32 hexadecimal digits.
    public let text: String

    /// `nil` for anything but 32 lower-case hexadecimal digits.
    public init?(_ text: String) {
        guard let parsed = parseNotificationKey(text: text) else { return nil }
        self = parsed
    }

    init(checked text: String) {
        self.text = text
    }

    static let silence = "NotificationKey(..)"
}

/// The fingerprint of what STEP2 shows; Registration must carry it.
public struct Digest: Sendable, Hashable, Silent {
    /// 64 hexadecimal digits.
    public let text: String

    /// `nil` for anything but 64 lower-case hexadecimal digits.
    public init?(_ text: String) {
        guard let parsed = parseDigest(text: text) else { return nil }
        self = parsed
    }

    init(checked text: String) {
        self.text = text
    }

    static let silence = "Digest(..)"
}

/// What prints its name and no content, `dump` and string interpolation included.
protocol Silent: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    static var silence: String { get }
}

extension Silent {
    public var description: String { Self.silence }
    public var debugDescription: String { Self.silence }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Whole seconds, as the engine counts them; the nearest it has for a date that no calendar holds.
func unixSeconds(of date: Date) -> Int64 {
    let seconds = date.timeIntervalSince1970.rounded(.down)
    return Int64(exactly: seconds) ?? (seconds > 0 ? .max : .min)
}
