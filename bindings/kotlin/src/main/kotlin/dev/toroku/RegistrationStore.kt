package dev.toroku

import dev.toroku.engine.Commit
import dev.toroku.engine.Problem
import dev.toroku.engine.Submission

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

    /** Sends the registration to the office, where the policy leaves user IDs to it: see [OfficeStore]. */
    public suspend fun submit(submission: Submission): SubmissionResult =
        throw UnsupportedOperationException("this store does not know the office")
}

/** The store of an app away from the office (`issuedByOffice`): it keeps the snapshot and submits. */
public interface OfficeStore : RegistrationStore {
    /**
     * Sends the registration to the office. It may arrive again and again: the office registers a key once and gives
     * it the same user ID for ever. An exception counts as [SubmissionResult.NotReached].
     */
    override suspend fun submit(submission: Submission): SubmissionResult

    override suspend fun reserve(key: NotificationKey, userId: UserId): Boolean = notOrdered()

    override suspend fun nextNumber(key: NotificationKey, attempt: UInt): ULong = notOrdered()

    override suspend fun commit(commit: Commit): CommitResult = notOrdered()

    private fun notOrdered(): Nothing =
        throw UnsupportedOperationException("the policy does not leave user IDs to the office")
}

/** What the office says. */
public sealed interface SubmissionResult {
    /** It is registered, now or before. */
    public data class Registered(
        /** The user ID of the submission's key. */
        val userId: UserId,
    ) : SubmissionResult

    /** Nothing is registered: STEP1 opens again with these problems, which stay until their fields are changed. */
    public data class Refused(
        /** At least one; their `text` is not looked at. */
        val problems: List<Problem>,
    ) : SubmissionResult

    /** No answer, or none that says whether it is registered. */
    public data object NotReached : SubmissionResult
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
