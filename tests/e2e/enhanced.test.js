// What the script adds to STEP1: feedback of the engine while a person types, never while characters are being
// composed, and the municipality as a list to choose from.

import assert from "node:assert/strict";
import { test } from "node:test";
import { button, inBrowser as browse, path, picture, sample, summaryFocused, switchTo, type, usePortal } from "./harness.js";

const portal = usePortal();

/** One test at an empty STEP1. */
function atEntry(name, options, steps) {
  browse(name, () => portal.url, options, async (page, context) => {
    await page.click(button("category", "applicant_at_counter"));
    await page.waitForURL("**/entry");
    await steps(page, context);
  });
}

const report = (page, field) => page.locator(`#${field}-report`);
const confirm = (page) => page.click(button("do", "confirm"));

/** What is asked of the portal from here on. */
function asked(page) {
  const questions = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/entry/check")) questions.push(new URLSearchParams(request.postData()).get("field"));
  });
  return questions;
}

/** Waits until an input has a text: where something has changed since a suggestion was made, it is made anew. */
const has = (page, name, text) =>
  page.waitForFunction(([name, text]) => document.getElementById(name).value === text, [name, text]);

const quiet = (page) => page.waitForTimeout(1200);

atEntry("a field that is left is looked at, one that is empty is left alone", {}, async (page) => {
  const questions = asked(page);
  await page.focus("#user_name");
  await page.keyboard.press("Tab");
  await page.fill("#phone", "03-1234-56x");
  assert.deepEqual(questions, []);
  await page.keyboard.press("Tab");
  await report(page, "phone").locator(".error").waitFor();
  assert.match(await report(page, "phone").innerText(), /Phone number must be digits/);
  assert.equal(await page.getAttribute("#phone", "aria-invalid"), "true");
  assert.match(await page.getAttribute("#phone", "aria-describedby"), /phone-report/);
  await page.waitForFunction(() => /User contact information: Phone number/.test(document.querySelector("#announcer").textContent));
  // Corrected, it is right again after a pause, without leaving it.
  await page.fill("#phone", "0312345678");
  await page.locator("#phone:not([aria-invalid])").waitFor();
  assert.equal(await report(page, "phone").innerText(), "");
  assert.deepEqual([...new Set(questions)], ["phone"]);
  // Nothing of it has been kept by the portal.
  await page.reload();
  assert.equal(await page.inputValue("#phone"), "");
});

atEntry("what a press leads to waits until it is released, so that no click is lost", {}, async (page) => {
  const pressed = async (choice) => {
    await page.locator(choice).scrollIntoViewIfNeeded();
    const { x, y, width, height } = await page.locator(choice).boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
  };
  // A report of the field that is left comes in above what is pressed.
  await page.focus("#email");
  await page.keyboard.type("user01");
  let answered = page.waitForResponse("**/entry/check");
  await pressed("#user_type");
  await (await answered).finished();
  // Once the script has had its turn.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
  assert.equal(await report(page, "email").innerText(), "");
  await page.mouse.up();
  await report(page, "email").locator(".error").waitFor();
  assert.ok(await page.isChecked("#user_type"));
  // A line under the municipality goes.
  await page.fill("#municipality", "qqqq");
  await page.locator(".status", { hasText: "Nothing was found" }).waitFor();
  await pressed("#terms");
  await page.mouse.up();
  assert.ok(await page.isChecked("#terms"));
});

atEntry("half typed is not wrong yet, but an offer is made", {}, async (page) => {
  await page.focus("#email");
  await page.keyboard.type("user01@");
  await quiet(page);
  assert.equal(await report(page, "email").innerText(), "");
  await page.focus("#user_name");
  await report(page, "email").locator(".error").waitFor();
  await page.keyboard.type("Müller");
  const offer = report(page, "user_name").locator("button[name=use]").first();
  await offer.waitFor();
  await picture(page, "enhanced-offer");
  await offer.click();
  await has(page, "user_name", "MUELLER");
  assert.equal(path(page), "/entry");
  assert.equal(await page.evaluate(() => document.activeElement.id), "user_name");
  await page.locator("#user_name:not([aria-invalid])").waitFor();
});

atEntry("what will be converted is shown, in the words of the page", {}, async (page) => {
  for (const [tag, text] of [["en", "ordinary ones"], ["ja", "半角"], ["ja-x-easy", "半角"]]) {
    await switchTo(page, tag);
    await page.fill("#user_name", "");
    await page.focus("#user_name");
    await page.keyboard.type("Ｈｏｕｍｕ　taro");
    await page.keyboard.press("Tab");
    await report(page, "user_name").locator(".becomes b", { hasText: "HOUMU TARO" }).waitFor();
    assert.ok((await report(page, "user_name").textContent()).includes(text));
    assert.equal(await page.inputValue("#user_name"), "Ｈｏｕｍｕ　taro", "nothing is changed unasked");
    await picture(page, `enhanced-converted-${tag}`);
  }
});

