// What applicants get wrong, what they leave half done, and the pages beside the registration.

import assert from "node:assert/strict";
import {
  begin, button, chooseMunicipality, confirm, fillIn, inBrowser as browse, picture, register, sample, switchTo,
  type, portal,
} from "./harness.js";
import { Key } from "./page.js";

/** One test from the top page on. */
const inBrowser = (name, options, steps) => browse(name, () => portal.url, options, steps);

/** Takes a suggestion: by the script in the page, or by the portal with a page anew. */
async function take(page, script, suggestion) {
  const chosen = `button[name="use"][value="${suggestion}"]`;
  await (script ? page.click(chosen) : page.follow(chosen));
}

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
      assert.equal(await page.path(), "/entry");
      assert.equal(await page.count(".summary li"), 4);
      assert.equal(await page.value("#user_name"), "José O'Brien");
      await picture(page, `input-problems-${mode}`);
      // The summary leads to the field.
      await page.click(".summary a[href='#phone']");
      assert.equal(await page.focused(), "phone");
      // A suggestion is taken without touching anything else, even what was typed since.
      await page.fill("#phone", "0312345678");
      await take(page, script, "user_name:0");
      await page.has("#user_name", "JOSE OBRIEN");
      assert.equal(await page.value("#phone"), "0312345678");
      await take(page, script, "street_address:0");
      await page.has("#street_address", "吉野町");
      await take(page, script, "email:0");
      await page.has("#email_confirmation", "taro@gmail.com");
      await page.fill("#birth_month", "２");
      await confirm(page);
      assert.equal(await page.path(), "/confirmation");
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
    await page.waitFor("#municipality-report .offers");
    assert.match(await page.text("#municipality-report"), /street address: 西新宿２－８－１/);
    assert.equal(await page.value("#street_address"), "", "nothing is filled in unasked");
    await picture(page, `input-address-${mode}`);
    await take(page, script, "municipality:0");
    await page.waitFor("#municipality-report .chosen");
    await page.has("#municipality", "東京都新宿区");
    await page.has("#street_address", "西新宿２－８－１");
    await take(page, script, "birth_year:0");
    for (const [name, text] of [["birth_year", "1985"], ["birth_month", "01"], ["birth_day", "02"]]) {
      await page.has(`#${name}`, text);
    }
    await picture(page, `input-address-taken-${mode}`);
    await confirm(page);
    assert.equal(await page.path(), "/confirmation");
    assert.match(await page.text(".answers"), /東京都新宿区[^]*西新宿２－８－１/);
    assert.match(await page.text(".answers"), /1985-01-02/);
  });

  inBrowser(`an address is taken apart in the search window: ${mode}`, { script }, async (page) => {
    await begin(page);
    await page.fill("#municipality", "大阪市梅田3-1-1");
    await page.follow(button("do", "search"));
    assert.equal(await page.value("#q"), "大阪市梅田3-1-1");
    assert.ok(!decodeURIComponent(await page.url()).includes("梅田"), "an address is in no address of a page");
    assert.match(await page.text("main"), /street address: 梅田３－１－１/);
    await picture(page, `input-address-window-${mode}`);
    await page.follow('.results button[value="271276"]');
    assert.equal(await page.value("#municipality"), "大阪府大阪市北区");
    assert.equal(await page.value("#street_address"), "梅田３－１－１");
  });
}

inBrowser("the Enter key confirms, whatever stands first on the page", {}, async (page) => {
  await begin(page);
  await page.fill("#user_name", "HOUMU TARO");
  await page.follow(() => page.press("#user_name", Key.ENTER));
  await page.at("/entry?checked=1");
  assert.equal(await page.count(".summary li"), 9);
});

inBrowser("the keyboard alone is enough for the search window", {}, async (page) => {
  await begin(page);
  await page.follow(() => page.press(button("do", "search"), Key.ENTER));
  await page.focus("#q");
  await page.keys("ちゅうおう 札幌");
  await page.follow(() => page.keys(Key.ENTER));
  await page.follow(() => page.press(".results button", Key.ENTER));
  assert.match(await page.text(".chosen"), /北海道札幌市中央区/);
  await page.at("/entry#municipality");
});

for (const script of [true, false]) {
  inBrowser(`switching the language in the middle loses nothing: ${script ? "script" : "plain"}`, { script }, async (page) => {
    await begin(page);
    await type(page, sample);
    await page.check("#sex-female");
    for (const tag of ["ja", "ja-x-easy", "en"]) {
      await switchTo(page, tag);
      for (const [name, text] of Object.entries(sample)) assert.equal(await page.value(`#${name}`), text);
      assert.ok(await page.isChecked("#sex-female"));
    }
  });
}

