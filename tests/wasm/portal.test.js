// STEP1 of the portal with the engine in the page: what it says is what the portal says, it comes without a request and without a
// network, and where there is no engine of the same sources everything is as it was.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { SAMPLE } from "./vectors.js";

const built = fileURLToPath(new URL("../../bindings/wasm/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "toroku-page-"));
const children = [];
let browser;

/** Starts a portal whose pages have the engine of this folder, if any. */
function startPortal(pageEngine) {
  const binary = process.env.TOROKU_PORTAL;
  const database = join(folder, `${children.length}.sqlite3`);
  const limits = { TOROKU_LIMITS_FORMS_PER_MINUTE: "0", TOROKU_LIMITS_SESSIONS_PER_MINUTE: "0" };
  const env = { ...process.env, TOROKU_DATABASE: database, TOROKU_LISTEN: "127.0.0.1:0", ...limits };
  if (pageEngine) env.TOROKU_PAGE_ENGINE = pageEngine;
  execFileSync(binary, ["init"], { env });
  const child = spawn(binary, { env, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let said = "";
  let log = "";
  child.stderr.on("data", (data) => (log += data));
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the portal ended with ${code}: ${log}`)));
    child.stdout.on("data", (data) => {
      said += data;
      const open = /Open (\S+) in a browser/.exec(said);
      if (open) resolve({ url: open[1], log: () => said + log });
    });
  });
}

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(async () => {
  await browser?.close();
  for (const child of children) {
    child.removeAllListeners("exit");
    child.kill("SIGTERM");
    await new Promise((ended) => (child.exitCode === null ? child.once("exit", ended) : ended()));
  }
  rmSync(folder, { recursive: true });
});

/** STEP1 in a browser of its own, with what it asked the portal for and what went wrong in it. */
async function openEntry(url, { locale = "en-US", script = true, withoutWasm = false } = {}) {
  const context = await browser.newContext({ locale, javaScriptEnabled: script });
  context.setDefaultTimeout(30_000);
  if (withoutWasm) await context.addInitScript(() => delete globalThis.WebAssembly);
  const page = await context.newPage();
  const errors = [];
  const asked = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(url);
  await page.click("button[value=applicant_at_counter]");
  await page.waitForSelector("form[data-check]"); // else the reload may come while the page is being left
  const response = await page.reload();
  return { context, page, errors, asked, policy: response.headers()["content-security-policy"] };
}

/** Waits until the page has the engine. */
const ready = (page) => page.waitForFunction(() => engine.report !== null);

test("what the page's engine says at a field is what the portal says there", async () => {
  const { url } = await startPortal(built);
  const texts = {
    user_name: ["", "HOUMU TARO", "Houmu  Taro", "MÜLLER", "JOSÉ <b>", "O'BRIEN", "１２"],
    phone: ["", "03-1234-5678", "03-1234-567O", "0120-444-444", "+81 3 1234 5678", "12"],
    email: ["", "taro@gmial.com", "taro..x@docomo.ne.jp", "a@@b", "ＴＡＲＯ@example.com"],
    email_confirmation: ["", "other@example.com"],
    street_address: ["", "1-1-1 緑ヶ関ハイツ202号", "𠮷田1-2", "なし"],
    municipality: ["", "北海道札幌市", "011011", "東京都府中市", "東京都新宿区西新宿2-8-1", "府中市", "大宮市", "x & y"],
    birth_day: ["", "31", "1"],
  };
  // None, one, some, more than are shown, and a whole address.
  const sought = ["qqqq", "misaki osaka", "fuchu", "osaka city", "市", " 東京都新宿区 ", "13101", "大阪市梅田3-1-1", "<b>&"];
  for (const locale of ["en-US", "ja-JP", "plain"]) {
    const { context, page, errors, policy } = await openEntry(url, { locale: locale === "plain" ? "ja-JP" : locale });
    if (locale === "plain") await Promise.all([page.waitForNavigation(), page.click('.languages button[value="ja-x-easy"]')]);
    await ready(page);
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
    assert.doesNotMatch(policy, /unsafe-(eval|inline)'.*unsafe|'unsafe-/);
    const compared = await page.evaluate(async ({ texts, sought }) => {
      const form = document.querySelector("form[data-check]");
      const shown = (report) => report.outerHTML.replace(/\s*\n\s*/g, "").replace(/>\s+</g, "><");
      const differing = [];
      let compared = 0;
      const compare = async (name) => {
        const body = new URLSearchParams(new FormData(form));
        body.set("field", name);
        const answer = await fetch(form.dataset.check, { method: "POST", body });
        const theirs = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".report");
        const [drawn, sent] = [engine.report(name), theirs].map(shown);
        compared++;
        if (drawn !== sent) differing.push([drawn, sent]);
      };
      for (const [item, list] of Object.entries(texts)) {
        for (const text of list) {
          form.elements[item].value = text;
          await compare(form.elements[item].closest("[data-field]").dataset.field);
        }
      }
      for (const name of ["sex", "user_type", "terms"]) await compare(name);
      const parts = (from) => [...from.querySelectorAll("p, ul")].map(shown).join("");
      const { options } = document.querySelector(".finder").dataset;
      for (const street of ["", "1-1"]) {
        form.elements.street_address.value = street;
        for (const text of sought) {
          form.elements.municipality.value = text;
          const answer = await fetch(options, { method: "POST", body: new URLSearchParams(new FormData(form)) });
          const theirs = new DOMParser().parseFromString(await answer.text(), "text/html");
          const [drawn, sent] = [engine.options(text.trim()), theirs].map(parts);
          compared++;
          if (drawn !== sent) differing.push([drawn, sent]);
        }
      }
      return { compared, differing };
    }, { texts, sought });
    assert.deepEqual(compared.differing, [], locale);
    assert.equal(compared.compared, Object.values(texts).flat().length + 3 + 2 * sought.length);
    assert.deepEqual(errors, [], locale);
    await context.close();
  }
});

test("a key is answered without a request, and when the network is gone", async () => {
  const { url } = await startPortal(built);
  const { context, page, errors, asked } = await openEntry(url);
  await ready(page);
  asked.length = 0;
  await context.setOffline(true);
  await page.locator("#user_name").pressSequentially("Houmu Taro");
  await page.waitForFunction(() => document.querySelector("#user_name-report")?.innerText.includes("HOUMU TARO"));
  await page.locator("#phone").pressSequentially("03-1234-567O");
  await page.locator("#email").focus();
  await page.waitForFunction(() => "wrong" in document.querySelector("#phone-report").dataset);
  await page.fill("#user_name", "Müller Hans");
  await page.click("#user_name-report button[name=use]");
  await page.waitForFunction(() => !document.querySelector("#user_name-report").childElementCount);
  assert.equal(await page.inputValue("#user_name"), "MUELLER HANS");
  // Municipalities are found, and what goes along with one.
  await page.locator("#municipality").pressSequentially("大阪市梅田3-1-1");
  await page.click('[role=option][data-text="大阪府大阪市北区"]');
  assert.equal(await page.inputValue("#street_address"), "梅田３－１－１");
  // Where it is read out, once a person pauses.
  await page.waitForFunction(() => document.getElementById("announcer").textContent !== "");
  assert.deepEqual(asked, []);
  assert.deepEqual(errors, []);

  // The network is back: the portal's word is the last, and nothing typed is lost.
  await context.setOffline(false);
  const { municipality, sex, user_type, ...typed } = SAMPLE;
  for (const [item, text] of Object.entries({ ...typed, phone: "0312345678" })) await page.fill(`#${item}`, text);
  await page.fill("#municipality", "北海道札幌市中央区");
  for (const box of ["sex", "user_type", "terms"]) await page.check(`#${box}`);
  await page.click("main form button[value=confirm]");
  await page.waitForURL("**/confirmation");
  assert.match(await page.innerText("main"), /HOUMU TARO/);
  await context.close();
});

test("without WebAssembly, without the package and with another engine's the portal answers as before", async () => {
  const other = join(folder, "other");
  cpSync(built, other, { recursive: true, filter: (path) => !path.includes("node_modules") });
  const file = join(other, "toroku.wasm");
  const bytes = readFileSync(file);
  const text = bytes.toString("latin1");
  const at = /[0-9a-f]{64}/.exec(text).index;
  bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30;
  writeFileSync(file, bytes);
  const [ours, theirs, none, missing] = await Promise.all([built, other, undefined, join(folder, "nothing")].map(startPortal));
  assert.match(theirs.log(), /other sources/);
  assert.match(missing.log(), /page_engine/);
  for (const [portal, options] of [[ours, { withoutWasm: true }], [theirs, {}], [none, {}], [missing, {}]]) {
    const { context, page, errors, asked, policy } = await openEntry(portal.url, options);
    assert.equal(policy.includes("wasm-unsafe-eval"), portal === ours);
    await page.fill("#user_name", "Houmu Taro");
    await page.locator("#phone").focus();
    await page.waitForFunction(() => document.querySelector("#user_name-report")?.innerText.includes("HOUMU TARO"));
    assert.ok(asked.includes("/entry/check"));
    assert.deepEqual(errors, []);
    await context.close();
  }
});

test("without script the page is as it was, and other pages run no WebAssembly", async () => {
  const { url } = await startPortal(built);
  const { context, page } = await openEntry(url, { script: false });
  await page.fill("#user_name", "Houmu Taro");
  await page.click("main form button[value=confirm]");
  assert.match(await page.innerText(".summary"), /phone/i);
  const top = await page.goto(url);
  assert.match(top.headers()["content-security-policy"], /script-src 'self';/);
  await context.close();
});

test("a version's files are kept for ever, and another's are not to be had", async () => {
  const { url } = await startPortal(built);
  const { context, page } = await openEntry(url);
  await ready(page);
  const { module } = JSON.parse(await page.getAttribute("form[data-engine]", "data-engine"));
  const at = (path) => page.request.get(new URL(path, url).href);
  const wasm = await at(module.replace("toroku.js", "toroku.wasm"));
  assert.equal(wasm.headers()["content-type"], "application/wasm");
  assert.match(wasm.headers()["cache-control"], /immutable/);
  assert.equal(wasm.headers()["content-encoding"], "gzip");
  for (const path of [module.replace("engine-", "engine-0"), module.replace("toroku.js", "package.json")]) {
    assert.equal((await at(path)).status(), 404, path);
  }
  await context.close();
});
