// Every page for every applicant: axe-core in every state, the keyboard alone, small screens, large text, and
// what a person has set in the system.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  accessible, begin, button, confirm, daysAhead, fillIn, errorPage, hasStatus, inBrowser as browse, openLink, openMail, picture,
  register, sample, summaryFocused, switchTo, type, ownPortal, portal,
} from "./harness.js";
import { Key } from "./page.js";

const PASSWORD = "Momiji ga kirei desu ne 2024";
const hurried = ownPortal({ TOROKU_LIMITS_FORMS_PER_MINUTE: "1" });
const written = ownPortal({ TOROKU_LIMITS_MAILS_PER_MAILBOX: "1" });
const broken = ownPortal();
const damaged = ownPortal();
const aged = ownPortal();

// Each language on each screen; the large and the smallest in all, so that nothing depends on a language's length.
const readers = ["desktop", "small"].flatMap((screen) =>
  ["ja", "en", "ja-x-easy"].map((language) => ({ language, screen })),
);

for (const [number, { language, screen }] of readers.entries()) {
  browse(`no barrier on any page: ${language} ${screen}`, () => portal.url, { screen, language }, async (page, context) => {
    const look = (name, which = page) => accessible(which, `access-${language}-${screen}-${name}`);
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
    await page.follow("main form button[name=do]");
    await look("request-problems");
    await page.goto(`${portal.url}/login`);
    // Each reader's own: who fails too often is shown something else.
    await page.fill("#user_id", `bcdfg0000${number}`);
    await page.fill("#password", "not this one at all");
    await page.follow("main form button[name=do]");
    await summaryFocused(page);
    await look("login-problem");
    await page.goto(`${portal.url}/password/change`);
    await page.fill("#user_id", `bcdfg0000${number}`);
    await page.follow("main form button[name=do]");
    await look("change-problem");

    await page.goto(portal.url);
    await begin(page);
    await look("entry");
    await confirm(page);
    await look("entry-empty-problems");
    await type(page, { ...sample, user_name: "José", street_address: "𠮷野町", email: "taro@gmial.com", email_confirmation: "taro@gmial.com" });
    await page.check("#sex");
    await page.check("#user_type");
    await page.check("#terms");
    await page.focus("#municipality");
    await page.keys("fuchu");
    await page.waitFor("#municipality[aria-expanded=true]");
    await page.keys(Key.ARROW_DOWN);
    await look("entry-combobox");
    await page.keys(Key.ENTER);
    await page.waitFor("#municipality-report .chosen");
    await page.waitFor("#email-report .notice");
    await look("entry-feedback");
    await confirm(page);
    await look("entry-problems");
    await page.follow(button("do", "search"));
    await page.fill("#q", "qqqq");
    await page.follow("main form button[name=do]");
    await look("municipality-none");
    await page.fill("#q", "chuo");
    await page.follow("main form button[name=do]");
    await look("municipality");
    await page.follow(".results button");
    await type(page, { user_name: "Houmu Taro", street_address: "1-1-1 緑ヶ関ハイツ", phone: "99999999999" });
    await confirm(page);
    assert.equal(await page.path(), "/confirmation");
    await look("confirmation");
    await page.goto(`${portal.url}/entry`);
    await look("entry-confirmed");
    await page.goto(`${portal.url}/confirmation`);
    await page.follow(button("do", "register"));
    assert.equal(await page.path(), "/completion");
    await look("completion");
    const userId = await page.text(".user-id b");
    await page.goto(portal.url);
    await look("top-registered");

    const reader = await context.newPage();
    const mail = await openMail(reader, portal.url, userId);
    await look("mail", reader);
    await reader.follow("#link");
    await reader.waitFor("form[action='/password/closed']");
    await look("password-conflict", reader);
    await page.close();
    await openLink(reader, mail);
    await look("password", reader);
    await reader.fill("#password", "short");
    await reader.follow("main form[action='/password'] button");
    await look("password-problems", reader);
    // The switch opens the link anew.
    await switchTo(reader, "en");
    assert.equal(await reader.count("#password"), 1);
    await switchTo(reader, language);
    await reader.fill("#password", PASSWORD);
    await reader.fill("#password_confirmation", PASSWORD);
    await reader.follow("main form[action='/password'] button");
    await look("password-done", reader);
    await openLink(reader, mail);
    await look("password-refused", reader);
    await reader.goto(`${portal.url}/login`);
    await reader.fill("#user_id", userId);
    await reader.fill("#password", PASSWORD);
    await reader.follow("main form button[name=do]");
    assert.equal(await reader.path(), "/account");
    await look("account", reader);
    await reader.goto(`${portal.url}/password/change`);
    await reader.fill("#current", PASSWORD);
    await reader.fill("#password", "Sakura mo kirei deshita ne 2025");
    await reader.follow("main form button[name=do]");
    await look("change-problems", reader);
    await reader.fill("#current", PASSWORD);
    await reader.fill("#password", "Sakura mo kirei deshita ne 2025");
    await reader.fill("#password_confirmation", "Sakura mo kirei deshita ne 2025");
    await reader.follow("main form button[name=do]");
    assert.equal(await reader.path(), "/account");
    await look("account-changed", reader);
  });
}

