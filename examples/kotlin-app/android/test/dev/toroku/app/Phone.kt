package dev.toroku.app

import android.app.Application
import android.content.pm.PackageManager
import android.os.Bundle
import android.os.Looper
import android.os.Parcel
import androidx.lifecycle.ViewModelProvider
import androidx.test.core.app.ApplicationProvider
import dev.toroku.Language
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Item
import dev.toroku.engine.Screen
import java.time.Duration
import kotlin.test.assertTrue
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController

val words = Language.byTag("en")!!.words

/** The manual's samples. */
val sample = arrayOf(
    Item.USER_NAME to "Houmu Taro", Item.SEX to "male", Item.BIRTH_YEAR to "2000", Item.BIRTH_MONTH to "1",
    Item.BIRTH_DAY to "1", Item.MUNICIPALITY to "011011", Item.STREET_ADDRESS to "1-1-1 緑ヶ関ハイツ202号",
    Item.PHONE to "0312345678", Item.EMAIL to "user01@ens-test.com", Item.EMAIL_CONFIRMATION to "user01@ens-test.com",
    Item.USER_TYPE to "applicant_at_counter",
)

typealias Started = ActivityController<RegistrationActivity>

/** The app's activity as the system shows it, first or with what it kept of a process before. */
fun start(saved: Bundle? = null): Started =
    Robolectric.buildActivity(RegistrationActivity::class.java).run { if (saved == null) setup() else setup(saved) }

val Started.host: RegistrationHost
    get() = ViewModelProvider(get())[RegistrationViewModel::class.java].host

val Started.screen: Screen get() = host.model.state.value.screen

fun Started.fillIn() {
    host.choose(ApplicantCategory.APPLICANT_AT_COUNTER)
    host.model.enter(*sample)
    host.agree(true)
}

/**
 * The system ends the process of an app that is in the background: nothing is left of it but the bytes of what it saved.
 * `null` where the person has removed the app from the list of recent ones.
 */
fun Started.dies(isRemoved: Boolean = false): Bundle? {
    val saved = Bundle()
    pause().stop().saveInstanceState(saved).destroy()
    return if (isRemoved) null else overBorder(saved)
}

/** As bytes and back: what holds a reference to the old process does not come through. */
private fun overBorder(bundle: Bundle): Bundle {
    val parcel = Parcel.obtain()
    parcel.writeBundle(bundle)
    val bytes = parcel.marshall()
    parcel.recycle()
    val other = Parcel.obtain()
    other.unmarshall(bytes, 0, bytes.size)
    other.setDataPosition(0)
    return other.readBundle(RegistrationActivity::class.java.classLoader)!!.also { other.recycle() }
}

/** The manifest of an app for this office. */
fun officeAt(address: String) {
    val app = ApplicationProvider.getApplicationContext<Application>()
    val about = app.packageManager.getPackageInfo(app.packageName, PackageManager.GET_META_DATA)
    about.applicationInfo!!.metaData.putString("dev.toroku.office", address)
    shadowOf(app.packageManager).installPackage(about)
}

/** Waits for what comes from another thread, as the network's does. The phone's own clock goes on by [each] a turn. */
fun waitUntil(what: String, each: Duration = Duration.ZERO, isSo: () -> Boolean) {
    repeat(600) {
        shadowOf(Looper.getMainLooper()).idleFor(each)
        if (isSo()) return
        Thread.sleep(50)
    }
    assertTrue(isSo(), what)
}
