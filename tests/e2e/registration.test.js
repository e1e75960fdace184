// The manual from its first page to its last, by its own samples: every screen size, with and without
// JavaScript, in every language.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  begin, button, chooseResult, confirm, fillIn, inBrowser, openLink, openMail, picture, refusal, portal,
} from "./harness.js";

const password = "Momiji ga kirei desu ne 2024";

// Each language with and without JavaScript, each of these on a desktop and a phone, and one on the smallest screen; E2E_ALL=1 runs
// every combination.
const all = ["desktop", "phone", "small"].flatMap((screen) =>
  ["ja", "en", "ja-x-easy"].flatMap((language) => [true, false].map((script) => ({ screen, language, script }))),
);
const isRun = ({ screen, language, script }) => {
  if (process.env.E2E_ALL) return true;
  if (screen === "small") return language === "ja" && !script;
  return (screen === "desktop") === (language === "ja-x-easy" ? script : !script);
};

for (const { screen, language, script } of all.filter(isRun)) {
  const name = [language, screen, script ? "script" : "plain"].join("-");
  inBrowser(`the registration: ${name}`, () => portal.url, { screen, script, language }, (page, context) =>
    registration(page, context, (page, step) => picture(page, `${name}-${step}`), { script, language }),
  );
}

test("the log holds nothing of a person's, however much is logged", () => {
  const log = portal.log();
  assert.match(log, /answered/);
  for (const secret of [/HOUMU/, /user01/, /0312345678/, /緑/, /Momiji/, /token/, /sapporo/, /[0-9a-f]{32}/, /[a-z]{5}[0-9]{5}/]) {
    assert.doesNotMatch(log, secret);
  }
});

async function registration(page, context, shoot, { script, language }) {
  assert.equal(await page.attribute("html", "lang"), language);
  await shoot(page, "01-top");

  await begin(page);
  await shoot(page, "02-entry-empty");
  await confirm(page);
  assert.equal(await page.count(".summary li"), 10);
  assert.equal(await page.count("main [aria-invalid=true]"), 10);
  if (language === "ja") {
    assert.match(await page.text("#user_type-error"), /選択してください。$/);
  }
  await shoot(page, "03-entry-problems");

  await page.follow(button("do", "search"));
  await page.select("#prefecture", "1");
  await page.follow("form.search button.button");
  assert.equal(await page.count(".results li"), 188);
  await page.fill("#q", "sapporo chuo");
  await page.follow("form.search button.button");
  await shoot(page, "04-municipality");
  await chooseResult(page, "札幌市中央区");
  await fillIn(page);
  await shoot(page, "05-entry-filled");

  await confirm(page);
  assert.equal(await page.path(), "/confirmation");
  const shown = await page.texts(".answers .value");
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
  await page.follow(button("do", "back"));
  assert.equal(await page.value("#street_address"), "1-1-1 緑ヶ関ハイツ202号");
  assert.ok(await page.isChecked("#terms"));
  await confirm(page);

  await page.follow(button("do", "register"));
  assert.equal(await page.path(), "/completion");
  const userId = await page.text(".user-id b");
  assert.match(userId, /^[a-z]{5}[0-9]{5}$/);
  assert.match(await page.text("main"), /user01@ens-test\.com/);
  await shoot(page, "07-completion");
  await page.reload();
  assert.equal(await page.text(".user-id b"), userId);

  // Back to the top page, which is open from now on.
  await page.follow("main form[action='/completion'] button");
  assert.equal(await page.path(), "/");

  const reader = await context.newPage();
  const mail = await openMail(reader, portal.url, userId);
  await shoot(reader, "08-mailbox-mail");
  await reader.follow("#link");
  assert.equal(await reader.path(), "/password");
  await reader.waitFor(refusal);
  await shoot(reader, "09-password-refused");

  await page.close();
  if (script) {
    // The script reports that the page has gone; the link was not used up.
    await openLink(reader, mail);
  } else {
    await reader.follow(`${refusal} button`);
  }
  await reader.waitFor("#password");
  await shoot(reader, "10-password");
  await reader.fill("#password", "short");
  await reader.fill("#password_confirmation", "shirt");
  await reader.follow("main form[action='/password'] button");
  assert.equal(await reader.count(".summary li"), 2);
  await shoot(reader, "11-password-problems");
  await reader.fill("#password", password);
  await reader.fill("#password_confirmation", password);
  await reader.follow("main form[action='/password'] button");
  assert.equal(await reader.path(), "/password/done");
  await shoot(reader, "12-password-done");

  await reader.follow("main a.button");
  await reader.fill("#user_id", userId);
  await reader.fill("#password", "not this one at all");
  await reader.follow("main form[action='/login'] button");
  assert.equal(await reader.count(".summary"), 1);
  assert.equal(await reader.value("#user_id"), userId);
  await shoot(reader, "13-login-wrong");
  await reader.fill("#password", password);
  await reader.follow("main form[action='/login'] button");
  assert.equal(await reader.path(), "/account");
  assert.match(await reader.text("main"), new RegExp(userId));
  await shoot(reader, "14-account");
  await reader.follow("main form[action='/logout'] button");
  await reader.goto(`${portal.url}/account`);
  assert.equal(await reader.path(), "/login");

  // The link has been used.
  await reader.goto("about:blank");
  await openLink(reader, mail);
  if (!script && (await reader.count(refusal))) await reader.follow(`${refusal} button`);
  await reader.waitFor("a[href='/password/request']");
  await shoot(reader, "15-password-used");
}
