package dev.toroku

import java.io.File
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A library of another API is refused when it is loaded, in a process of its own. */
class FitTest {
    @Test
    fun aLibraryOfAnotherApiIsRefused(@TempDir folder: File) {
        val name = System.mapLibraryName("toroku_uniffi")
        val place = com.sun.jna.Platform.RESOURCE_PREFIX
        val bytes = javaClass.getResourceAsStream("/$place/$name")!!.readBytes()
        assertTrue("UserId" in run(copy(folder, "fit", bytes)), "the copy itself works")

        val label = "toroku-api-v1:".toByteArray()
        var changed = 0
        for (at in 0..bytes.size - label.size) {
            if (label.indices.all { bytes[at + it] == label[it] }) {
                for (digit in 0 until 64) bytes[at + label.size + digit] = '0'.code.toByte()
                changed++
            }
        }
        assertTrue(changed > 0)
        val output = run(copy(folder, "unfit", bytes))
        assertTrue("UnfitLibraryException" in output && "use the library of the same release" in output, output)
    }

    private fun copy(folder: File, name: String, bytes: ByteArray) =
        File(folder, "$name-${System.mapLibraryName("toroku_uniffi")}").apply { writeBytes(bytes) }

    private fun run(library: File): String {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val process = ProcessBuilder(
            java, "-cp", System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path"),
            "-Duniffi.component.toroku_uniffi.libraryOverride=${library.path}", "dev.toroku.FitTestMainKt",
        ).redirectErrorStream(true).start()
        return process.inputStream.bufferedReader().readText().also { process.waitFor() }
    }
}
