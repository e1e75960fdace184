import Toroku

/// A store that forgets: an app has a database here, or its server's API.
actor TerminalStore: RegistrationStore {
    private var reserved: [UserId: NotificationKey] = [:]
    private var commits: [NotificationKey: Commit] = [:]
    private var counter: UInt64 = 0

    /// The mails to send, once each.
    private(set) var outbox: [NotificationKey: NotificationMail] = [:]

    func keep(_ snapshot: Snapshot) {}

    func reserve(_ userId: UserId, for key: NotificationKey) -> Bool {
        reserved[userId, default: key] == key
    }

    func nextNumber(for key: NotificationKey, attempt: UInt32) -> UInt64 {
        defer { counter += 1 }
        return counter
    }

    func commit(_ commit: Commit) -> CommitResult {
        // One transaction in a real store: never a user ID without its mail and its password setup.
        reserved[commit.userId] = commit.key
        commits[commit.key] = commit
        outbox[commit.key] = commit.notification
        return .stored
    }
}
