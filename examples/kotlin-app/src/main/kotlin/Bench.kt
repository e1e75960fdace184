import dev.toroku.Language
import dev.toroku.RandomSource
import dev.toroku.RegistrationModel
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Effect
import dev.toroku.engine.Input
import dev.toroku.engine.Item
import dev.toroku.engine.ItemText
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Registration
import dev.toroku.engine.Screen
import dev.toroku.engine.userIdCount
import dev.toroku.Personal
import dev.toroku.entropy
import java.lang.management.ManagementFactory
import java.time.Instant

private val sample = listOf(
    Item.USER_NAME to "HOUMU TARO", Item.SEX to "male", Item.BIRTH_YEAR to "2000", Item.BIRTH_MONTH to "01",
    Item.BIRTH_DAY to "01", Item.MUNICIPALITY to "011011", Item.STREET_ADDRESS to "1-1-1 緑ヶ関ハイツ202号",
    Item.PHONE to "0312345678", Item.EMAIL to "user01@ens-test.com", Item.EMAIL_CONFIRMATION to "user01@ens-test.com",
    Item.USER_TYPE to "applicant_at_counter",
).map { (item, text) -> ItemText(item, Personal(text)) }

private val clock by lazy { ManagementFactory.getThreadMXBean() }

private fun measure(what: String, times: Int, work: () -> Unit) {
    repeat(times) { work() }
    val best = (1..3).minOf {
        val start = clock.currentThreadCpuTime
        repeat(times) { work() }
        (clock.currentThreadCpuTime - start) / times
    }
    println("$what: ${best / 1000.0} µs")
}

/**
 * What a call and a registration cost the thread that calls, in processor time (a busy machine changes it less than the
 * time on the wall): the best of three rounds after one to warm up.
 */
fun main() {
    val policy = Policy(PolicySettings("2023-03", "https://registration.example/password"))
    val english = Language.byTag("en")!!
    val now = Instant.ofEpochSecond(1_700_000_000)
    val choose = Input.ChooseCategory(ApplicantCategory.APPLICANT_AT_COUNTER, RandomSource.SECURE.entropy())

    measure("a call without arguments", 100_000) { userIdCount() }
    val registration = Registration(policy, english)
    registration.handle(choose, now)
    registration.handle(Input.Fill(sample), now)
    // Every other key makes the name one that is converted: what is said of the field changes each time.
    val names = listOf(Personal("HOUMU TARO"), Personal("HOUMU  TARO"))
    var keys = 0
    measure("a key at STEP1, with the screen's ten reports", 20_000) {
        registration.handle(Input.Set(Item.USER_NAME, names[keys++ % 2]), now)
    }
    measure("a key at STEP1, with what it changed", 20_000) {
        registration.enter(Item.USER_NAME, names[keys++ % 2], now)
    }
    RegistrationModel(policy, english).use { model ->
        model.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
        model.handle(Input.Fill(sample))
        measure("a key at STEP1, in the model", 20_000) { model.enter(Item.USER_NAME, names[keys++ % 2].expose()) }
    }
    measure("a registration of seven calls, from the top page to the user ID", 5_000) {
        Registration(policy, english).use {
            it.handle(choose, now)
            it.handle(Input.Fill(sample), now)
            it.handle(Input.Agree("2023-03"), now)
            val page = (it.handle(Input.Confirm, now).screen as Screen.Confirmation).page
            val reserve = it.handle(Input.Register(page.digest, english), now).effect as Effect.ReserveUserId
            val order = it.handle(Input.UserIdReserved(reserve.userId), now).effect as Effect.Commit
            it.handle(Input.Committed(order.commit.key), now)
        }
    }
}