/** Presses a page's button until the portal has had enough of it, which its main part then says. */
async function pressTooOften(page, address, selector, fill = async () => {}) {
  for (let attempt = 0; attempt < 8; attempt++) {
    await page.goto(address);
    await fill();
    await page.follow(selector);
    if (await isError(page)) return hasStatus(page, 429);
  }
  throw new Error(`${address} is never refused`);
}

const isError = (page) => page.count(errorPage);

for (const { language, screen } of readers) {
  const name = `no barrier on any error's page: ${language} ${screen}`;
  browse(name, () => portal.url, { screen, language }, async (page) => {
    const look = (name) => accessible(page, `access-${language}-${screen}-error-${name}`);
    // The choice is kept for the host's name, and so for all portals.
    const logIn = "main form button[name=do]";

    const fromAnotherPage = () => page.evaluate(() => void (document.querySelector("main [name=csrf]").value = "another page's"));
    await page.goto(`${portal.url}/discard`);
    await fromAnotherPage();
    await page.follow("main form button");
    await hasStatus(page, 403);
    await look("403");
    // What was typed is to be sent again.
    await page.goto(`${portal.url}/login`);
    await page.fill("#user_id", "bcdfg00009");
    await fromAnotherPage();
    await page.follow(logIn);
    assert.equal(await page.count("main .message[role=status]"), 1);
    assert.equal(await page.value("#user_id"), "bcdfg00009");
    await look("again");
    await page.goto(`${portal.url}/login`);
    await page.evaluate(() => (document.querySelector("#password").value = "x".repeat(300_000)));
    await page.follow(logIn);
    await hasStatus(page, 413);
    await look("413");

    await pressTooOften(page, `${portal.url}/login`, logIn, async () => {
      await page.fill("#user_id", "bcdfg00009");
      await page.fill("#password", "not this one at all");
    });
    await look("429-failures");
    await pressTooOften(page, `${hurried.url}/login`, logIn);
    await look("429-forms");
    // The first of them all is registered.
    for (let attempt = 0; attempt < 2; attempt++) {
      await page.goto(`${written.url}/discard`);
      await page.follow("main form button");
      await begin(page);
      await fillIn(page);
      await confirm(page);
      await page.follow(button("do", "register"));
      if (await isError(page)) break;
    }
    await hasStatus(page, 429);
    assert.equal(new URL(await page.url()).origin, written.url);
    await look("429-mails");

    broken.breakDatabase();
    await page.goto(broken.url);
    await hasStatus(page, 500);
    await look("500");
    damaged.spoilDatabase();
    await page.goto(damaged.url);
    await hasStatus(page, 503);
    await look("503");
  });
}

