package dev.toroku

import dev.toroku.engine.API_FINGERPRINT
import java.io.File
import java.io.InputStream
import java.nio.file.Files
import java.util.Locale

/** The native library was built from another API than this jar: one of the two is from another release. */
public class UnfitLibraryException internal constructor(message: String, cause: Throwable? = null) :
    IllegalStateException(message, cause)

/**
 * Loads the native library, and refuses one that the glue was not made for: one with other fields would be read at the
 * wrong places.
 *
 * On Android it is one of the app's own. Elsewhere it is the file that the system property `dev.toroku.library` names; or
 * that of the jar for this platform, which needs a file for the moment of loading; or one on `java.library.path`.
 */
internal object NativeLibrary {
    private const val NAME = "toroku_jni"

    /** The fingerprint of the library's API. */
    @JvmStatic
    external fun api(): ByteArray

    /** The glue calls it before its first call. */
    @JvmStatic
    fun load() {
        val named = System.getProperty("dev.toroku.library")
        when {
            named != null -> System.load(named)
            System.getProperty("java.vm.name") == "Dalvik" -> System.loadLibrary(NAME)
            else -> loadFromJar()
        }
        val found = try {
            String(api(), Charsets.UTF_8)
        } catch (e: UnsatisfiedLinkError) {
            throw UnfitLibraryException(
                "the native library ${named ?: NAME} does not fit dev.toroku:toroku: it names no API at all; " +
                    "use the library of the same release",
                e,
            )
        }
        if (found != API_FINGERPRINT) {
            throw UnfitLibraryException(
                "the native library ${named ?: NAME} does not fit dev.toroku:toroku: it has API $found, " +
                    "this jar was made for $API_FINGERPRINT; use the library of the same release",
            )
        }
    }

    private fun loadFromJar() {
        val library = javaClass.getResourceAsStream("/$resource")
        if (library == null) {
            try {
                System.loadLibrary(NAME)
            } catch (e: UnsatisfiedLinkError) {
                throw UnsatisfiedLinkError(
                    "no native library for this machine: add dev.toroku:toroku with classifier $platform, and ${e.message}",
                )
            }
            return
        }
        library.use { load(it, File(System.getProperty("java.io.tmpdir"))) }
    }

    /** This machine, as os-maven-plugin names it: the classifier of the jar with its library. */
    internal val platform: String = platform(System.getProperty("os.name"), System.getProperty("os.arch"))

    /** Where that jar has the library. */
    internal val resource: String = "dev/toroku/native/$platform/${System.mapLibraryName(NAME)}"

    internal fun platform(system: String, machine: String): String {
        val name = system.lowercase(Locale.ROOT)
        val kind = when {
            name.begins("mac") -> "osx"
            name.begins("windows") -> "windows"
            else -> name
        }
        val processor = when (machine) {
            "amd64" -> "x86_64"
            "aarch64", "arm64" -> "aarch_64"
            else -> machine
        }
        return "$kind-$processor"
    }

    /**
     * Loads a library from a file in a folder that is new, and nobody's but this user's: nobody else can have put or
     * changed a file there, and no other process writes it. Both are gone before this returns. Windows keeps the file of a
     * library that is in use; a later process takes it away.
     */
    internal fun load(library: InputStream, temporary: File) {
        sweep(temporary)
        val folder = Files.createTempDirectory(temporary.toPath(), PREFIX).toFile()
        val file = File(folder, System.mapLibraryName(NAME))
        try {
            Files.copy(library, file.toPath())
            System.load(file.path)
        } finally {
            file.delete()
            folder.delete()
        }
    }

    /** What a process left behind that had no way to take it away: Windows's, and one that died while it loaded. */
    private fun sweep(temporary: File) {
        val old = System.currentTimeMillis() - DAY
        val left = temporary.listFiles { file -> file.name.begins(PREFIX) && file.lastModified() < old }.orEmpty()
        for (folder in left) {
            File(folder, System.mapLibraryName(NAME)).delete()
            folder.delete()
        }
    }

    /** Java's own: Kotlin's stands in classes of 180 KB, which would be read for it alone before the first screen. */
    @Suppress("PLATFORM_CLASS_MAPPED_TO_KOTLIN")
    private fun String.begins(start: String): Boolean = (this as java.lang.String).startsWith(start)

    private const val PREFIX = "toroku-jni-"
    private const val DAY = 24L * 60 * 60 * 1000
}
