package dev.toroku

import example.firstUserId
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import kotlin.test.assertContains
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
        val module = File(System.getProperty("toroku.vectors"), "../../bindings/kotlin")
        val readme = File(module, "README.md").readText()
        val here = File(module, "src/test/kotlin/example/FirstUserId.kt").readText()
        val compiled = here.substringAfter("// README begins\n").substringBefore("    // README ends").trimIndent()
        assertContains(readme, "```kotlin\n$compiled\n```")
        for (line in here.lines().filter { it.startsWith("import ") }) assertContains(readme, "`$line`")
    }
}
