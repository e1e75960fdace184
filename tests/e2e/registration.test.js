// The manual from its first page to its last, by its own samples: every screen size, with and without
// JavaScript, in every language.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  button, fillIn, newBrowser, openLink, openMail, picture, refusal, switchTo, usePortal,
} from "./harness.js";

const password = "Momiji ga kirei desu ne 2024";
const portal = usePortal({ TOROKU_LOG: "trace" });

// Every language with and without JavaScript on a desktop and a phone, and one on the smallest screen; E2E_ALL=1 runs
// all of the smallest too.
const all = ["desktop", "phone", "small"].flatMap((screen) =>
  ["ja", "en", "ja-x-easy"].flatMap((language) => [true, false].map((script) => ({ screen, language, script }))),
);
const isRun = ({ screen, language, script }) => process.env.E2E_ALL || screen !== "small" || (language === "ja" && !script);

for (const { screen, language, script } of all.filter(isRun)) {
  const name = [language, screen, script ? "script" : "plain"].join("-");
  test(`the registration: ${name}`, async () => {
    const { context, errors } = await newBrowser({ screen, script, language });
    try {
      await registration(context, (page, step) => picture(page, `${name}-${step}`), { script, language });
      assert.deepEqual(errors, []);
    } finally {
      await context.close();
    }
  });
}

test("the log holds nothing of a person's, however much is logged", () => {
  const log = portal.log();
  assert.match(log, /answered/);
  for (const secret of [/HOUMU/, /user01/, /0312345678/, /緑/, /Momiji/, /token/, /sapporo/, /[0-9a-f]{32}/, /[a-z]{5}[0-9]{5}/]) {
    assert.doesNotMatch(log, secret);
  }
});

async function registration(context, shoot, { script, language }) {
  const page = await context.newPage();
  await page.goto(portal.url);
  if (language === "ja-x-easy") await switchTo(page, language);
  assert.equal(await page.getAttribute("html", "lang"), language);
  await shoot(page, "01-top");

  await page.click(button("category", "applicant_at_counter"));
  assert.equal(new URL(page.url()).pathname, "/entry");
  await shoot(page, "02-entry-empty");
  await page.click(button("do", "confirm"));
  assert.equal(await page.locator(".summary li").count(), 10);
  assert.equal(await page.locator("main [aria-invalid=true]").count(), 10);
  if (language === "ja") {
    assert.match(await page.locator("#user_type-error").innerText(), /選択してください。$/);
  }
  await shoot(page, "03-entry-problems");

  await page.click(button("do", "search"));
  await page.selectOption("#prefecture", "1");
  await page.click("form.search button.button");
  assert.equal(await page.locator(".results li").count(), 188);
  await page.fill("#q", "sapporo chuo");
  await page.click("form.search button.button");
  await shoot(page, "04-municipality");
  await page.click('.results button:has(b:text-is("札幌市中央区"))');
  await fillIn(page);
  await shoot(page, "05-entry-filled");

  await page.click(button("do", "confirm"));
  assert.equal(new URL(page.url()).pathname, "/confirmation");
  const shown = await page.locator(".answers .value").allInnerTexts();
  assert.deepEqual(shown, [
    "HOUMU TARO",
    "男 male",
    "2000-01-01",
    "北海道札幌市中央区",
    "１－１－１　緑ヶ関ハイツ２０２号",
    "0312345678",
    "user01@ens-test.com",
    "(窓口申請) 在留資格認定証明書電子交付希望者 Applicant (at a counter) for electronic issuance of a certificate of eligibility",
  ]);
  assert.ok(await page.isChecked("#agreed"));
  await shoot(page, "06-confirmation");

  // Back keeps everything as it was typed.
  await page.click(button("do", "back"));
  assert.equal(await page.inputValue("#street_address"), "1-1-1 緑ヶ関ハイツ202号");
  assert.ok(await page.isChecked("#terms"));
  await page.click(button("do", "confirm"));

  await page.click(button("do", "register"));
  assert.equal(new URL(page.url()).pathname, "/completion");
  const userId = await page.locator(".user-id b").innerText();
  assert.match(userId, /^[a-z]{5}[0-9]{5}$/);
  assert.match(await page.innerText("main"), /user01@ens-test\.com/);
  await shoot(page, "07-completion");
  await page.reload();
  assert.equal(await page.locator(".user-id b").innerText(), userId);

  // Back to the top page, which is open from now on.
  await page.click("main form[action='/completion'] button");
  assert.equal(new URL(page.url()).pathname, "/");

  const reader = await context.newPage();
  const mail = await openMail(reader, portal.url, userId);
  await shoot(reader, "08-mailbox-mail");
  await reader.click("#link");
  assert.equal(new URL(reader.url()).pathname, "/password");
  await reader.locator(refusal).waitFor();
  await shoot(reader, "09-password-refused");

  await page.close();
  if (script) {
    // The script reports that the page has gone; the link was not used up.
    await openLink(reader, mail);
  } else {
    await reader.click(`${refusal} button`);
  }
  await reader.locator("#password").waitFor();
  await shoot(reader, "10-password");
  await reader.fill("#password", "short");
  await reader.fill("#password_confirmation", "shirt");
  await reader.click("main form[action='/password'] button");
  assert.equal(await reader.locator(".summary li").count(), 2);
  await shoot(reader, "11-password-problems");
  await reader.fill("#password", password);
  await reader.fill("#password_confirmation", password);
  await reader.click("main form[action='/password'] button");
  assert.equal(new URL(reader.url()).pathname, "/password/done");
  await shoot(reader, "12-password-done");

  await reader.click("main a.button");
  await reader.fill("#user_id", userId);
  await reader.fill("#password", "not this one at all");
  await reader.click("main form[action='/login'] button");
  assert.equal(await reader.locator(".summary").count(), 1);
  assert.equal(await reader.inputValue("#user_id"), userId);
  await shoot(reader, "13-login-wrong");
  await reader.fill("#password", password);
  await reader.click("main form[action='/login'] button");
  assert.equal(new URL(reader.url()).pathname, "/account");
  assert.match(await reader.innerText("main"), new RegExp(userId));
  await shoot(reader, "14-account");
  await reader.click("main form[action='/logout'] button");
  await reader.goto(`${portal.url}/account`);
  assert.equal(new URL(reader.url()).pathname, "/login");

  // The link has been used.
  await reader.goto("about:blank");
  await openLink(reader, mail);
  if (!script && (await reader.locator(refusal).count())) await reader.click(`${refusal} button`);
  await reader.locator("a[href='/password/request']").waitFor();
  await shoot(reader, "15-password-used");
}
