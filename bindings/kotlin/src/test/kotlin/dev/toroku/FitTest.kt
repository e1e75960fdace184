package dev.toroku

import java.io.File
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Which library is loaded, and which is refused, in processes of their own. */
class FitTest {
    private val bytes = javaClass.getResourceAsStream("/${NativeLibrary.resource}")!!.readBytes()

    @Test
    fun aLibraryOfAnotherApiIsRefused(@TempDir folder: File) {
        assertTrue("UserId" in output(start(named(folder, "fit"))), "the copy itself works")

        val label = "toroku-api-v1:".toByteArray()
        var changed = 0
        for (at in 0..bytes.size - label.size) {
            if (label.indices.all { bytes[at + it] == label[it] }) {
                for (digit in 0 until 64) bytes[at + label.size + digit] = '0'.code.toByte()
                changed++
            }
        }
        assertTrue(changed > 0)
        val output = output(start(named(folder, "unfit")))
        assertTrue("UnfitLibraryException" in output && "use the library of the same release" in output, output)
    }

    @Test
    fun aLibraryThatNamesNoApiIsRefused(@TempDir folder: File) {
        val name = "Java_dev_toroku_NativeLibrary_api".toByteArray()
        var changed = 0
        for (at in 0..bytes.size - name.size) {
            if (name.indices.all { bytes[at + it] == name[it] }) {
                bytes[at] = 'j'.code.toByte()
                changed++
            }
        }
        assertTrue(changed > 0)
        val output = output(start(named(folder, "nameless")))
        assertTrue("UnfitLibraryException" in output && "names no API at all" in output, output)
    }

    @Test
    fun whereNoLibraryIsTheMessageNamesTheArtifact() {
        val classes = classes().split(File.pathSeparator).filter { !File(it, NativeLibrary.resource).exists() }
        assertTrue(classes.size < classes().split(File.pathSeparator).size, "the tests have the library from a folder")
        val output = output(start("-Djava.library.path=/", classes.joinToString(File.pathSeparator)))
        assertTrue("add dev.toroku:toroku with classifier ${NativeLibrary.platform}" in output, output)
    }

    @Test
    fun aMachineHasTheNameOfItsJar() {
        assertEquals("linux-x86_64", NativeLibrary.platform("Linux", "amd64"))
        assertEquals("linux-aarch_64", NativeLibrary.platform("Linux", "aarch64"))
        assertEquals("osx-x86_64", NativeLibrary.platform("Mac OS X", "x86_64"))
        assertEquals("osx-aarch_64", NativeLibrary.platform("Mac OS X", "aarch64"))
        assertEquals("windows-x86_64", NativeLibrary.platform("Windows 11", "amd64"))
    }

    @Test
    fun manyProcessesUnpackItAtOnceAndLeaveNothingBehind(@TempDir folder: File) {
        val processes = List(4) { start("-Djava.io.tmpdir=$folder") }
        processes.forEach { assertEquals("UserId(..)\n", output(it)) }
        assertEquals(emptyList(), folder.list().orEmpty().filter { it.startsWith("toroku") })
    }

    @Test
    fun whatAProcessLeftBehindIsTakenAwayOnceItIsOld(@TempDir folder: File) {
        val old = left(folder, "toroku-jni-old").apply { setLastModified(System.currentTimeMillis() - TimeUnit.DAYS.toMillis(2)) }
        val new = left(folder, "toroku-jni-new")
        val other = left(folder, "other").apply { setLastModified(0) }
        assertEquals("UserId(..)\n", output(start("-Djava.io.tmpdir=$folder")))
        assertEquals(listOf(false, true, true), listOf(old.exists(), new.exists(), other.exists()))
    }

    private fun left(folder: File, name: String) = File(folder, name).apply {
        mkdir()
        File(this, System.mapLibraryName("toroku_jni")).writeText("left")
    }

    private fun named(folder: File, name: String): String {
        val library = File(folder, "$name-${System.mapLibraryName("toroku_jni")}").apply { writeBytes(bytes) }
        return "-Ddev.toroku.library=${library.path}"
    }

    private fun classes(): String =
        System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")

    private fun start(option: String, classes: String = classes()): Process {
        val java = File(System.getProperty("java.home"), "bin/java").path
        return ProcessBuilder(java, "-cp", classes, option, "dev.toroku.FitTestMainKt").redirectErrorStream(true).start()
    }

    private fun output(process: Process): String =
        process.inputStream.bufferedReader().readText().also { process.waitFor() }
}
