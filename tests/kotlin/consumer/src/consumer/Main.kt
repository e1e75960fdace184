package consumer

import dev.toroku.client.OfficeAnswer
import dev.toroku.client.OfficeClient
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.PolicyException
import example.MemoryStore
import example.firstUserId
import kotlin.system.exitProcess
import kotlinx.coroutines.runBlocking

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
