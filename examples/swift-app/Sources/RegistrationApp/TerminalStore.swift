import Toroku

/// A store that forgets: an app has a database here, or its server's API.
actor TerminalStore: RegistrationStore {
    private var reserved: [UserId: NotificationKey] = [:]
    private var records: [NotificationKey: RegistrationRecord] = [:]
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

    func commit(_ record: RegistrationRecord, passwordSetup: Snapshot) -> CommitResult {
        // One transaction in a real store: never a user ID without its mail.
        reserved[record.userId] = record.key
        records[record.key] = record
        outbox[record.key] = record.notification
        return .stored
    }
}