atEntry("an address typed again is compared, and corrected with the first", {}, async (page) => {
  await page.fill("#email", "taro@gmial.com");
  await page.fill("#email_confirmation", "taro@gmial.com");
  await page.press("#email_confirmation", "Tab");
  const offer = report(page, "email").locator("button[name=use]");
  await offer.click();
  await has(page, "email", "taro@gmail.com");
  await has(page, "email_confirmation", "taro@gmail.com");
  await page.fill("#email", "hanako@example.com");
  await page.press("#email", "Tab");
  await report(page, "email_confirmation").locator(".error").waitFor();
});

atEntry("corrected fields leave the summary", {}, async (page) => {
  await type(page, { ...sample, phone: "" });
  await confirm(page);
  await summaryFocused(page);
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.locator(".summary li:visible").count(), 5);
  await page.fill("#phone", "0312345678");
  await page.check("#sex-female");
  await page.check("#terms");
  await page.check("#user_type");
  await page.locator(".summary li[data-of=user_type]").waitFor({ state: "hidden" });
  await page.locator(".summary li[data-of=phone]").waitFor({ state: "hidden" });
  await page.fill("#municipality", "東京都千代田区");
  await page.press("#municipality", "Tab");
  await page.locator(".summary").waitFor({ state: "hidden" });
  await confirm(page);
  assert.equal(path(page), "/confirmation");
});

atEntry("nothing is looked at while characters are being composed", {}, async (page, context) => {
  const questions = asked(page);
  const searches = [];
  page.on("request", (request) => request.url().includes("/options") && searches.push(request.url()));
  const ime = await context.newCDPSession(page);
  await page.focus("#street_address");
  // As an input method does: kana, then kanji to choose from, a long time.
  for (const text of ["み", "みど", "緑"]) {
    await ime.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(500);
  }
  await quiet(page);
  assert.deepEqual(questions, []);
  await ime.send("Input.insertText", { text: "緑" });
  await report(page, "street_address").locator(".notice").waitFor();
  assert.deepEqual(questions, ["street_address"]);
  assert.equal(await page.inputValue("#street_address"), "緑");
  // The list of municipalities neither: its keys are the input method's until the end.
  await page.focus("#municipality");
  await ime.send("Input.imeSetComposition", { text: "ちゅうおう", selectionStart: 5, selectionEnd: 5 });
  await quiet(page);
  assert.deepEqual(searches, []);
  await page.evaluate(() => {
    const enter = new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true });
    document.querySelector("#municipality").dispatchEvent(enter);
  });
  assert.equal(await page.inputValue("#municipality"), "ちゅうおう");
  await ime.send("Input.insertText", { text: "中央" });
  await page.locator("#municipality-options [role=option]").first().waitFor();
  assert.equal(path(page), "/entry");
});

atEntry("the municipality by keyboard, as the pattern of a combobox has it", {}, async (page) => {
  const input = page.locator("#municipality");
  const active = () => page.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.dataset.text);
  assert.equal(await input.getAttribute("role"), "combobox");
  await input.focus();
  await page.keyboard.type("fuchu");
  await page.locator("#municipality[aria-expanded=true]").waitFor();
  assert.match(await page.innerText(".finder [role=status]"), /^\d+ found\./);
  assert.equal(await active(), undefined);
  await page.keyboard.press("ArrowDown");
  const first = await active();
  assert.match(first, /府中市$/);
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await active(), first);
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(), first);
  assert.equal(await page.locator("[role=option][aria-selected=true]").count(), 1);
  await picture(page, "enhanced-combobox");
  // Escape closes, and clears when closed; Down opens again.
  await page.keyboard.press("Escape");
  assert.equal(await input.getAttribute("aria-expanded"), "false");
  assert.equal(await input.inputValue(), "fuchu");
  await page.keyboard.press("ArrowDown");
  await page.locator("#municipality[aria-expanded=true]").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(path(page), "/entry", "Enter chooses and sends nothing");
  assert.equal(await input.inputValue(), first);
  await report(page, "municipality").locator(".chosen").waitFor();
  assert.ok((await report(page, "municipality").innerText()).includes("Fuchu-shi"));
  assert.equal(await page.locator("#municipality-options").isVisible(), false);
  await page.keyboard.press("Escape");
  assert.equal(await input.inputValue(), "");
});

atEntry("the municipality by mouse, and a text that is none", { screen: "small" }, async (page) => {
  await page.focus("#municipality");
  await page.keyboard.type("ちゅうおう さっぽろ");
  await page.click('[role=option][data-text="北海道札幌市中央区"]');
  assert.equal(await page.inputValue("#municipality"), "北海道札幌市中央区");
  await report(page, "municipality").locator(".chosen").waitFor();
  await page.fill("#municipality", "qqqq");
  await page.locator(".status", { hasText: "Nothing was found" }).waitFor();
  await page.press("#municipality", "Tab");
  await report(page, "municipality").locator(".error", { hasText: "Select a municipality from the list." }).waitFor();
  // The window takes the text along.
  await page.fill("#municipality", "fuchu");
  await page.click(button("do", "search"));
  assert.equal(await page.inputValue("#q"), "fuchu");
  assert.equal(await page.locator(".results li").count(), 3);
});

