// Every page for every applicant: axe-core in every state, the keyboard alone, small screens, large text, and
// what a person has set in the system.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  accessible, button, daysAhead, fillIn, inBrowser as browse, openLink, openMail, path, picture, sample,
  summaryFocused, switchTo, type, usePortal,
} from "./harness.js";

const PASSWORD = "Momiji ga kirei desu ne 2024";
const portal = usePortal();
const hurried = usePortal({ TOROKU_LIMITS_FORMS_PER_MINUTE: "1" });
const written = usePortal({ TOROKU_LIMITS_MAILS_PER_MAILBOX: "1" });
const broken = usePortal();
const aged = usePortal();

const confirm = (page) => page.click(button("do", "confirm"));

// Each language on each screen; the large and the smallest in all, so that nothing depends on a language's length.
const readers = ["desktop", "small"].flatMap((screen) =>
  ["ja", "en", "ja-x-easy"].map((language) => ({ language, screen })),
);

for (const [number, { language, screen }] of readers.entries()) {
  browse(`no barrier on any page: ${language} ${screen}`, () => portal.url, { screen, language }, async (page, context) => {
    const look = (name, which = page) => accessible(which, `access-${language}-${screen}-${name}`);
    if (language === "ja-x-easy") await switchTo(page, language);
    await look("top");
    for (const [name, address] of [
      ["guidance", "/guidance/foreign_national"],
      ["document", "/documents/prepare"],
      ["terms", "/terms"],
      ["not-found", "/nothing"],
      ["method", "/category"],
      ["request", "/password/request"],
      ["requested", "/password/request?requested=1"],
      ["change", "/password/change"],
      ["session", "/?notice=session"],
      ["login", "/login"],
      ["mailbox", "/mailbox"],
    ]) {
      await page.goto(portal.url + address);
      await look(name);
    }
    await page.goto(`${portal.url}/password/request`);
    await page.click("main form button[name=do]");
    await look("request-problems");
    await page.goto(`${portal.url}/login`);
    // Each reader's own: who fails too often is shown something else.
    await page.fill("#user_id", `bcdfg0000${number}`);
    await page.fill("#password", "not this one at all");
    await page.click("main form button[name=do]");
    await summaryFocused(page);
    await look("login-problem");
    await page.goto(`${portal.url}/password/change`);
    await page.fill("#user_id", `bcdfg0000${number}`);
    await page.click("main form button[name=do]");
    await look("change-problem");

    await page.goto(portal.url);
    await page.click(button("category", "applicant_at_counter"));
    await look("entry");
    await confirm(page);
    await look("entry-empty-problems");
    await type(page, { ...sample, user_name: "José", street_address: "𠮷野町", email: "taro@gmial.com", email_confirmation: "taro@gmial.com" });
    await page.check("#sex");
    await page.check("#user_type");
    await page.check("#terms");
    await page.focus("#municipality");
    await page.keyboard.type("fuchu");
    await page.locator("#municipality[aria-expanded=true]").waitFor();
    await page.keyboard.press("ArrowDown");
    await look("entry-combobox");
    await page.keyboard.press("Enter");
    await page.locator("#municipality-report .chosen").waitFor();
    await page.locator("#email-report .notice").waitFor();
    await look("entry-feedback");
    await confirm(page);
    await look("entry-problems");
    await page.click(button("do", "search"));
    await page.fill("#q", "qqqq");
    await page.click("main form button[name=do]");
    await look("municipality-none");
    await page.fill("#q", "chuo");
    await page.click("main form button[name=do]");
    await look("municipality");
    await page.click(".results button >> nth=0");
    await type(page, { user_name: "Houmu Taro", street_address: "1-1-1 緑ヶ関ハイツ", phone: "99999999999" });
    await confirm(page);
    assert.equal(path(page), "/confirmation");
    await look("confirmation");
    await page.goto(`${portal.url}/entry`);
    await look("entry-confirmed");
    await page.goto(`${portal.url}/confirmation`);
    await page.click(button("do", "register"));
    assert.equal(path(page), "/completion");
    await look("completion");
    const userId = await page.locator(".user-id b").innerText();
    await page.goto(portal.url);
    await look("top-registered");

    const reader = await context.newPage();
    const mail = await openMail(reader, portal.url, userId);
    await look("mail", reader);
    await reader.click("#link");
    await reader.locator("form[action='/password/closed']").waitFor();
    await look("password-conflict", reader);
    await page.close();
    await openLink(reader, mail);
    await look("password", reader);
    await reader.fill("#password", "short");
    await reader.click("main form[action='/password'] button");
    await look("password-problems", reader);
    // The switch opens the link anew.
    await switchTo(reader, "en");
    assert.equal(await reader.locator("#password").count(), 1);
    await switchTo(reader, language);
    await reader.fill("#password", PASSWORD);
    await reader.fill("#password_confirmation", PASSWORD);
    await reader.click("main form[action='/password'] button");
    await look("password-done", reader);
    await openLink(reader, mail);
    await look("password-refused", reader);
    await reader.goto(`${portal.url}/login`);
    await reader.fill("#user_id", userId);
    await reader.fill("#password", PASSWORD);
    await reader.click("main form button[name=do]");
    assert.equal(path(reader), "/account");
    await look("account", reader);
    await reader.goto(`${portal.url}/password/change`);
    await reader.fill("#current", PASSWORD);
    await reader.fill("#password", "Sakura mo kirei deshita ne 2025");
    await reader.click("main form button[name=do]");
    await look("change-problems", reader);
    await reader.fill("#current", PASSWORD);
    await reader.fill("#password", "Sakura mo kirei deshita ne 2025");
    await reader.fill("#password_confirmation", "Sakura mo kirei deshita ne 2025");
    await reader.click("main form button[name=do]");
    assert.equal(path(reader), "/account");
    await look("account-changed", reader);
  });
}

