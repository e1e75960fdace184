package dev.toroku.client

import dev.toroku.engine.Item
import dev.toroku.engine.Screen
import java.io.File
import java.util.UUID
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext

/**
 * Phones for tests/whole: so many of them register one person after the other at an office, until there is a file `stop` in
 * the folder. Each person is a line: e-mail address and user ID.
 *
 *     java … dev.toroku.client.PhonesKt ADDRESS FOLDER PHONES
 */
fun main(arguments: Array<String>): Unit = runBlocking(Dispatchers.Default) {
    val (address, folder, phones) = arguments
    val client = OfficeClient(address, http)
    val backoff = { Backoff(first = 20.milliseconds, most = 200.milliseconds) }
    val office = backoff().untilAnswered { client.policy() } as OfficeAnswer.Given
    repeat(phones.toInt()) {
        launch {
            while (!withContext(Dispatchers.IO) { File(folder, "stop").exists() }) {
                val email = "k-${UUID.randomUUID()}@ens-test.com"
                val model =
                    submitting(office.value.toPolicy(), Item.EMAIL to email, Item.EMAIL_CONFIRMATION to email)
                val store = NetworkStore(client) { }
                model.carryOutUntilAnswered(store, backoff())
                val page = (model.state.value.screen as? Screen.Completion)?.page
                    ?: error("not registered: ${store.failure.value}, ${model.state.value}")
                println("$email ${page.userId.text}")
                model.close()
            }
        }
    }
}
