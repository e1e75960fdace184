package dev.toroku

import dev.toroku.engine.Effect
import dev.toroku.engine.Input
import dev.toroku.engine.Item
import dev.toroku.engine.Misuse
import dev.toroku.engine.Registration
import dev.toroku.engine.Screen
import java.io.File
import java.security.SecureRandom
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test

/** Many threads, and many registrations. */
class ManyTest {
    private val policy = Vectors.policy(null)
    private val now = clock.instant()

    private fun together(threads: Int, work: (Int) -> Unit) {
        val pool = Executors.newFixedThreadPool(threads)
        val done = (0 until threads).map { index -> pool.submit { work(index) } }
        pool.shutdown()
        assertTrue(pool.awaitTermination(120, TimeUnit.SECONDS), "a deadlock")
        done.forEach { it.get() }
    }

    private fun registration(): String = Registration(policy, english).use { registration ->
        val entropy = Secret(ByteArray(32).also(SecureRandom()::nextBytes))
        registration.handle(Input.ChooseCategory(Vectors.category("applicant_at_counter"), entropy), now)
        registration.handle(Input.Fill(Vectors.sample), now)
        registration.handle(Input.Agree(TERMS), now)
        val page = assertIs<Screen.Confirmation>(registration.handle(Input.Confirm, now).screen).page
        val reserve = assertIs<Effect.ReserveUserId>(registration.handle(Input.Register(page.digest, english), now).effect)
        val order = assertIs<Effect.Commit>(registration.handle(Input.UserIdReserved(reserve.userId), now).effect)
        registration.handle(Input.Committed(order.commit.key), now)
        order.commit.userId.text
    }

    @Test
    fun manyThreadsOnManyRegistrations() {
        val seen = ConcurrentHashMap.newKeySet<String>()
        together(16) { repeat(50) { seen += registration() } }
        assertEquals(800, seen.size)
    }

    @Test
    fun manyThreadsOnOneRegistration() {
        val model = model()
        model.fillIn()
        together(16) { thread ->
            repeat(200) { round ->
                val text = "${'A' + thread}".repeat(1 + round % 50)
                model.enter(Item.USER_NAME to text, Item.STREET_ADDRESS to text)
                val draft = when (val screen = model.state.value.screen) {
                    is Screen.Entry -> screen.page.draft
                    is Screen.Start, is Screen.Confirmation, is Screen.Issuing, is Screen.Completion -> emptyList()
                }
                val written = draft.filter { it.item == Item.USER_NAME || it.item == Item.STREET_ADDRESS }
                assertTrue(written.map { it.text }.toSet().size <= 1, "two items set in one call were torn apart")
                model.confirm()
                model.back()
                model.choose(Vectors.category("applicant_at_counter"))
            }
        }
        model.close()
    }

    @Test
    fun aRegistrationMayBeClosedWhileOthersCall() {
        repeat(50) {
            val registration = Registration(policy, english)
            together(4) { thread ->
                if (thread == 0) {
                    registration.close()
                } else {
                    val result = runCatching { registration.handle(Input.ShowTerms, now) }
                    val error = result.exceptionOrNull()
                    assertTrue(error is IllegalStateException || error is Misuse, "$error")
                }
            }
        }
    }

    @Test
    fun aHundredThousandRegistrationsDoNotGrow() {
        val total = Integer.getInteger("toroku.registrations", 100_000)
        val rounds = 10
        var before = residentKiB()
        val grown = List(rounds) {
            repeat(total / rounds) { registration() }
            val now = residentKiB()
            (now - before).also { before = now }
        }
        println("$total registrations, grown by $grown KiB a round")
        // What leaks grows in every round; compiling and the collector's own pages come and go.
        assertTrue(grown.min() < 1024, "every round grew: $grown KiB")
    }

    private fun residentKiB(): Long {
        System.gc()
        val status = File("/proc/self/status")
        if (!status.exists()) return 0
        return status.readLines().first { it.startsWith("VmRSS") }.filter(Char::isDigit).toLong()
    }
}