/** Presses a page's button; the status that comes back. */
async function press(page, selector) {
  const [response] = await Promise.all([page.waitForNavigation(), page.click(selector)]);
  return response.status();
}

/** Presses it until the portal has had enough of it. */
async function pressTooOften(page, address, selector, fill = async () => {}) {
  for (let attempt = 0; attempt < 8; attempt++) {
    await page.goto(address);
    await fill();
    if ((await press(page, selector)) === 429) return;
  }
  throw new Error(`${address} is never refused`);
}

for (const { language, screen } of readers) {
  const name = `no barrier on any error's page: ${language} ${screen}`;
  browse(name, () => portal.url, { screen, language }, async (page) => {
    const look = (name) => accessible(page, `access-${language}-${screen}-error-${name}`);
    // The choice is kept for the host's name, and so for all four portals.
    if (language === "ja-x-easy") await switchTo(page, language);
    const logIn = "main form button[name=do]";

    await page.goto(`${portal.url}/login`);
    await page.evaluate(() => (document.querySelector("main [name=csrf]").value = "another page's"));
    assert.equal(await press(page, logIn), 403);
    await look("403");
    await page.goto(`${portal.url}/login`);
    await page.evaluate(() => (document.querySelector("#password").value = "x".repeat(300_000)));
    assert.equal(await press(page, logIn), 413);
    await look("413");

    await pressTooOften(page, `${portal.url}/login`, logIn, async () => {
      await page.fill("#user_id", "bcdfg00009");
      await page.fill("#password", "not this one at all");
    });
    await look("429-failures");
    await pressTooOften(page, `${hurried.url}/login`, logIn);
    await look("429-forms");
    await page.goto(written.url);
    await page.click(button("category", "applicant_at_counter"));
    await fillIn(page);
    await page.click(button("do", "confirm"));
    if ((await press(page, button("do", "register"))) !== 429) {
      // The first of them all is registered.
      await page.click("main form button");
      await page.click(button("category", "applicant_at_counter"));
      await fillIn(page);
      await page.click(button("do", "confirm"));
      assert.equal(await press(page, button("do", "register")), 429);
    }
    await look("429-mails");

    broken.loseDatabase();
    assert.equal((await page.goto(broken.url)).status(), 500);
    await look("500");
  });
}

test("no barrier where a password expires soon, or has", async (t) => {
  let userId;
  await browse.once(aged.url, {}, async (page, context) => {
    await page.click(button("category", "applicant_at_counter"));
    await fillIn(page);
    await page.click(button("do", "confirm"));
    await page.click(button("do", "register"));
    userId = await page.locator(".user-id b").innerText();
    const reader = await context.newPage();
    const mail = await openMail(reader, aged.url, userId);
    await page.close();
    await openLink(reader, mail);
    await reader.fill("#password", PASSWORD);
    await reader.fill("#password_confirmation", PASSWORD);
    await reader.click("main form[action='/password'] button");
    await reader.waitForURL("**/password/done");
  });
  for (const [days, name, ending] of [
    [350, "account-expires-soon", "/account"],
    [370, "login-expired", "/login"],
  ]) {
    await aged.restart(daysAhead(days));
    for (const { language, screen } of readers) {
      await t.test(`${name}: ${language} ${screen}`, () =>
        browse.once(`${aged.url}/login`, { screen, language }, async (page) => {
          if (language === "ja-x-easy") await switchTo(page, language);
          await page.fill("#user_id", userId);
          await page.fill("#password", PASSWORD);
          await page.click("main form button[name=do]");
          await page.locator(".warning, .summary").waitFor();
          assert.equal(path(page), ending);
          await accessible(page, `access-${language}-${screen}-${name}`);
          await page.click("a[href='/password/change'] >> nth=0");
          assert.equal(path(page), "/password/change");
        }),
      );
    }
  }
});

