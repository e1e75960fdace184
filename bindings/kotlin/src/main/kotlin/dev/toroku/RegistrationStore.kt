package dev.toroku

import dev.toroku.engine.Commit

/**
 * What the engine orders from the host: a database, or the server's API behind it. Each call may come again
 * after a crash with the same key, and must then give the same answer.
 */
public interface RegistrationStore {
    /** Keeps the snapshot, before the order that follows is carried out. */
    public suspend fun keep(snapshot: Secret)

    /** Reserves this candidate for the key; `true` where the key holds it now, `false` where another does. */
    public suspend fun reserve(key: NotificationKey, userId: UserId): Boolean

    /** Counts the store's sequence up; for a key and attempt it has seen, the number it gave then. */
    public suspend fun nextNumber(key: NotificationKey, attempt: UInt): ULong

    /**
     * Stores the values, the notification and the password setup in one transaction: all of it or nothing. A
     * commit that is there already under its key counts as stored.
     */
    public suspend fun commit(commit: Commit): CommitResult
}

/** What a commit led to. */
public enum class CommitResult {
    /** All of it is stored. */
    STORED,

    /** The user ID is somebody else's. */
    TAKEN,

    /** Nothing is stored, for certain. A store that does not know looks for the commit's key first. */
    FAILED,
}
