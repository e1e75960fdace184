package dev.toroku.client

import example.firstRegistration
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

/** The README's first registration: compiled and run here, and compared with what stands there. */
class ReadmeTest {
    @Test
    fun theFirstRegistrationIsMade() {
        Portal().use { portal ->
            val printed = ByteArrayOutputStream()
            val before = System.out
            System.setOut(PrintStream(printed))
            try {
                runBlocking { firstRegistration(portal.address, english) { } }
            } finally {
                System.setOut(before)
            }
            assertEquals(portal.records().single().text("user_id"), printed.toString().trim())
        }
    }

    @Test
    fun theReadmeSaysWhatIsCompiledHere() {
        val module = File(System.getProperty("toroku.root"), "bindings/kotlin-client")
        val here = File(module, "src/test/kotlin/example/FirstRegistration.kt").readText()
        val readme = File(module, "README.md").readText()
        val compiled = here.substringAfter("// README begins\n").substringBefore("    // README ends").trimIndent()
        assertContains(readme, "```kotlin\n$compiled\n```")
        for (line in here.lines().filter { it.startsWith("import ") }) assertContains(readme, "`$line`")
    }
}