/** Goes on with the Tab key to an element; what is reached on the way has a visible focus. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const [isThere, outline] = await page.evaluate((selector) => {
      const now = document.activeElement;
      return [now.matches(selector), now === document.body ? "body" : getComputedStyle(now).outlineStyle];
    }, selector);
    assert.notEqual(outline, "none", "the focus can be seen");
    if (isThere) return;
  }
  throw new Error(`the Tab key does not lead to ${selector}`);
}

for (const script of [true, false]) {
  browse(`the whole registration by keyboard: ${script ? "script" : "plain"}`, () => portal.url, { script }, async (page) => {
    const keys = page.keyboard;
    // Past the head of the page in one step.
    await keys.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await keys.press("Enter");
    await tabTo(page, 'button[value="applicant_at_counter"]');
    await keys.press("Enter");
    await page.waitForURL("**/entry");
    const enter = async (selector, text) => {
      await tabTo(page, selector);
      await keys.type(text);
    };
    await enter("#user_name", sample.user_name);
    await tabTo(page, "[name=sex]");
    await keys.press("Space");
    for (const part of ["birth_year", "birth_month", "birth_day"]) await enter(`#${part}`, sample[part]);
    await tabTo(page, "#municipality");
    await keys.type("sapporo chuo");
    if (script) {
      await page.locator("#municipality[aria-expanded=true]").waitFor();
      await keys.press("ArrowDown");
      await keys.press("Enter");
      await page.locator("#municipality-report .chosen").waitFor();
    } else {
      await tabTo(page, '[name=do][value="search"]');
      await keys.press("Enter");
      await page.waitForURL("**/entry/municipality?*");
      await tabTo(page, ".results button");
      await keys.press("Enter");
      await page.waitForURL("**/entry#municipality");
    }
    for (const name of ["street_address", "phone", "email", "email_confirmation"]) await enter(`#${name}`, sample[name]);
    await tabTo(page, "[name=user_type]");
    await keys.press("Space");
    // The terms are forgotten: the summary has the focus and leads there.
    await keys.press("Shift+Tab");
    await page.focus("#phone");
    await keys.press("Enter");
    await page.waitForURL("**/entry?checked=1");
    await summaryFocused(page);
    await tabTo(page, ".summary a");
    await keys.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "terms");
    await keys.press("Space");
    await tabTo(page, 'main [name=do][value="confirm"]');
    await keys.press("Enter");
    await page.waitForURL("**/confirmation");
    await tabTo(page, '[name=do][value="register"]');
    await keys.press("Enter");
    await page.waitForURL("**/completion");
  });
}

const pages = ["/", "/login", "/password/request", "/password/change", "/terms", "/entry?checked=1", "/entry/municipality?q=chuo"];

browse("text at twice its size stays on the screen, on the smallest too", () => portal.url, { language: "ja" }, async (page) => {
  await page.click(button("category", "applicant_at_counter"));
  for (const [width, height] of [[1280, 800], [640, 800], [320, 568]]) {
    await page.setViewportSize({ width, height });
    for (const address of pages) {
      await page.goto(portal.url + address);
      await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      await picture(page, `access-large-text-${width}-${pages.indexOf(address)}`);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll("main p, main h1, main h2, main .button, main label, main legend, main dd")]
          .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && getComputedStyle(one).display !== "inline")
          .map((one) => one.outerHTML.slice(0, 120)),
      );
      assert.deepEqual(cut, [], `${address} at ${width} px`);
    }
  }
});

/** Registers the manual's sample from the top page on, to STEP3. */
async function register(page) {
  await page.click(button("category", "applicant_at_counter"));
  await fillIn(page);
  await confirm(page);
  await page.waitForURL("**/confirmation");
  await page.click(button("do", "register"));
  await page.waitForURL("**/completion");
}