atEntry("what goes along with a municipality is entered when it is chosen, and only where nothing is", {}, async (page) => {
  const street = page.locator("#street_address");
  const option = (name) => page.locator(`[role=option][data-text="${name}"]`);
  await page.fill("#municipality", "大阪市梅田3-1-1");
  await option("大阪府大阪市北区").waitFor();
  assert.equal(await street.inputValue(), "");
  await picture(page, "enhanced-address");
  await option("大阪府大阪市北区").click();
  assert.equal(await page.inputValue("#municipality"), "大阪府大阪市北区");
  assert.equal(await street.inputValue(), "梅田３－１－１");
  // Typed after the offer was made, a street address stays.
  await street.fill("");
  await page.fill("#municipality", "東京都新宿区西新宿2-8-1");
  const offer = report(page, "municipality").locator("button[name=use]");
  await offer.waitFor();
  await page.fill("#street_address", "西新宿1");
  await offer.click();
  await has(page, "municipality", "東京都新宿区");
  assert.equal(await street.inputValue(), "西新宿1");
  // Nor is one offered then.
  await page.fill("#municipality", "東京都新宿区西新宿2-8-1");
  await offer.waitFor();
  assert.ok(!(await report(page, "municipality").innerText()).includes("street address:"));
  // What is typed on to City is no other place on the way.
  await page.fill("#municipality", "osaka cit");
  await option("大阪府大阪市北区").waitFor();
  assert.equal(await page.locator("[role=option]").first().getAttribute("data-text"), "大阪府大阪市都島区");
});

atEntry("Enter takes what was gone to or typed as a whole, and guesses nothing", {}, async (page) => {
  const input = page.locator("#municipality");
  const listed = async (text) => {
    const answered = page.waitForResponse((response) => response.url().endsWith("/options"));
    await input.fill(text);
    await (await answered).finished();
    await page.locator("#municipality[aria-expanded=true]").waitFor();
    await page.locator("[role=option]").first().waitFor();
  };
  for (const [text, city] of [["osaka city", "大阪府大阪市"], ["kyoto city", "京都府京都市"]]) {
    await listed(text);
    assert.ok((await page.locator("[role=option]").first().getAttribute("data-text")).startsWith(city), text);
    await page.keyboard.press("Enter");
    assert.equal(await input.inputValue(), text);
  }
  // The only one that fits, and yet a guess.
  await listed("misaki osaka");
  assert.equal(await page.locator("[role=option]").count(), 1);
  await page.keyboard.press("Enter");
  assert.equal(await input.inputValue(), "misaki osaka");
  assert.equal(path(page), "/entry");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await input.inputValue(), "大阪府岬町");
  await listed("東京都千代田区");
  await page.keyboard.press("Enter");
  await page.locator("#municipality[aria-expanded=false]").waitFor();
  assert.equal(await input.inputValue(), "東京都千代田区");
});

atEntry("a whole date goes into its three boxes", {}, async (page) => {
  await page.focus("#birth_year");
  await page.keyboard.type("昭和60年1月2日");
  const offer = report(page, "date_of_birth").locator("button[name=use]");
  await offer.waitFor();
  await offer.click();
  for (const [name, text] of [["birth_year", "1985"], ["birth_month", "01"], ["birth_day", "02"]]) {
    await has(page, name, text);
  }
  assert.equal(path(page), "/entry");
  assert.equal(await page.evaluate(() => document.activeElement.id), "birth_year");
  await page.locator("#birth_year:not([aria-invalid])").waitFor();
});

atEntry("no network, and a session that has ended: the form works as ever", {}, async (page, context) => {
  await context.setOffline(true);
  await page.fill("#phone", "x");
  await page.press("#phone", "Tab");
  await quiet(page);
  assert.equal(await report(page, "phone").innerText(), "");
  await context.setOffline(false);
  await context.clearCookies({ name: "toroku_session" });
  await page.fill("#phone", "xy");
  await page.press("#phone", "Tab");
  await quiet(page);
  assert.equal(await report(page, "phone").innerText(), "");
  assert.equal(path(page), "/entry");
});

test("a password is shown on demand", async () => {
  await browse.once(portal.url, {}, async (page) => {
    await page.goto(`${portal.url}/login`);
    await page.fill("#password", "Momiji");
    await page.check("#show_password");
    assert.equal(await page.getAttribute("#password", "type"), "text");
    await page.uncheck("#show_password");
    assert.equal(await page.getAttribute("#password", "type"), "password");
  });
});
