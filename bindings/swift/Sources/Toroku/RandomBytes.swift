import Foundation

extension Secret {
    /// 32 fresh bytes: a registration, or a password link.
    public static func entropy() -> Secret {
        var generator = SystemRandomNumberGenerator()
        return entropy(using: &generator)
    }

    /// 32 bytes of a generator, which must be a secure one outside tests.
    public static func entropy(using generator: inout some RandomNumberGenerator) -> Secret {
        bytes(32, using: &generator)
    }

    /// 16 fresh bytes: a password's salt.
    public static func salt() -> Secret {
        var generator = SystemRandomNumberGenerator()
        return bytes(16, using: &generator)
    }

    private static func bytes(_ count: Int, using generator: inout some RandomNumberGenerator) -> Secret {
        Secret(Data((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }))
    }
}
