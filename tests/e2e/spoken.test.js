// What assistive technology is told of STEP1 with problems, STEP2 and STEP3: as the browser computes it, compared with
// the texts in spoken/. E2E_DRAW=1 writes them anew.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { begin, button, confirm, fillIn, inBrowser, sample, summaryFocused, type, portal } from "./harness.js";

const TOLD =
  "header, nav, main, footer, form, h1, h2, h3, a[href], button, input, select, fieldset, summary, dt, dd, [aria-current], [role]";

async function compare(page, language, step) {
  const lines = await page.spoken(TOLD);
  // Another one each time.
  const text = lines.map((line) => `${line.replaceAll(/\b[a-z]{5}[0-9]{5}\b/g, "<user ID>")}\n`).join("");
  const file = new URL(`spoken/${step}.${language}.txt`, import.meta.url);
  if (process.env.E2E_DRAW) {
    mkdirSync(new URL("spoken/", import.meta.url), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, "utf8"), `${step} in ${language}: is it meant? Then E2E_DRAW=1 tests/e2e/run spoken.test.js`);
}

for (const language of ["en", "ja", "ja-x-easy"]) {
  inBrowser(`what is told of each step: ${language}`, () => portal.url, { language }, async (page) => {
    await begin(page);
    await type(page, { ...sample, user_name: "José", phone: "", email: "taro@gmial.com", email_confirmation: "taro@gmial.com" });
    // What is reported while the driver aims at the button moves what is below: the press would reach the box above it.
    await page.waitFor("#user_name-report .error");
    await page.waitFor("#email-report .notice");
    await confirm(page);
    await summaryFocused(page);
    await compare(page, language, "step1-problems");
    await fillIn(page);
    await confirm(page);
    await compare(page, language, "step2");
    await page.follow(button("do", "register"));
    await compare(page, language, "step3");
  });
}