test("no barrier where a password expires soon, or has", async (t) => {
  let userId;
  await browse.once(aged.url, {}, async (page, context) => {
    userId = await register(page);
    const reader = await context.newPage();
    const mail = await openMail(reader, aged.url, userId);
    await page.close();
    await openLink(reader, mail);
    await reader.fill("#password", PASSWORD);
    await reader.fill("#password_confirmation", PASSWORD);
    await reader.follow("main form[action='/password'] button");
    assert.equal(await reader.path(), "/password/done");
  });
  for (const [days, name, ending] of [
    [350, "account-expires-soon", "/account"],
    [370, "login-expired", "/login"],
  ]) {
    await aged.restart(daysAhead(days));
    for (const { language, screen } of readers) {
      await t.test(`${name}: ${language} ${screen}`, () =>
        browse.once(`${aged.url}/login`, { screen, language }, async (page) => {
          await page.fill("#user_id", userId);
          await page.fill("#password", PASSWORD);
          await page.follow("main form button[name=do]");
          await page.waitFor(".warning, .summary");
          assert.equal(await page.path(), ending);
          await accessible(page, `access-${language}-${screen}-${name}`);
          await page.follow("a[href='/password/change']");
          assert.equal(await page.path(), "/password/change");
        }),
      );
    }
  }
});

/** Goes on with the Tab key to an element; what is reached on the way has a visible focus. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keys(Key.TAB);
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
    // Past the head of the page in one step.
    await page.keys(Key.TAB);
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keys(Key.ENTER);
    const enterOn = async (selector) => {
      await tabTo(page, selector);
      await page.follow(() => page.keys(Key.ENTER));
    };
    await enterOn('button[value="applicant_at_counter"]');
    assert.equal(await page.path(), "/entry");
    const enter = async (selector, text) => {
      await tabTo(page, selector);
      await page.keys(text);
    };
    await enter("#user_name", sample.user_name);
    await tabTo(page, "[name=sex]");
    await page.keys(Key.SPACE);
    for (const part of ["birth_year", "birth_month", "birth_day"]) await enter(`#${part}`, sample[part]);
    await tabTo(page, "#municipality");
    await page.keys("sapporo chuo");
    if (script) {
      await page.waitFor("#municipality[aria-expanded=true]");
      await page.keys(Key.ARROW_DOWN);
      await page.keys(Key.ENTER);
      await page.waitFor("#municipality-report .chosen");
    } else {
      await enterOn('[name=do][value="search"]');
      assert.equal(await page.path(), "/entry/municipality");
      await enterOn(".results button");
      await page.at("/entry#municipality");
    }
    for (const name of ["street_address", "phone", "email", "email_confirmation"]) await enter(`#${name}`, sample[name]);
    await tabTo(page, "[name=user_type]");
    await page.keys(Key.SPACE);
    // The terms are forgotten: the summary has the focus and leads there.
    await page.chord(Key.SHIFT, Key.TAB);
    await page.focus("#phone");
    await page.follow(() => page.keys(Key.ENTER));
    await page.at("/entry?checked=1");
    await summaryFocused(page);
    await tabTo(page, ".summary a");
    await page.keys(Key.ENTER);
    assert.equal(await page.focused(), "terms");
    await page.keys(Key.SPACE);
    await enterOn('main [name=do][value="confirm"]');
    assert.equal(await page.path(), "/confirmation");
    await enterOn('[name=do][value="register"]');
    assert.equal(await page.path(), "/completion");
  });
}

const pages = ["/", "/login", "/password/request", "/password/change", "/terms", "/entry?checked=1", "/entry/municipality?q=chuo"];

/** Sets the text to twice its size and looks whether all of it stays within the screen and its own boxes. */
async function enlarge(page, name) {
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await picture(page, name);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll("main :is(p, h1, h2, li, dt, dd, label, legend, .button)")]
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && getComputedStyle(one).display !== "inline")
      .map((one) => one.outerHTML.slice(0, 120)),
  );
  assert.deepEqual(cut, [], name);
}

browse("text at twice its size stays on the screen, on the smallest too", () => portal.url, { language: "ja" }, async (page) => {
  await begin(page);
  for (const [width, height] of [[1280, 800], [640, 800], [320, 568]]) {
    await page.resize({ width, height });
    for (const address of pages) {
      await page.goto(portal.url + address);
      await enlarge(page, `access-large-text-${width}-${pages.indexOf(address)}`);
    }
  }
});

