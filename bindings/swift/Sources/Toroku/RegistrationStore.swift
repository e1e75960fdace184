/// What the engine orders from the host: a database, or the server's API behind it. Each call may come again after a
/// crash with the same key, and must then give the same answer.
public protocol RegistrationStore: Sendable {
    /// Keeps the snapshot, before the order that follows is carried out.
    func keep(_ snapshot: Snapshot) async throws

    /// Reserves this candidate for the key; `false` where another holds it.
    func reserve(_ userId: UserId, for key: NotificationKey) async throws -> Bool

    /// Counts the store's sequence up; for a key and attempt it has seen, the number it gave then.
    func nextNumber(for key: NotificationKey, attempt: UInt32) async throws -> UInt64

    /// Stores the values, the notification and the password setup in one transaction: all of it or nothing. A commit that
    /// is there already under its key counts as stored.
    func commit(_ commit: Commit) async throws -> CommitResult
}

/// What a commit led to.
public enum CommitResult: Sendable {
    /// All of it is stored.
    case stored
    /// The user ID is somebody else's.
    case taken
    /// Nothing is stored, for certain. A store that does not know looks for the commit's key first.
    case failed
}
