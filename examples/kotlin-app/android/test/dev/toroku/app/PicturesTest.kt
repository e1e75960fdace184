package dev.toroku.app

import android.graphics.Bitmap
import android.graphics.Canvas
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import dev.toroku.Language
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Screen
import java.io.File
import kotlin.test.assertIs
import kotlin.test.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** The pages as Android's own graphics draw them, in three languages: pictures for people, in `toroku.pictures`. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(qualifiers = "w412dp-h1600dp-xhdpi")
class PicturesTest {
    @get:Rule(order = 0)
    val keystore = Keystore()

    @get:Rule(order = 1)
    val compose = createEmptyComposeRule()

    private fun Started.draw(name: String) {
        compose.waitForIdle()
        val view = get().window.decorView
        val picture = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
        view.draw(Canvas(picture))
        val file = File(System.getProperty("toroku.pictures")!!, "$name.png")
        file.parentFile.mkdirs()
        file.outputStream().use { assertTrue(picture.compress(Bitmap.CompressFormat.PNG, 100, it)) }
        val colours = HashSet<Int>()
        for (y in 0 until picture.height step 3) for (x in 0 until picture.width step 3) colours += picture.getPixel(x, y)
        assertTrue(colours.size > 20, "$name has ${colours.size} colours: nothing is drawn")
    }

    @Test
    fun everyPageInThreeLanguages() {
        for (tag in listOf("en", "ja", "ja-x-easy")) {
            val app = start()
            app.host.speak(Language.byTag(tag)!!)
            app.draw("$tag-1-top")
            app.host.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
            app.draw("$tag-2-entry")
            app.host.confirm()
            app.draw("$tag-2-entry-wrong")
            app.fillIn()
            app.host.confirm()
            assertIs<Screen.Confirmation>(app.screen)
            app.draw("$tag-3-confirmation")
            app.dies(isRemoved = true)
        }
    }
}
