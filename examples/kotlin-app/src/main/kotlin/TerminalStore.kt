import dev.toroku.CommitResult
import dev.toroku.NotificationKey
import dev.toroku.RegistrationStore
import dev.toroku.Secret
import dev.toroku.UserId
import dev.toroku.engine.Commit
import dev.toroku.engine.NotificationMail

/** A store that forgets: an app has a database here, or its server's API. */
class TerminalStore : RegistrationStore {
    private val reserved = HashMap<UserId, NotificationKey>()
    private val commits = HashMap<NotificationKey, Commit>()
    private var counter = 0UL

    /** The mails to send, once each. */
    val outbox = HashMap<NotificationKey, NotificationMail>()

    override suspend fun keep(snapshot: Secret) = Unit

    override suspend fun reserve(key: NotificationKey, userId: UserId) = reserved.getOrPut(userId) { key } == key

    override suspend fun nextNumber(key: NotificationKey, attempt: UInt) = counter++

    override suspend fun commit(commit: Commit): CommitResult {
        // One transaction in a real store: never a user ID without its mail and its password setup.
        commits.getOrPut(commit.key) { commit }
        outbox[commit.key] = commit.notification
        return CommitResult.STORED
    }
}
