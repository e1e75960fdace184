package example

import dev.toroku.CommitResult
import dev.toroku.NotificationKey
import dev.toroku.RegistrationStore
import dev.toroku.Secret
import dev.toroku.UserId
import dev.toroku.engine.Commit

/** A store that keeps nothing and takes everything. */
object MemoryStore : RegistrationStore {
    override suspend fun keep(snapshot: Secret) = Unit

    override suspend fun reserve(key: NotificationKey, userId: UserId) = true

    override suspend fun nextNumber(key: NotificationKey, attempt: UInt) = 1UL

    override suspend fun commit(commit: Commit) = CommitResult.STORED
}