for (const { language, screen } of [{ language: "en", screen: "phone" }, { language: "ja-x-easy", screen: "small" }]) {
  browse(`every step at twice its size: ${language} ${screen}`, () => portal.url, { language, screen }, async (page) => {
    const look = async (name) => {
      await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      await picture(page, `access-large-${language}-${name}`);
      await page.evaluate(() => (document.documentElement.style.fontSize = ""));
      await picture(page, `access-${language}-${screen}-${name}-again`);
    };
    if (language === "ja-x-easy") await switchTo(page, language);
    await look("top");
    await page.click(button("category", "applicant_at_counter"));
    await confirm(page);
    await look("entry");
    // Readings can be read, and lines have room for them in every browser.
    const readings = await page.evaluate(() => [...document.querySelectorAll("rt")].map((one) => parseFloat(getComputedStyle(one).fontSize)));
    assert.ok(readings.every((size) => size >= 10), `${Math.min(...readings)} px`);
    await fillIn(page);
    await confirm(page);
    await look("confirmation");
    await page.click(button("do", "register"));
    await page.waitForURL("**/completion");
    await look("completion");
  });
}

browse("STEP3 is copied and printed", () => portal.url, {}, async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await register(page);
  const userId = await page.locator(".user-id b").innerText();
  await page.click("[data-copy]");
  await page.locator("[data-copy]", { hasText: "User ID copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), userId);
  await page.evaluate(() => (window.print = () => (document.title = "printed")));
  await page.click("[data-print]");
  assert.equal(await page.title(), "printed");
  await page.emulateMedia({ media: "print" });
  assert.match(await page.innerText(".printed"), /HOUMU TARO[^]*\d{4}-\d\d-\d\d/);
  assert.ok(await page.locator("header .name").isVisible());
  const mark = await page.evaluate(() => {
    const { borderStyle, color, backgroundColor } = getComputedStyle(document.querySelector(".warning .mark"));
    return [borderStyle, color, backgroundColor];
  });
  assert.deepEqual(mark, ["solid", "rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]);
  await picture(page, "access-print");
});

browse("a link opened in the tab of the home page: nothing is left to close", () => portal.url, {}, async (page, context) => {
  await register(page);
  const userId = await page.locator(".user-id b").innerText();
  const reader = await context.newPage();
  const mail = await openMail(reader, portal.url, userId);
  await reader.goto(mail);
  const link = await reader.getAttribute("#link", "href");
  await reader.close();
  await page.goto(portal.url);
  await page.waitForTimeout(2500);
  await page.goto(link);
  await page.locator("#password").waitFor();
});

browse("a page out of the browser's memory is asked for anew", () => portal.url, {}, async (page) => {
  await register(page);
  const again = page.waitForRequest((request) => request.isNavigationRequest() && request.url().endsWith("/completion"));
  // As WebKit shows it, whatever the page's headers are.
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    if (!document.documentElement.hidden) throw new Error("it stands until it has come");
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  await again;
  await page.waitForFunction(() => !document.documentElement.hidden && document.querySelector(".user-id"));
});

test("colours and movement as a person has set them", async () => {
  await browse.once(portal.url, {}, async (page) => {
    await page.click(button("category", "applicant_at_counter"));
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    for (const address of pages) {
      await page.goto(portal.url + address);
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
      await page.keyboard.press("Tab");
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      assert.notEqual(outline, "none", address);
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll("*")].filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0).length,
      );
      assert.equal(moving, 0, address);
      await picture(page, `access-forced-colors-${pages.indexOf(address)}`);
      const backgrounds = await page.evaluate(() =>
        [".button:not(.secondary, .small)", ".button.secondary"].map((selector) => {
          const button = document.querySelector(`main ${selector}`);
          return button && getComputedStyle(button).backgroundColor;
        }),
      );
      if (backgrounds[0] && backgrounds[1]) assert.notEqual(...backgrounds, address);
    }
  });
});

test("what a browser can fill in, and what language it is in", async () => {
  await browse.once(portal.url, {}, async (page) => {
    await page.click(button("category", "applicant_at_counter"));
    const attributes = (name) => page.evaluate((name) => {
      const input = document.querySelector(`[name="${name}"]`);
      return [input.getAttribute("autocomplete"), input.getAttribute("inputmode"), input.lang];
    }, name);
    for (const [name, ...expected] of [
      ["user_name", "name", "text", "en"],
      ["sex", null, null, ""],
      ["birth_year", "bday-year", "numeric", ""],
      ["birth_month", "bday-month", "numeric", ""],
      ["birth_day", "bday-day", "numeric", ""],
      ["street_address", "address-line1", "text", "ja"],
      ["phone", "tel", "tel", ""],
      ["email", "email", "email", "en"],
      ["email_confirmation", "email", "email", "en"],
    ]) {
      assert.deepEqual(await attributes(name), expected, name);
    }
  });
});
