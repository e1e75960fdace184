package dev.toroku.shrunken;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import android.app.Activity;
import android.app.Application;
import android.content.pm.PackageInfo;
import android.content.pm.PackageManager;
import android.os.Bundle;
import android.os.Looper;
import android.view.View;
import android.view.ViewGroup;
import android.view.accessibility.AccessibilityNodeInfo;
import android.view.accessibility.AccessibilityNodeProvider;
import dev.toroku.app.Keystore;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;
import org.robolectric.annotation.Config;

/**
 * The app as R8 leaves it: names are gone, and so is what nobody calls. So the test knows nothing of it but the activity
 * of the manifest, and uses it as a screen reader does, at the real portal. It is in Java, to need none of Kotlin's
 * classes, which the app has shrunken.
 */
@RunWith(RobolectricTestRunner.class)
@Config(qualifiers = "w412dp-h6000dp")
public class ShrunkenTest {
    private static final String TAG = "androidx.compose.ui.semantics.testTag";

    @Rule public final Keystore keystore = new Keystore();

    private View view;
    private AccessibilityNodeProvider page;

    @Test
    public void theShrunkenAppRegisters() throws Exception {
        assertThrows(
                "the engine has its names", ClassNotFoundException.class,
                () -> Class.forName("dev.toroku.RegistrationModel"));
        Process portal = portal();
        try {
            Class<? extends Activity> app =
                    Class.forName("dev.toroku.app.RegistrationActivity").asSubclass(Activity.class);
            view = drawn(Robolectric.buildActivity(app).setup().get().getWindow().getDecorView());
            page = view.getAccessibilityNodeProvider();
            press("Applicant (at a counter)");
            assertEquals("nothing is wrong so far", List.of(), errors());
            press("Confirm");
            // The engine's words, in both directions over its native methods.
            assertTrue(errors().toString(), errors().contains("Enter your phone number."));

            type("user_name", "Houmu Taro");
            press("男 Male");
            type("birth_year", "2000");
            type("birth_month", "1");
            type("birth_day", "1");
            type("municipality", "北海道札幌市中央区");
            type("street_address", "1-1-1 緑ヶ関ハイツ202号");
            type("phone", "0312345678");
            type("email", "user01@ens-test.com");
            type("email_confirmation", "user01@ens-test.com");
            press("(窓口申請)");
            click(await(id -> "terms".equals(tag(id))));
            press("Confirm");
            press("Registration");
            String completed = said(await(id -> "user_id".equals(tag(id))));
            assertTrue(completed, completed.matches("User ID[a-z]{5}[0-9]{5}"));
        } finally {
            portal.destroyForcibly().waitFor();
        }
    }

    /** The office: a process of its own, whose address the manifest names. */
    private static Process portal() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(new File(System.getProperty("toroku.portal")).getCanonicalPath());
        File folder = Files.createTempDirectory("toroku-shrunken-").toFile();
        builder.environment().put("TOROKU_LISTEN", "127.0.0.1:0");
        Process portal = builder.directory(folder).redirectError(new File(folder, "log")).start();
        String line = new BufferedReader(new InputStreamReader(portal.getInputStream())).readLine();
        assertTrue(line, line.startsWith("Open http://127.0.0.1:"));
        Application app = RuntimeEnvironment.getApplication();
        PackageInfo about = app.getPackageManager().getPackageInfo(app.getPackageName(), PackageManager.GET_META_DATA);
        about.applicationInfo.metaData.putString("dev.toroku.office", line.split(" ")[1].replaceAll("[/.]*$", ""));
        Shadows.shadowOf(app.getPackageManager()).installPackage(about);
        return portal;
    }

    /** The view that draws all of it. */
    private static View drawn(View view) {
        if (view.getAccessibilityNodeProvider() != null) return view;
        if (!(view instanceof ViewGroup)) return null;
        ViewGroup group = (ViewGroup) view;
        for (int at = 0; at < group.getChildCount(); at++) {
            View found = drawn(group.getChildAt(at));
            if (found != null) return found;
        }
        return null;
    }

    private void press(String text) throws Exception {
        click(await(id -> node(id).isClickable() && said(id).startsWith(text)));
    }

    private void click(int id) {
        page.performAction(id, AccessibilityNodeInfo.ACTION_CLICK, null);
        Shadows.shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(1));
    }

    private void type(String tag, String text) throws Exception {
        Bundle typed = new Bundle();
        typed.putCharSequence(AccessibilityNodeInfo.ACTION_ARGUMENT_SET_TEXT_CHARSEQUENCE, text);
        int box = await(id -> tag.equals(tag(id)));
        assertTrue(tag, page.performAction(box, AccessibilityNodeInfo.ACTION_SET_TEXT, typed));
    }

    /** The first node that is so, once there is one. */
    private int await(Predicate<Integer> isSo) throws Exception {
        for (int tries = 0; tries < 300; tries++) {
            // A new page gets its places when it is drawn, or when the view is asked for them: nothing draws here.
            view.requestLayout();
            Shadows.shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(10));
            for (int id : ids(View.NO_ID)) {
                if (isSo.test(id)) return id;
            }
            Thread.sleep(50);
        }
        List<String> there = new ArrayList<>();
        for (int id : ids(View.NO_ID)) there.add(tag(id) + "=" + text(id));
        throw new AssertionError("not on the page, which has " + there);
    }

    private AccessibilityNodeInfo node(int id) {
        return page.createAccessibilityNodeInfo(id);
    }

    private String text(int id) {
        CharSequence text = node(id).getText();
        return text == null ? "" : text.toString();
    }

    /** The words on a button are nodes below it. */
    private String said(int id) {
        StringBuilder said = new StringBuilder();
        for (int each : ids(id)) said.append(text(each));
        return said.toString();
    }

    /** What the app's own tests find a node by. */
    private String tag(int id) {
        AccessibilityNodeInfo node = node(id);
        if (!node.getAvailableExtraData().contains(TAG)) return null;
        page.addExtraDataToAccessibilityNodeInfo(id, node, TAG, new Bundle());
        return String.valueOf(node.getExtras().getCharSequence(TAG));
    }

    private List<String> errors() {
        List<String> errors = new ArrayList<>();
        for (int id : ids(View.NO_ID)) {
            CharSequence error = node(id).getError();
            if (error != null) errors.add(error.toString());
        }
        return errors;
    }

    private List<Integer> ids(int id) {
        List<Integer> ids = new ArrayList<>(List.of(id));
        AccessibilityNodeInfo node = node(id);
        for (int at = 0; at < node.getChildCount(); at++) {
            ids.addAll(ids(AccessibilityNodeInfo.getVirtualDescendantId(node.getChildId(at))));
        }
        return ids;
    }
}
