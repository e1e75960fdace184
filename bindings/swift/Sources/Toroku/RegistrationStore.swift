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

    /// Sends the registration to the office, where the policy leaves user IDs to it: see ``OfficeStore``.
    func submit(_ submission: Submission) async throws -> SubmissionResult
}

extension RegistrationStore {
    public func submit(_ submission: Submission) async throws -> SubmissionResult { throw NotOrdered() }
}

/// The store of an app away from the office (`issuedByOffice`): it keeps the snapshot and submits.
///
/// A submission may arrive again and again: the office registers a key once and gives it the same user ID for ever. What
/// ``RegistrationStore/submit(_:)`` throws counts as ``SubmissionResult/notReached``.
public protocol OfficeStore: RegistrationStore {}

extension OfficeStore {
    public func reserve(_ userId: UserId, for key: NotificationKey) async throws -> Bool { throw NotOrdered() }

    public func nextNumber(for key: NotificationKey, attempt: UInt32) async throws -> UInt64 { throw NotOrdered() }

    public func commit(_ commit: Commit) async throws -> CommitResult { throw NotOrdered() }
}

/// The store is for another way to issue user IDs than the policy's.
public struct NotOrdered: Error, Equatable {
    public init() {}
}

/// What the office says.
public enum SubmissionResult: Sendable, Equatable {
    /// It is registered, now or before.
    case registered(UserId)
    /// Nothing is registered: STEP1 opens again with these problems, at least one, which stay until their fields are
    /// changed. Their `text` is not looked at.
    case refused([Problem])
    /// No answer, or none that says whether it is registered.
    case notReached
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
