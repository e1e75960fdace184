// What the script adds to STEP1: feedback of the engine while a person types, never while characters are being
// composed, and the municipality as a list to choose from.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { begin, button, confirm, inBrowser, picture, sample, summaryFocused, switchTo, type, portal } from "./harness.js";
import { Key } from "./page.js";

/** One test at an empty STEP1. */
function atEntry(name, options, steps) {
  inBrowser(name, () => portal.url, options, async (page, context) => {
    await begin(page);
    await steps(page, context);
  });
}

/** Keeps what the page's script asks the portal from here on. */
const listen = (page) =>
  page.evaluate(() => {
    window.asked = [];
    const ask = window.fetch.bind(window);
    window.fetch = async (address, options) => {
      const question = { path: new URL(address, location.href).pathname, field: options.body.get("field"), isAnswered: false };
      window.asked.push(question);
      try {
        return await ask(address, options);
      } finally {
        question.isAnswered = true;
      }
    };
  });

/** The fields that were asked about. */
const asked = (page) =>
  page.evaluate(() => window.asked.filter(({ path }) => path === "/entry/check").map(({ field }) => field));

/** Waits until a question was asked, all are answered, and the script has had its turn. */
const answered = (page, path) =>
  page.until(
    (path) =>
      new Promise((drawn) => setTimeout(() => setTimeout(drawn))).then(
        () => window.asked.some((one) => one.path === path) && window.asked.every(({ isAnswered }) => isAnswered),
      ),
    path,
  );

/** What is reported of a field. */
const report = (page, field) => page.text(`#${field}-report`);

/** Longer than the script waits before it asks. */
const quiet = () => sleep(1200);

atEntry("a field that is left is looked at, one that is empty is left alone", {}, async (page) => {
  await listen(page);
  await page.focus("#user_name");
  await page.keys(Key.TAB);
  await page.fill("#phone", "03-1234-56x");
  assert.deepEqual(await asked(page), []);
  await page.keys(Key.TAB);
  await page.waitFor("#phone-report .error");
  assert.match(await report(page, "phone"), /Phone number must be digits/);
  assert.equal(await page.attribute("#phone", "aria-invalid"), "true");
  assert.match(await page.attribute("#phone", "aria-describedby"), /phone-report/);
  await page.until(() => /User contact information: Phone number/.test(document.querySelector("#announcer").textContent));
  // Corrected, it is right again after a pause, without leaving it.
  await page.fill("#phone", "0312345678");
  await page.waitFor("#phone:not([aria-invalid])");
  assert.equal(await report(page, "phone"), "");
  assert.deepEqual([...new Set(await asked(page))], ["phone"]);
  // Nothing of it has been kept by the portal.
  await page.reload();
  assert.equal(await page.value("#phone"), "");
});

atEntry("what a press leads to waits until it is released, so that no click is lost", {}, async (page) => {
  await listen(page);
  // A report of the field that is left comes in above what is pressed.
  await page.focus("#email");
  await page.keys("user01");
  await page.mouseDown("#user_type");
  await answered(page, "/entry/check");
  assert.equal(await report(page, "email"), "");
  await page.mouseUp();
  await page.waitFor("#email-report .error");
  assert.ok(await page.isChecked("#user_type"));
  // A line under the municipality goes.
  await page.fill("#municipality", "qqqq");
  await page.waitFor(".status", "Nothing was found");
  await page.mouseDown("#terms");
  await page.mouseUp();
  assert.ok(await page.isChecked("#terms"));
});

atEntry("half typed is not wrong yet, but an offer is made", {}, async (page) => {
  await page.focus("#email");
  await page.keys("user01@");
  await quiet();
  assert.equal(await report(page, "email"), "");
  await page.focus("#user_name");
  await page.waitFor("#email-report .error");
  await page.keys("Müller");
  const offer = "#user_name-report button[name=use]";
  await page.waitFor(offer);
  await picture(page, "enhanced-offer");
  await page.click(offer);
  await page.has("#user_name", "MUELLER");
  assert.equal(await page.path(), "/entry");
  assert.equal(await page.focused(), "user_name");
  await page.waitFor("#user_name:not([aria-invalid])");
});

atEntry("what will be converted is shown, in the words of the page", {}, async (page) => {
  for (const [tag, text] of [["en", "ordinary ones"], ["ja", "半角"], ["ja-x-easy", "半角"]]) {
    await switchTo(page, tag);
    await page.fill("#user_name", "");
    await page.focus("#user_name");
    await page.keys("Ｈｏｕｍｕ　taro");
    await page.keys(Key.TAB);
    await page.waitFor("#user_name-report .becomes b", "HOUMU TARO");
    assert.ok((await report(page, "user_name")).includes(text));
    assert.equal(await page.value("#user_name"), "Ｈｏｕｍｕ　taro", "nothing is changed unasked");
    await picture(page, `enhanced-converted-${tag}`);
  }
});

