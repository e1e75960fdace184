package dev.toroku.client

import dev.toroku.engine.Answer
import kotlin.random.Random
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import org.junit.jupiter.api.Test

/** Pauses, in a time that the test passes. */
class BackoffTest {
    private suspend fun TestScope.measured(wait: suspend () -> Unit): Duration {
        val begun = testTimeSource.markNow()
        wait()
        return begun.elapsedNow()
    }

    @Test
    fun pausesGrowToALimitAndVary() = runTest {
        for ((failures, pause) in listOf(1 to 1, 2 to 2, 3 to 4, 7 to 64, 8 to 120, 1_000_000 to 120)) {
            val pauses = List(200) { seed -> measured { Backoff(random = Random(seed)).pause(failures) } }
            assertTrue(pauses.all { it >= pause.seconds / 2 && it <= pause.seconds * 1.5 }, "$failures: $pauses")
            assertTrue(pauses.max() - pauses.min() > pause.seconds * 0.8, "spread by chance")
        }
    }

    @Test
    fun theOfficesPauseComesFirstAndTheNetworkEndsOnlyTheRest() = runTest {
        val backoff = Backoff()
        assertTrue(measured { backoff.pause(1, 60.seconds) } >= 60.seconds + 500.milliseconds)
        backoff.networkIsBack()
        assertEquals(60.seconds, measured { backoff.pause(8, 60.seconds) })
        launch {
            delay(3.seconds)
            backoff.networkIsBack()
        }
        assertEquals(3.seconds, measured { backoff.pause(8) })
        assertTrue(measured { backoff.pause(8) } >= 1.minutes, "once a signal")
    }

    @Test
    fun askingGoesOnUntilAnotherTryWouldNotHelp() = runTest {
        for (last in listOf(OfficeAnswer.Given(1), OfficeAnswer.Failed(OfficeAnswer.Reason.NOT_TAKEN))) {
            val offline = OfficeAnswer.Failed(OfficeAnswer.Reason.NO_ANSWER)
            val busy = OfficeAnswer.Failed(OfficeAnswer.Reason.BUSY, retryAfter = 30.seconds)
            val answers = ArrayDeque(listOf(offline, busy, last))
            val waited = measured { assertEquals(last, Backoff().untilAnswered { answers.removeFirst() }) }
            assertTrue(waited >= 31.seconds && waited <= 35.seconds, "$waited")
        }
    }

    /** Busy, busy, then registered: two pauses as asked for, and the screen says in between that it waits. */
    @Test
    fun aSubmissionWaitsAsTheOfficeAsks(): Unit = runBlocking {
        var requests = 0
        val problem = """{"type":"/api/v1/#unavailable","title":"Not now","status":503}"""
        Office {
            when (++requests) {
                1, 2 -> Office.Said(503, problem, "Retry-After" to "1")
                else -> Office.Said(201, """{"user_id":"hdlpf38617","registered_at":"2024-02-29T00:00:00Z"}""")
            }
        }.use { office ->
            val model = submitting()
            val store = NetworkStore(OfficeClient(office.address, http)) { }
            val states = ArrayList<Boolean>()
            val watching = launch { model.state.collect { states += it.isWaitingForNetwork } }
            val begun = System.nanoTime()
            val backoff = Backoff(first = 10.milliseconds, most = 20.milliseconds)
            assertIs<Answer.Registered>(model.carryOutUntilAnswered(store, backoff)?.answerOrThrow())
            assertTrue(System.nanoTime() - begun >= 2_000_000_000, "two seconds were asked for")
            assertEquals(3, requests)
            delay(10)
            watching.cancel()
            assertEquals(listOf(false, true, false), states.distinctConsecutive())
        }
    }

    private fun List<Boolean>.distinctConsecutive() = filterIndexed { at, it -> at == 0 || this[at - 1] != it }
}
