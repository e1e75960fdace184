package dev.toroku

import dev.toroku.engine.Answer
import example.confirmed
import example.firstUserId
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import kotlin.test.assertContains
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

/** The README's first user ID: compiled and run here, and compared with what stands there. */
class ReadmeTest {
    @Test
    fun theFirstUserIdIsPrinted() {
        val printed = ByteArrayOutputStream()
        val before = System.out
        System.setOut(PrintStream(printed))
        try {
            runBlocking { firstUserId(MemoryStore()) }
        } finally {
            System.setOut(before)
        }
        assertTrue(Regex("[a-z]{5}[0-9]{5}").matches(printed.toString().trim()), "no user ID was printed")
    }

    @Test
    fun theReadmeSaysWhatIsCompiledHere() {
        assertShows("bindings/kotlin/README.md", "FirstUserId.kt")
        val readme = File(root, "bindings/kotlin/README.md").readText()
        for (line in example("FirstUserId.kt").lines().filter { it.startsWith("import ") }) assertContains(readme, "`$line`")
    }

    @Test
    fun theRepositorysPageTellsAllProblemsAtOnce() {
        assertShows("README.md", "Confirmed.kt")
        assertIs<Answer.Problems>(confirmed().state.value.answer)
    }

    private val root = File(System.getProperty("toroku.vectors"), "../..")

    private fun example(name: String) = File(root, "bindings/kotlin/src/test/kotlin/example/$name").readText()

    private fun assertShows(page: String, name: String) {
        val compiled = example(name).substringAfter("// README begins\n").substringBefore("    // README ends").trimIndent()
        assertContains(File(root, page).readText(), "```kotlin\n$compiled\n```")
    }
}