for (const language of ["en", "ja-x-easy"]) {
  browse(`every step at twice its size: ${language}`, () => portal.url, { language }, async (page) => {
    const look = async (name) => {
      for (const width of [320, 390, 768]) {
        await page.resize({ width, height: 844 });
        await enlarge(page, `access-large-${language}-${width}-${name}`);
        await page.evaluate(() => (document.documentElement.style.fontSize = ""));
        await picture(page, `access-${language}-${width}-${name}-again`);
      }
    };
    await look("top");
    await begin(page);
    await confirm(page);
    await look("entry");
    // Readings can be read, and lines have room for them in every browser.
    const readings = await page.evaluate(() => [...document.querySelectorAll("rt")].map((one) => parseFloat(getComputedStyle(one).fontSize)));
    assert.ok(readings.every((size) => size >= 10), `${Math.min(...readings)} px`);
    // With a conversion, a notice and an offer at STEP2.
    await fillIn(page, { ...sample, email: "taro@gmial.com", email_confirmation: "taro@gmial.com" });
    await confirm(page);
    await look("confirmation");
    await page.follow(button("do", "register"));
    await look("completion");
  });
}

browse("STEP3 is copied, and printed on demand", () => portal.url, {}, async (page) => {
  const userId = await register(page);
  await page.click("[data-copy]");
  await page.waitFor("[data-copy]", "User ID copied");
  await page.evaluate(() => (window.print = () => (document.title = "printed")));
  await page.click("[data-print]");
  assert.equal(await page.title(), "printed");
  // As a person looks what was copied: by pasting it.
  await page.goto(`${portal.url}/login`);
  await page.focus("#user_id");
  await page.chord(Key.CONTROL, "v");
  await page.has("#user_id", userId);
});

browse("what is said of a copy has its readings", () => portal.url, { language: "ja-x-easy" }, async (page) => {
  await register(page);
  await page.click("[data-copy]");
  await page.until(() => document.querySelector("[data-copy]").innerText.endsWith("しました"));
  const readings = () => [...document.querySelectorAll("[data-copy] rt")].filter((one) => one.offsetWidth).map((one) => one.innerText);
  assert.deepEqual(await page.evaluate(readings), ["りようしゃ"]);
});

/** WebDriver has no word for these; Chromium and Firefox have ways of their own. */
const wishes = { unable: { webkit: "WebKitGTK's driver sets neither a person's wishes nor the medium" } };

browse("STEP3 as it is printed", () => portal.url, wishes, async (page) => {
  await register(page);
  await page.wish({ print: true });
  assert.match(await page.text(".printed"), /HOUMU TARO[^]*\d{4}-\d\d-\d\d/);
  assert.equal(await page.countShown("header .name"), 1);
  const mark = await page.evaluate(() => {
    const { borderStyle, color, backgroundColor } = getComputedStyle(document.querySelector(".warning .mark"));
    return [borderStyle, color, backgroundColor];
  });
  assert.deepEqual(mark, ["solid", "rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]);
  await picture(page, "access-print");
});

browse("a link opened in the tab of the home page: nothing is left to close", () => portal.url, {}, async (page, context) => {
  const userId = await register(page);
  const reader = await context.newPage();
  const mail = await openMail(reader, portal.url, userId);
  await reader.goto(mail);
  const link = await reader.attribute("#link", "href");
  await reader.close();
  await page.goto(portal.url);
  // Until the portal knows that the page is open.
  await sleep(2500);
  await page.goto(link);
  await page.waitFor("#password");
});

browse("a page out of the browser's memory is asked for anew", () => portal.url, {}, async (page) => {
  await register(page);
  // As WebKit shows it, whatever the page's headers are.
  await page.follow(() =>
    page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
      if (!document.documentElement.hidden) throw new Error("it stands until it has come");
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    }),
  );
  assert.equal(await page.path(), "/completion");
  await page.waitFor(".user-id");
});

browse("colours and movement as a person has set them", () => portal.url, wishes, async (page) => {
  await begin(page);
  await page.wish({ forcedColours: true, reducedMotion: true });
  for (const address of pages) {
    await page.goto(portal.url + address);
    const isWished = () => ["(forced-colors: active)", "(prefers-reduced-motion)"].map((query) => matchMedia(query).matches);
    assert.deepEqual(await page.evaluate(isWished), [true, true]);
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    await page.keys(Key.TAB);
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

browse("what a browser can fill in, and what language it is in", () => portal.url, {}, async (page) => {
  await begin(page);
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
