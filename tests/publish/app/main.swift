import Foundation
import Toroku

actor MemoryStore: RegistrationStore {
    func keep(_ snapshot: Snapshot) {}

    func reserve(_ userId: UserId, for key: NotificationKey) -> Bool { true }

    func nextNumber(for key: NotificationKey, attempt: UInt32) -> UInt64 { 1 }

    func commit(_ commit: Commit) -> CommitResult { .stored }
}

let store = MemoryStore()
// The README's first user ID.
