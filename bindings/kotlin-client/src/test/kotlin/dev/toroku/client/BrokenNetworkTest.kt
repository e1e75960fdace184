package dev.toroku.client

import dev.toroku.UserId
import dev.toroku.engine.Answer
import dev.toroku.engine.Item
import dev.toroku.engine.Screen
import java.util.concurrent.atomic.AtomicReference
import kotlin.random.Random
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

/** Connections that break, and a portal that dies: one record, one user ID and one mail a key. */
class BrokenNetworkTest {
    /** Everything that a registration may have but once. */
    private fun assertOnce(portal: Portal, userIds: List<UserId>) {
        val shown = userIds.map { it.text }
        assertEquals(shown.size, shown.distinct().size, "a user ID each")
        assertEquals(shown.sorted(), portal.records().map { it.text("user_id") }.sorted(), "a record each")
        val mails = portal.mails(shown.size)
        val userId = Regex("\\b[a-z]{5}[0-9]{5}\\b")
        val named = mails.map { mail -> userId.findAll(mail).map { it.value }.toSet().single(shown::contains) }
        assertEquals(shown.sorted(), named.sorted(), "a mail each")
    }

    /** Registers through a connection that ends at each byte in turn, until one gets through; then again on a whole one. */
    private fun cutAtEachByte(most: (Int) -> Cut): Int = runBlocking {
        val cut = AtomicReference(Cut())
        Portal().use { portal ->
            Network({ portal.port }) { cut.get() }.use { network ->
                val client = OfficeClient(network.address, http)
                val userIds = ArrayList<UserId>()
                do {
                    val model = submitting()
                    val store = NetworkStore(client) { }
                    cut.set(most(userIds.size))
                    val first = model.carryOut(store)?.answerOrThrow()
                    if (first !is Answer.Registered) {
                        assertEquals(Answer.NotReached, first)
                        assertTrue(model.state.value.isWaitingForNetwork)
                        cut.set(Cut())
                        assertIs<Answer.Registered>(model.retry()?.answerOrThrow())
                    }
                    userIds += assertIs<Screen.Completion>(model.state.value.screen).page.userId
                    model.close()
                } while (first !is Answer.Registered)
                assertOnce(portal, userIds)
                userIds.size
            }
        }
    }

    @Test
    fun cutAtEachByteOfTheRequest() {
        val connections = cutAtEachByte { Cut(request = it) }
        println("$connections connections cut in the request")
        assertTrue(connections > 500, "a request has more bytes than $connections")
    }

    @Test
    fun cutAtEachByteOfTheAnswer() {
        val connections = cutAtEachByte { Cut(answer = it) }
        println("$connections connections cut in the answer")
        assertTrue(connections > 100, "an answer has more bytes than $connections")
    }

    @Test
    fun killedBetweenCommitAndAnswerItGivesTheUserIdThatItHadGiven(): Unit = runBlocking {
        Portal().use { portal ->
            Network({ portal.port }) { Cut() }.use { network ->
                val userIds = (1..5).map {
                    val model = submitting()
                    val store = NetworkStore(OfficeClient(network.address, http)) { }
                    network.onAnswer = { portal.kill() }
                    assertEquals(Answer.NotReached, model.carryOut(store)?.answerOrThrow())
                    network.onAnswer = null
                    portal.start()
                    val committed = portal.records().last().text("user_id")
                    assertIs<Answer.Registered>(model.retry()?.answerOrThrow())
                    val userId = assertIs<Screen.Completion>(model.state.value.screen).page.userId
                    assertEquals(committed, userId.text)
                    userId
                }
                assertOnce(portal, userIds)
            }
        }
    }

    /** A third of the connections end somewhere; every third phone is killed once, and goes on from its snapshot. */
    @Test
    fun manyPhonesAtOnceOnABadNetwork(): Unit = runBlocking {
        val random = Random(1)
        fun somewhere() = synchronized(random) {
            when (random.nextInt(6)) {
                0 -> Cut(request = random.nextInt(900))
                1 -> Cut(answer = random.nextInt(600))
                else -> Cut()
            }
        }
        Portal().use { portal ->
            Network({ portal.port }) { somewhere() }.use { network ->
                val client = OfficeClient(network.address, http)
                val userIds = (1..PHONES).map { phone ->
                    async(Dispatchers.Default) { registerOn(client, phone) }
                }.awaitAll()
                assertOnce(portal, userIds)
            }
        }
    }

    private suspend fun registerOn(client: OfficeClient, phone: Int): UserId {
        val backoff = Backoff(first = 20.milliseconds, most = 500.milliseconds)
        val email = "user$phone@ens-test.com"
        var model = submitting(policy, Item.EMAIL to email, Item.EMAIL_CONFIRMATION to email)
        var snapshot = model.save()
        if (phone % 3 == 0) {
            model.carryOut(NetworkStore(client) { snapshot = it })
            model.close()
            model = restored(snapshot)
        }
        assertIs<Answer.Registered>(model.carryOutUntilAnswered(NetworkStore(client) { }, backoff)?.answerOrThrow())
        val page = assertIs<Screen.Completion>(model.state.value.screen).page
        model.close()
        return page.userId
    }

    private companion object {
        const val PHONES = 1000
    }
}
