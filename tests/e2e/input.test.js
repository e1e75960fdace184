// What applicants get wrong, what they leave half done, and the pages beside the registration.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  button, chooseMunicipality, fillIn, inBrowser as browse, newBrowser, path, picture, sample, switchTo,
  type, usePortal,
} from "./harness.js";

const portal = usePortal();

/** One test from the top page on. */
const inBrowser = (name, options, steps) => browse(name, () => portal.url, options, steps);

const begin = (page) => page.click(button("category", "applicant_at_counter"));
const confirm = (page) => page.click(button("do", "confirm"));

for (const screen of ["desktop", "small"]) {
  for (const script of [true, false]) {
    const mode = `${screen}-${script ? "script" : "plain"}`;

    inBrowser(`problems, suggestions and notices: ${mode}`, { screen, script }, async (page) => {
      await begin(page);
      await fillIn(page, {
        ...sample,
        user_name: "José O'Brien",
        birth_month: "",
        street_address: "𠮷野町",
        phone: "03-1234-56x",
        email: "taro@gmial.com",
        email_confirmation: "taro@gmial.com",
      });
      await confirm(page);
      assert.equal(path(page), "/entry");
      assert.equal(await page.locator(".summary li").count(), 4);
      assert.equal(await page.inputValue("#user_name"), "José O'Brien");
      await picture(page, `input-problems-${mode}`);
      // The summary leads to the field.
      await page.click(".summary a[href='#phone']");
      assert.equal(await page.evaluate(() => document.activeElement.id), "phone");
      // A suggestion is taken without touching anything else, even what was typed since.
      await page.fill("#phone", "0312345678");
      await page.click('button[name="use"][value="user_name:0"]');
      assert.equal(await page.inputValue("#user_name"), "JOSE OBRIEN");
      assert.equal(await page.inputValue("#phone"), "0312345678");
      await page.click('button[name="use"][value="street_address:0"]');
      await page.click('button[name="use"][value="email:0"]');
      assert.equal(await page.inputValue("#email_confirmation"), "taro@gmail.com");
      await page.fill("#birth_month", "２");
      await confirm(page);
      assert.equal(path(page), "/confirmation");
      await picture(page, `input-conversions-${mode}`);
    });
  }
}

const address = "〒163-8001 東京都新宿区西新宿2-8-1";

for (const script of [true, false]) {
  const mode = script ? "script" : "plain";

  inBrowser(`a pasted address and a whole date, each taken at once: ${mode}`, { script }, async (page) => {
    await begin(page);
    await fillIn(page, { ...sample, street_address: "" });
    await type(page, { municipality: address, birth_year: "昭和60年1月2日", birth_month: "", birth_day: "" });
    await confirm(page);
    await page.locator("#municipality-report .offers").waitFor();
    assert.match(await page.innerText("#municipality-report"), /street address: 西新宿２－８－１/);
    assert.equal(await page.inputValue("#street_address"), "", "nothing is filled in unasked");
    await picture(page, `input-address-${mode}`);
    await page.click('button[name="use"][value="municipality:0"]');
    await page.locator("#municipality-report .chosen").waitFor();
    assert.equal(await page.inputValue("#municipality"), "東京都新宿区");
    assert.equal(await page.inputValue("#street_address"), "西新宿２－８－１");
    await page.click('button[name="use"][value="birth_year:0"]');
    const boxes = ["birth_year", "birth_month", "birth_day"].map((name) => page.inputValue(`#${name}`));
    assert.deepEqual(await Promise.all(boxes), ["1985", "01", "02"]);
    await picture(page, `input-address-taken-${mode}`);
    await confirm(page);
    assert.equal(path(page), "/confirmation");
    assert.match(await page.innerText(".answers"), /東京都新宿区[^]*西新宿２－８－１/);
    assert.match(await page.innerText(".answers"), /1985-01-02/);
  });

  inBrowser(`an address is taken apart in the search window: ${mode}`, { script }, async (page) => {
    await begin(page);
    await page.fill("#municipality", "大阪市梅田3-1-1");
    await page.click(button("do", "search"));
    assert.equal(await page.inputValue("#q"), "大阪市梅田3-1-1");
    assert.ok(!decodeURIComponent(page.url()).includes("梅田"), "an address is in no address of a page");
    assert.match(await page.innerText("main"), /street address: 梅田３－１－１/);
    await picture(page, `input-address-window-${mode}`);
    await page.click('.results button[value="271276"]');
    assert.equal(await page.inputValue("#municipality"), "大阪府大阪市北区");
    assert.equal(await page.inputValue("#street_address"), "梅田３－１－１");
  });
}

inBrowser("the Enter key confirms, whatever stands first on the page", {}, async (page) => {
  await begin(page);
  await page.fill("#user_name", "HOUMU TARO");
  await page.press("#user_name", "Enter");
  assert.equal(new URL(page.url()).search, "?checked=1");
  assert.equal(await page.locator(".summary li").count(), 9);
});

inBrowser("the keyboard alone is enough for the search window", {}, async (page) => {
  await begin(page);
  await page.focus(button("do", "search"));
  await page.keyboard.press("Enter");
  await page.focus("#q");
  await page.keyboard.type("ちゅうおう 札幌");
  await page.keyboard.press("Enter");
  await page.focus(".results button");
  await page.keyboard.press("Enter");
  assert.match(await page.innerText(".chosen"), /北海道札幌市中央区/);
  assert.equal(await page.evaluate(() => location.hash), "#municipality");
});

