import dev.toroku.*
import dev.toroku.engine.*
import example.MemoryStore
import java.util.Locale
import kotlinx.coroutines.runBlocking

fun main(): Unit = runBlocking {
    val store = MemoryStore
    // The README's first user ID.
}
