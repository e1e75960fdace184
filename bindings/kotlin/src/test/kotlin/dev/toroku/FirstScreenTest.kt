package dev.toroku

import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test

/** What a JVM reads before the first screen, in a process of its own. */
class FirstScreenTest {
    private val read = run {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val classes = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
        val command = arrayOf(java, "-Xlog:class+load:stdout", "-cp", classes, "dev.toroku.FirstScreenMainKt")
        val process = ProcessBuilder(*command).start()
        val told = process.inputStream.bufferedReader().readText()
        assertEquals(0, process.waitFor(), told)
        Regex("""\] (\S+) source:""").findAll(told).map { it.groupValues[1] }.toSet()
    }

    /** Each of them is 100 to 700 KB of functions, of which one would be called: some 20 ms for all. */
    @Test
    fun noneOfKotlinsLargeClassesIsRead() {
        assertTrue("dev.toroku.engine.EntryPage" in read, "STEP1 is reached")
        val large = listOf(
            "kotlin.collections.ArraysKt", "kotlin.collections.CollectionsKt", "kotlin.collections.MapsKt",
            "kotlin.text.StringsKt", "kotlin.io.FilesKt",
        )
        assertEquals(emptyList(), large.filter { it in read })
    }

    @Test
    fun noCompanionWithoutContentIsRead() {
        val companions = read.filter { it.startsWith("dev.toroku.engine.") && it.endsWith("\$Companion") }
        assertEquals(listOf("dev.toroku.engine.Registration\$Companion"), companions, "it has restore")
    }
}