for (const script of [true, false]) {
  inBrowser(`switching the language in the middle loses nothing: ${script ? "script" : "plain"}`, { script }, async (page) => {
    await begin(page);
    await type(page, sample);
    await page.check("#sex-female");
    for (const tag of ["ja", "ja-x-easy", "en"]) {
      await switchTo(page, tag);
      assert.equal(await page.getAttribute("html", "lang"), tag);
      for (const [name, text] of Object.entries(sample)) assert.equal(await page.inputValue(`#${name}`), text);
      assert.ok(await page.isChecked("#sex-female"));
    }
  });
}

inBrowser("the browser's own Back button", {}, async (page) => {
  await begin(page);
  await fillIn(page);
  await confirm(page);
  assert.equal(path(page), "/confirmation");
  // As the button does it; the driver's own goBack is refused where Chromium is just putting the page away.
  await page.evaluate(() => void setTimeout(() => history.back(), 0));
  await page.waitForURL((url) => url.pathname === "/entry");
  await page.goto(`${portal.url}/entry`);
  assert.equal(await page.locator(".inset a[href='/confirmation']").count(), 1);
  await picture(page, "input-entry-confirmed");
  await page.fill("#user_name", "HOUMU HANAKO");
  await confirm(page);
  assert.equal(await page.locator(".answers .value").first().innerText(), "HOUMU HANAKO");
  await page.dblclick(button("do", "register")).catch(() => {});
  await page.waitForURL("**/completion");
  const userId = await page.locator(".user-id b").innerText();
  await page.goto(`${portal.url}/confirmation`);
  assert.equal(await page.locator(".user-id b").innerText(), userId);
});

inBrowser("an older tab does not register what it does not show", {}, async (page, context) => {
  await begin(page);
  await fillIn(page);
  await confirm(page);
  const other = await context.newPage();
  await other.goto(`${portal.url}/entry`);
  await other.fill("#phone", "0312345679");
  await confirm(other);
  await page.click(button("do", "register"));
  assert.equal(path(page), "/confirmation");
  assert.match(await page.innerText(".message"), /changed since you saw it/);
  assert.match(await page.innerText(".answers"), /0312345679/);
  await picture(page, "input-not-as-shown");
});

inBrowser("the terms open beside the form, with their version", {}, async (page, context) => {
  await begin(page);
  const opening = context.waitForEvent("page");
  await page.click("a[href='/terms']");
  const terms = await opening;
  await terms.waitForLoadState();
  assert.match(await terms.innerText("main"), /sample-1/);
  await picture(terms, "input-terms");
  assert.equal(path(page), "/entry");
});

inBrowser("categories that are not covered lead to their guidance", {}, async (page) => {
  for (const category of ["foreign_national", "legal_specialist"]) {
    await page.goto(portal.url);
    await page.click(button("category", category));
    assert.equal(path(page), `/guidance/${category}`);
    assert.equal(await page.locator("a[href='https://www.jpki.go.jp/download/']").count(), 1);
    await picture(page, `input-guidance-${category}`);
  }
  await page.click("main a[href='/documents/prepare']");
  await picture(page, "input-document");
});

inBrowser("the mail as HTML, in a frame that can do nothing", {}, async (page, context) => {
  await begin(page);
  await fillIn(page);
  await confirm(page);
  await page.click(button("do", "register"));
  await page.goto(`${portal.url}/mailbox`);
  await page.locator(".mails a").first().waitFor();
  await picture(page, "input-mailbox");
  await page.locator(".mails a").first().click();
  const frame = page.frameLocator("iframe");
  assert.match(await frame.locator("body").innerText(), /HOUMU TARO/);
  await page.locator("iframe").scrollIntoViewIfNeeded();
  await page.screenshot({ path: new URL("../output/e2e/input-mail-html.png", import.meta.url).pathname });
  // A click into a frame is lost where the browser has not drawn it there yet, on a busy machine again and again: a
  // person clicks once more, and then takes the keyboard.
  let link = null;
  for (let attempt = 0; attempt < 8 && link === null; attempt++) {
    const opening = context.waitForEvent("page", { timeout: 4000 }).catch(() => null);
    await (attempt % 2 === 0 ? frame.locator("a").click() : frame.locator("a").press("Enter"));
    link = await opening;
  }
  assert.ok(link, "the link opens a page of its own");
  await link.locator("#password").waitFor();
});

for (const language of ["en", "ja", "ja-x-easy"]) {
  inBrowser(`pages of errors and of the account: ${language}`, { screen: "phone" }, async (page) => {
    await switchTo(page, language);
    for (const [name, address] of [
      ["not-found", "/nothing"],
      ["no-such-method", "/category"],
      ["request", "/password/request"],
      ["requested", "/password/request?requested=1"],
      ["refused", "/password?id=bcdfg00000&token=x"],
      ["login", "/login"],
      ["expired", "/?notice=expired"],
    ]) {
      await page.goto(portal.url + address);
      if (name === "refused" && (await page.locator("form[action='/password/closed']").count())) {
        await page.click("form[action='/password/closed'] button");
      }
      assert.equal(await page.getAttribute("html", "lang"), language);
      await picture(page, `page-${name}-${language}`);
    }
  });
}

test("a restart in the middle loses nothing", async () => {
  const { context } = await newBrowser();
  try {
    const page = await context.newPage();
    await page.goto(portal.url);
    await begin(page);
    await type(page, sample);
    await chooseMunicipality(page, 13, "千代田区");
    await portal.restart();
    await page.reload();
    assert.equal(await page.inputValue("#street_address"), sample.street_address);
    assert.match(await page.innerText(".chosen"), /東京都千代田区/);
  } finally {
    await context.close();
  }
});