atEntry("an address typed again is compared, and corrected with the first", {}, async (page) => {
  await page.fill("#email", "taro@gmial.com");
  await page.fill("#email_confirmation", "taro@gmial.com");
  await page.press("#email_confirmation", Key.TAB);
  const offer = "#email-report button[name=use]";
  await page.click(offer);
  await page.has("#email", "taro@gmail.com");
  await page.has("#email_confirmation", "taro@gmail.com");
  await page.fill("#email", "hanako@example.com");
  await page.press("#email", Key.TAB);
  await page.waitFor("#email_confirmation-report .error");
});

atEntry("corrected fields leave the summary", {}, async (page) => {
  await type(page, { ...sample, phone: "" });
  await confirm(page);
  await summaryFocused(page);
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.countShown(".summary li"), 5);
  await page.fill("#phone", "0312345678");
  await page.check("#sex-female");
  await page.check("#terms");
  await page.check("#user_type");
  await page.waitGone(".summary li[data-of=user_type]");
  await page.waitGone(".summary li[data-of=phone]");
  await page.fill("#municipality", "東京都千代田区");
  await page.press("#municipality", Key.TAB);
  await page.waitGone(".summary");
  await confirm(page);
  assert.equal(await page.path(), "/confirmation");
});

const noInputMethod = "WebDriver has no input method; Chromium's own protocol has one";
const composing = { unable: { firefox: noInputMethod, webkit: noInputMethod } };

atEntry("nothing is looked at while characters are being composed", composing, async (page) => {
  const compose = (text) => page.devtools("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await listen(page);
  await page.focus("#street_address");
  // As an input method does: kana, then kanji to choose from, a long time.
  for (const text of ["み", "みど", "緑"]) {
    await compose(text);
    await sleep(500);
  }
  await quiet();
  assert.deepEqual(await asked(page), []);
  await page.devtools("Input.insertText", { text: "緑" });
  await page.waitFor("#street_address-report .notice");
  assert.deepEqual(await asked(page), ["street_address"]);
  assert.equal(await page.value("#street_address"), "緑");
  // The list of municipalities neither: its keys are the input method's until the end.
  await page.focus("#municipality");
  await compose("ちゅうおう");
  await quiet();
  assert.equal(await page.evaluate(() => window.asked.filter(({ path }) => path.endsWith("/options")).length), 0);
  await page.evaluate(() => {
    const enter = new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true });
    document.querySelector("#municipality").dispatchEvent(enter);
  });
  assert.equal(await page.value("#municipality"), "ちゅうおう");
  await page.devtools("Input.insertText", { text: "中央" });
  await page.waitFor("#municipality-options [role=option]");
  assert.equal(await page.path(), "/entry");
});

atEntry("the municipality by keyboard, as the pattern of a combobox has it", {}, async (page) => {
  const input = "#municipality";
  const active = () => page.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.dataset.text ?? null);
  assert.equal(await page.attribute(input, "role"), "combobox");
  await page.focus(input);
  await page.keys("fuchu");
  await page.waitFor("#municipality[aria-expanded=true]");
  assert.match(await page.text(".finder [role=status]"), /^\d+ found\./);
  assert.equal(await active(), null);
  await page.keys(Key.ARROW_DOWN);
  const first = await active();
  assert.match(first, /府中市$/);
  await page.keys(Key.ARROW_DOWN);
  assert.notEqual(await active(), first);
  await page.keys(Key.ARROW_UP);
  assert.equal(await active(), first);
  assert.equal(await page.count("[role=option][aria-selected=true]"), 1);
  await picture(page, "enhanced-combobox");
  // Escape closes, and clears when closed; Down opens again.
  await page.keys(Key.ESCAPE);
  assert.equal(await page.attribute(input, "aria-expanded"), "false");
  assert.equal(await page.value(input), "fuchu");
  await page.keys(Key.ARROW_DOWN);
  await page.waitFor("#municipality[aria-expanded=true]");
  await page.keys(Key.ARROW_DOWN);
  await page.keys(Key.ENTER);
  assert.equal(await page.path(), "/entry", "Enter chooses and sends nothing");
  assert.equal(await page.value(input), first);
  await page.waitFor("#municipality-report .chosen");
  assert.ok((await report(page, "municipality")).includes("Fuchu-shi"));
  assert.equal(await page.countShown("#municipality-options"), 0);
  await page.keys(Key.ESCAPE);
  assert.equal(await page.value(input), "");
});

atEntry("the municipality by mouse, and a text that is none", { screen: "small" }, async (page) => {
  await page.focus("#municipality");
  await page.keys("ちゅうおう さっぽろ");
  await page.click('[role=option][data-text="北海道札幌市中央区"]');
  assert.equal(await page.value("#municipality"), "北海道札幌市中央区");
  await page.waitFor("#municipality-report .chosen");
  await page.fill("#municipality", "qqqq");
  await page.waitFor(".status", "Nothing was found");
  await page.press("#municipality", Key.TAB);
  await page.waitFor("#municipality-report .error", "Select a municipality from the list.");
  // The window takes the text along.
  await page.fill("#municipality", "fuchu");
  // The button can be pressed while the list is open.
  await page.waitFor("#municipality[aria-expanded=true]");
  await picture(page, "enhanced-list-small");
  await page.follow(button("do", "search"));
  assert.equal(await page.value("#q"), "fuchu");
  assert.equal(await page.count(".results li"), 3);
});

