package dev.toroku.client

import kotlin.math.pow
import kotlin.random.Random
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeoutOrNull

/**
 * Pauses between tries: [first], doubled with each, [most] at most, each half as long again or half as long by chance, so
 * that phones which lost the office together do not come back together. What the office asks for comes before each.
 */
public class Backoff(
    private val first: Duration = 1.seconds,
    private val most: Duration = 2.minutes,
    private val random: Random = Random.Default,
) {
    private val network = Channel<Unit>(Channel.CONFLATED)

    init {
        require(first.isPositive() && most >= first) { "the first pause is above zero and not above the longest" }
    }

    /** The network is back, as the system reports it: the pause under way ends, but for what the office asks for. */
    public fun networkIsBack() {
        network.trySend(Unit)
    }

    /** Waits after this many tries that failed, for as long as the office asks for and then by chance. */
    public suspend fun pause(failures: Int, retryAfter: Duration? = null) {
        delay(retryAfter ?: Duration.ZERO)
        // Beyond 2^20 every pause has reached the longest.
        val grown = minOf(first * 2.0.pow((failures - 1).coerceIn(0, 20)), most)
        withTimeoutOrNull(grown * random.nextDouble(0.5, 1.5)) { network.receive() }
    }

    /** Asks until an answer comes that another try would not better. */
    public suspend fun <T> untilAnswered(ask: suspend () -> OfficeAnswer<T>): OfficeAnswer<T> {
        var failures = 0
        while (true) {
            val answer = ask()
            if (answer !is OfficeAnswer.Failed || !answer.mayPass) return answer
            failures++
            pause(failures, answer.retryAfter)
        }
    }
}
