// The staff's pages: a clerk looks somebody up and helps, an admin erases; without a barrier, in both languages and on
// a small screen.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { accessible, hasStatus, inBrowser, register, portal } from "./harness.js";

/** The six digits that an authenticator shows for a secret in base 32 (RFC 6238). */
function code(secret) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A new member of the staff, as the operator's command makes one. */
function member(name, role) {
  const lines = portal.operate("staff", "add", name, "--role", role).split("\n");
  const { password, secret } = Object.fromEntries(lines.map((line) => line.split("\t")));
  return { name, password, secret };
}

async function logIn(page, { name, password, secret }, asked = "/staff") {
  await page.fill("#name", name);
  await page.fill("#password", password);
  await page.fill("#code", code(secret));
  await page.follow("main form button");
  assert.equal(await page.path(), asked);
}

for (const [language, screen] of [["en", "desktop"], ["ja", "small"]]) {
  const name = `${language}-${screen}`;
  inBrowser(`the staff's pages: ${name}`, () => portal.url, { language, screen }, async (page) => {
    const userId = await register(page);
    const look = (what) => accessible(page, `staff-${name}-${what}`);
    const clerk = member(`clerk.${name}`, "clerk");

    // Nothing without a login, and no word on what is wrong with one.
    await page.goto(`${portal.url}/staff/people/${userId}`);
    assert.equal(await page.path(), "/staff/login");
    await look("login");
    await page.fill("#name", clerk.name);
    await page.fill("#password", clerk.password);
    await page.fill("#code", "000000");
    await page.follow("main form button");
    assert.equal(await page.count(".summary"), 1);
    assert.equal(await page.value("#password"), "");
    await look("login-wrong");
    // The page that was asked for comes after the login.
    await logIn(page, clerk, `/staff/people/${userId}`);
    await page.goto(`${portal.url}/staff`);
    await look("search");

    // Somebody who has lost the user ID is found by name, from its beginning, or by the address.
    await page.fill("#user_id", "no user id");
    await page.follow("form[action='/staff'] button");
    assert.equal(await page.count("main .inset[role=status]"), 1);
    await page.fill("#user_id", "");
    await page.fill("#name", "houmu");
    await page.fill("#from", "2020-01-01");
    await page.follow("form[action='/staff'] button");
    await look("found");
    await page.follow(`main a[href='/staff/people/${userId}']`);
    await look("person");
    assert.match(await page.text("dl"), /user01@ens-test\.com/);
    assert.equal(await page.count("form[action$='/erase']"), 0, "a clerk erases nobody");

    const act = async (action) => {
      await page.follow(`form[action$='/${action}'] button`);
      return page.text("main .inset[role=status]");
    };
    const done = language === "ja" ? "完了しました。" : "Done.";
    await page.fill("#email", "no address");
    assert.notEqual(await act("correct-email"), done);
    await page.fill("#email", "user02@ens-test.com");
    assert.equal(await act("correct-email"), done);
    assert.match(await page.text("dl"), /user02@ens-test\.com/);
    assert.equal(await act("send-mail"), done);
    assert.equal(await act("lock"), done);
    await look("locked");
    assert.equal(await act("unlock"), done);
    await page.follow("form[action='/staff/logout'] button");
    assert.equal(await page.path(), "/staff/login");
    await page.goto(`${portal.url}/staff`);
    assert.equal(await page.path(), "/staff/login");

    await logIn(page, member(`admin.${name}`, "admin"));
    await page.goto(`${portal.url}/staff/people/${userId}`);
    await look("admin");
    // Erased for ever, so the user ID is typed once more.
    assert.notEqual(await act("erase"), done);
    await page.fill("#sure-erase", userId);
    await page.follow("form[action$='/erase'] button");
    assert.equal(await page.path(), "/staff");
    assert.equal(await page.count("main .inset[role=status]"), 1);
    await page.goto(`${portal.url}/staff/people/${userId}`);
    await hasStatus(page, 404);
    await page.goto(`${portal.url}/staff/audit`);
    await look("audit");
    const log = await page.text("main table");
    const actions = {
      en: ["log in", "list", "show", "correct email", "send mail", "lock", "unlock", "erase"],
      ja: ["ログイン", "検索", "表示", "メールアドレスの訂正", "メールの送信", "ロック", "ロックの解除", "消去"],
    };
    for (const action of actions[language]) {
      assert.ok(log.includes(action), `${action} is not in the audit log:\n${log}`);
    }
    assert.ok(!log.includes("ens-test"), "the audit log has no personal data");
  });
}