atEntry("what goes along with a municipality is entered when it is chosen, and only where nothing is", {}, async (page) => {
  const street = "#street_address";
  const option = (name) => `[role=option][data-text="${name}"]`;
  await page.fill("#municipality", "大阪市梅田3-1-1");
  await page.waitFor(option("大阪府大阪市北区"));
  assert.equal(await page.value(street), "");
  await picture(page, "enhanced-address");
  await page.click(option("大阪府大阪市北区"));
  assert.equal(await page.value("#municipality"), "大阪府大阪市北区");
  assert.equal(await page.value(street), "梅田３－１－１");
  // Typed after the offer was made, a street address stays.
  await page.fill(street, "");
  await page.fill("#municipality", "東京都新宿区西新宿2-8-1");
  const offer = "#municipality-report button[name=use]";
  await page.waitFor(offer);
  await page.fill("#street_address", "西新宿1");
  // Pressed while the portal is asked about the field, and asked once more by the press itself.
  await page.evaluate((offer) => {
    const leave = () => document.querySelector("#municipality").dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    leave();
    document.querySelector(offer).click();
    leave();
  }, offer);
  await page.has("#municipality", "東京都新宿区");
  assert.equal(await page.value(street), "西新宿1");
  // Nor is one offered then.
  await page.fill("#municipality", "東京都新宿区西新宿2-8-1");
  await page.waitFor(offer);
  assert.ok(!(await report(page, "municipality")).includes("street address:"));
  // What is typed on to City is no other place on the way.
  await page.fill("#municipality", "osaka cit");
  await page.waitFor(option("大阪府大阪市北区"));
  assert.equal(await page.attribute("[role=option]", "data-text"), "大阪府大阪市都島区");
});

atEntry("Enter takes what was gone to or typed as a whole, and guesses nothing", {}, async (page) => {
  const input = "#municipality";
  const listed = async (text) => {
    await listen(page);
    await page.fill(input, text);
    await answered(page, "/entry/municipality/options");
    await page.waitFor("#municipality[aria-expanded=true]");
  };
  for (const [text, city] of [["osaka city", "大阪府大阪市"], ["kyoto city", "京都府京都市"]]) {
    await listed(text);
    assert.ok((await page.attribute("[role=option]", "data-text")).startsWith(city), text);
    await page.keys(Key.ENTER);
    assert.equal(await page.value(input), text);
  }
  // The only one that fits, and yet a guess.
  await listed("misaki osaka");
  assert.equal(await page.count("[role=option]"), 1);
  await page.keys(Key.ENTER);
  assert.equal(await page.value(input), "misaki osaka");
  assert.equal(await page.path(), "/entry");
  await page.keys(Key.ARROW_DOWN);
  await page.keys(Key.ENTER);
  assert.equal(await page.value(input), "大阪府岬町");
  await listed("東京都千代田区");
  await page.keys(Key.ENTER);
  await page.waitFor("#municipality[aria-expanded=false]");
  assert.equal(await page.value(input), "東京都千代田区");
});

atEntry("a whole date goes into its three boxes", {}, async (page) => {
  await page.focus("#birth_year");
  await page.keys("昭和60年1月2日");
  const offer = "#date_of_birth-report button[name=use]";
  await page.waitFor(offer);
  await page.click(offer);
  for (const [name, text] of [["birth_year", "1985"], ["birth_month", "01"], ["birth_day", "02"]]) {
    await page.has(`#${name}`, text);
  }
  assert.equal(await page.path(), "/entry");
  assert.equal(await page.focused(), "birth_year");
  await page.waitFor("#birth_year:not([aria-invalid])");
});

atEntry("no network, and a session that has ended: the form works as ever", {}, async (page, context) => {
  await portal.end();
  await page.fill("#phone", "x");
  await page.press("#phone", Key.TAB);
  await quiet();
  assert.equal(await report(page, "phone"), "");
  await portal.restart();
  await context.clearCookies("toroku_session");
  await page.fill("#phone", "xy");
  await page.press("#phone", Key.TAB);
  await quiet();
  assert.equal(await report(page, "phone"), "");
  assert.equal(await page.path(), "/entry");
});

inBrowser("a password is shown on demand", () => portal.url, {}, async (page) => {
  await page.goto(`${portal.url}/login`);
  await page.fill("#password", "Momiji");
  await page.check("#show_password");
  assert.equal(await page.attribute("#password", "type"), "text");
  await page.uncheck("#show_password");
  assert.equal(await page.attribute("#password", "type"), "password");
});