inBrowser("the browser's own Back button", {}, async (page) => {
  await begin(page);
  await fillIn(page);
  await confirm(page);
  assert.equal(await page.path(), "/confirmation");
  await page.back();
  assert.equal(await page.path(), "/entry");
  await page.goto(`${portal.url}/entry`);
  assert.equal(await page.count(".inset a[href='/confirmation']"), 1);
  await picture(page, "input-entry-confirmed");
  await page.fill("#user_name", "HOUMU HANAKO");
  await confirm(page);
  assert.equal(await page.text(".answers .value"), "HOUMU HANAKO");
  await page.follow(() => page.doubleClick(button("do", "register")));
  await page.at("/completion");
  const userId = await page.text(".user-id b");
  await page.goto(`${portal.url}/confirmation`);
  assert.equal(await page.text(".user-id b"), userId);
});

for (const script of [true, false]) {
  inBrowser(`Back shows nothing of who has deleted it: ${script ? "script" : "plain"}`, { script }, async (page) => {
    const userId = await register(page);
    await page.follow("main a[href='/discard']");
    await page.follow("main form button");
    // To the question, and to where it was asked.
    for (let pages = 0; pages < 2; pages++) {
      await page.back();
      assert.ok(!(await page.text("body")).includes(userId), await page.path());
    }
  });
}

inBrowser("an older tab does not register what it does not show", {}, async (page, context) => {
  await begin(page);
  await fillIn(page);
  await confirm(page);
  const other = await context.newPage();
  await other.goto(`${portal.url}/entry`);
  await other.fill("#phone", "0312345679");
  await confirm(other);
  await page.follow(button("do", "register"));
  assert.equal(await page.path(), "/confirmation");
  assert.match(await page.text(".message"), /changed since you saw it/);
  assert.match(await page.text(".answers"), /0312345679/);
  await picture(page, "input-not-as-shown");
});

inBrowser("the terms open beside the form, with their version", {}, async (page, context) => {
  await begin(page);
  const terms = await context.opened(() => page.click("a[href='/terms']"));
  assert.match(await terms.text("main"), /sample-1/);
  await picture(terms, "input-terms");
  assert.equal(await page.path(), "/entry");
});

inBrowser("categories that are not covered lead to their guidance", {}, async (page) => {
  for (const category of ["foreign_national", "legal_specialist"]) {
    await page.goto(portal.url);
    await page.follow(button("category", category));
    assert.equal(await page.path(), `/guidance/${category}`);
    assert.equal(await page.count("a[href='https://www.jpki.go.jp/download/']"), 1);
    await picture(page, `input-guidance-${category}`);
  }
  await page.follow("main a[href='/documents/prepare']");
  await picture(page, "input-document");
});

inBrowser("the mail as HTML, in a frame that can do nothing", {}, async (page, context) => {
  await register(page);
  await page.goto(`${portal.url}/mailbox`);
  await page.waitFor(".mails a");
  await picture(page, "input-mailbox");
  await page.follow(".mails a");
  // A press into a frame is lost where the browser has not drawn it there yet: a person presses once more.
  const link = await context.opened(async (isOpened) => {
    await page.within("iframe", async () => {
      await page.waitFor("body", "HOUMU TARO");
      for (let attempt = 0; attempt < 8 && !(await isOpened()); attempt++) await page.press("a", Key.ENTER);
    });
  });
  await link.waitFor("#password");
});

for (const language of ["en", "ja", "ja-x-easy"]) {
  inBrowser(`pages of errors and of the account: ${language}`, { screen: "phone", language }, async (page) => {
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
      if (name === "refused" && (await page.count("form[action='/password/closed']"))) {
        await page.follow("form[action='/password/closed'] button");
      }
      assert.equal(await page.attribute("html", "lang"), language);
      await picture(page, `page-${name}-${language}`);
    }
  });
}

inBrowser("a restart in the middle loses nothing", {}, async (page) => {
  await begin(page);
  await type(page, sample);
  await chooseMunicipality(page, 13, "千代田区");
  await portal.restart();
  await page.reload();
  assert.equal(await page.value("#street_address"), sample.street_address);
  assert.match(await page.text(".chosen"), /東京都千代田区/);
});
