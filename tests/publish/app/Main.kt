import dev.toroku.*
import dev.toroku.engine.*
import java.util.Locale
import kotlinx.coroutines.runBlocking

private object MemoryStore : RegistrationStore {
    override suspend fun keep(snapshot: Secret) = Unit

    override suspend fun reserve(key: NotificationKey, userId: UserId) = true

    override suspend fun nextNumber(key: NotificationKey, attempt: UInt) = 1UL

    override suspend fun commit(commit: Commit) = CommitResult.STORED
}

fun main(): Unit = runBlocking {
    val store = MemoryStore
    // The README's first user ID.
}
