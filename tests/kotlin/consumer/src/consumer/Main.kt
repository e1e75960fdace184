package consumer

import dev.toroku.CommitResult
import dev.toroku.NotificationKey
import dev.toroku.RegistrationStore
import dev.toroku.Secret
import dev.toroku.UserId
import dev.toroku.client.OfficeAnswer
import dev.toroku.client.OfficeClient
import dev.toroku.engine.Commit
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.PolicyException
import example.firstUserId
import kotlin.system.exitProcess
import kotlinx.coroutines.runBlocking

private object MemoryStore : RegistrationStore {
    override suspend fun keep(snapshot: Secret) = Unit

    override suspend fun reserve(key: NotificationKey, userId: UserId) = true

    override suspend fun nextNumber(key: NotificationKey, attempt: UInt) = 1UL

    override suspend fun commit(commit: Commit) = CommitResult.STORED
}

/** The README's user ID and an exception of the engine's, which cross the border both ways; an office that is not there. */
fun main(): Unit = runBlocking {
    firstUserId(MemoryStore)
    try {
        Policy(PolicySettings("", ""))
    } catch (_: PolicyException.TermsVersion) {
        println("refused")
    }
    println((OfficeClient("http://127.0.0.1:1").policy() as OfficeAnswer.Failed).reason)
    // OkHttp's threads would wait for more.
    exitProcess(0)
}
