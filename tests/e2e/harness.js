// Portals of its own for each test file, and browsers at them.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { engine } from "./engines.js";
import { closeBrowsers, newContext } from "./page.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const output = join(dirname(fileURLToPath(import.meta.url)), "..", "output", "e2e");

/** Starts the portal on a free port with a database of its own. */
async function startPortal(settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), "toroku-e2e-"));
  const portal = await launch(folder, { TOROKU_LISTEN: "127.0.0.1:0", ...settings });
  return {
    ...portal,
    /** Ends it and starts it at the same address, perhaps with other settings. */
    async restart(changed = {}) {
      await this.end();
      const same = { TOROKU_LISTEN: new URL(this.url).host, ...settings };
      Object.assign(this, await launch(folder, { ...same, ...changed }));
    },
    /** Overwrites the files of its database while it runs: every read fails from then on. The third, an index, is no data. */
    spoilDatabase() {
      for (const name of ["portal.sqlite3", "portal.sqlite3-wal"]) {
        const file = join(folder, name);
        // In place: a file cut short is repaired first, and requests wait for the lock of who tries to.
        writeFileSync(file, Buffer.alloc(statSync(file).size, "x"), { flag: "r+" });
      }
    },
    /** Takes a table from its database while it runs: what nothing that passes by mends. */
    breakDatabase() {
      const rename = [
        "import sqlite3, sys",
        "database = sqlite3.connect(sys.argv[1], timeout=10)",
        "if database.execute(\"SELECT 1 FROM sqlite_master WHERE name = 'sessions'\").fetchone():",
        "    database.execute('ALTER TABLE sessions RENAME TO taken')",
      ];
      execFileSync("python3", ["-c", rename.join("\n"), join(folder, "portal.sqlite3")]);
    },
    async stop() {
      await this.end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The settings of a portal on a machine whose calendar is some days ahead. */
export const daysAhead = (days) => ({ LD_PRELOAD: process.env.E2E_CLOCK, E2E_DAYS_AHEAD: String(days) });

function launch(folder, settings) {
  const binary = process.env.TOROKU_PORTAL;
  if (!binary) throw new Error("TOROKU_PORTAL must name the portal's binary: use tests/e2e/run");
  // One machine plays many people here.
  const limits = {
    TOROKU_LIMITS_FORMS_PER_MINUTE: "0",
    TOROKU_LIMITS_SESSIONS_PER_MINUTE: "0",
    TOROKU_LIMITS_LINK_TRIES_PER_MINUTE: "0",
    TOROKU_LIMITS_MAILS_PER_MAILBOX: "0",
  };
  const env = { ...process.env, TOROKU_DATABASE: join(folder, "portal.sqlite3"), ...limits, ...settings };
  if (!existsSync(env.TOROKU_DATABASE)) execFileSync(binary, ["init"], { env });
  const child = spawn(binary, { env, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stderr.on("data", (data) => (log += data));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let isWanted = true;
  ended.then((code) => isWanted && console.error(`the portal ended by itself with ${code}: ${log}`));
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("exit", (code) => reject(new Error(`the portal ended with ${code}: ${log}`)));
    child.stdout.on("data", (data) => {
      said += data;
      const open = /Open (\S+) in a browser/.exec(said);
      if (!open) return;
      const end = () => {
        isWanted = false;
        child.kill("SIGTERM");
        return ended;
      };
      /** What a command of the operator prints. */
      const operate = (...words) => execFileSync(binary, words, { env, encoding: "utf8" });
      resolve({ url: open[1], log: () => log, end, operate });
    });
  });
}

/** A portal of a test file's own: started before the tests, gone after them. */
export function ownPortal(settings) {
  const portal = {};
  before(async () => {
    Object.assign(portal, await startPortal(settings));
  });
  after(() => portal.stop?.());
  return portal;
}

/** The portal that all test files share, each in its turn; it logs as much as it can. */
export const portal = ownPortal({ TOROKU_LOG: "trace" });
after(closeBrowsers);

export const screens = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
  small: { width: 320, height: 568 },
};

/** Looks whether the page fits the screen's width, and keeps a picture of the whole of it where they are asked for. */
export async function picture(page, name) {
  if (process.env.E2E_PICTURES) keep(name, await page.picture());
  const [content, width, wide] = await page.evaluate(() => {
    const isWide = (one) => {
      const { left, right } = one.getBoundingClientRect();
      return Math.max(right, left + one.scrollWidth) > document.documentElement.clientWidth && !one.closest(".skip");
    };
    const wide = [...document.body.querySelectorAll("*")].filter(isWide).map((one) => one.outerHTML.slice(0, 100));
    // Beside the bar that a browser may have for the page's length.
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth, wide];
  });
  if (content > width) throw new Error(`${name}: the page is ${content} px wide on a screen of ${width} px: ${wide.slice(-5).join(" ")}`);
}

function keep(name, picture) {
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, `${engine}-${name}.png`), picture, "base64");
}

/** No violation, no empty or doubled title or id, nothing wider than the screen; and a picture of it. */
export async function accessible(page, name) {
  await picture(page, name);
  const targets = await page.evaluate(smallTargets);
  assert.deepEqual(targets, [], `${name}: targets below 44 px`);
  assert.deepEqual(await page.evaluate(unreadKanji), [], `${name}: kanji without a reading`);
  // What axe reads is the same document and styles in every engine, and it takes longer than everything else.
  if (engine !== "chromium" && !process.env.E2E_AXE) return;
  // By the driver: the page's own policy lets no foreign script in.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const violations = await page.evaluate(async (tags) => {
    // Not into the frame with a mail: it takes nothing from outside. Nothing is fetched before: only sound would be.
    const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], iframes: false, preload: false };
    const { violations } = await axe.run(document, options);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} (${node.failureSummary})`).join("; ")}`);
  }, TAGS);
  assert.deepEqual(violations, [], name);
}

/** What is pressed or typed into, and is smaller than 44 px; links within a sentence are text. */
function smallTargets() {
  const small = [];
  for (const one of document.querySelectorAll("a[href], button, input, select, summary")) {
    const label = one.matches("[type=radio], [type=checkbox]") ? one.closest(".choice") : null;
    const { width, height } = (label ?? one).getBoundingClientRect();
    const isHidden = width <= 1 || one.closest("[hidden]") || one.tabIndex < 0 || one.disabled || one.matches(".skip");
    // A link that is all of its line is no text.
    const isAlone = one.textContent.trim() === one.parentElement.textContent.trim();
    const isText = one.matches("a") && !one.matches(".button") && !isAlone && getComputedStyle(one).display === "inline";
    if (!isHidden && !isText && (width < 44 || height < 43.5)) small.push(`${one.outerHTML.slice(0, 90)} ${width}x${height}`);
  }
  return small;
}

/**
 * What of a page in plain Japanese has kanji without a reading above or behind them, but for what is somebody's own (names,
 * what was typed, the service's name in mails' subjects, mails in other languages), the manual's choices, which are explained,
 * and what is heard alone.
 */
function unreadKanji() {
  if (document.documentElement.lang !== "ja-x-easy") return [];
  const own = "[lang=ja], [translate=no], ruby, .mails, .unseen, head, script";
  const unread = [];
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest(own)) continue;
    const words = text.data.replaceAll(/「[^」]*」|【[^】]*】/g, "").replaceAll(/\p{Script=Han}+（\p{Script=Hiragana}+）/gu, "");
    if (/\p{Script=Han}/u.test(words)) unread.push(text.data.trim());
  }
  return unread;
}

/** The manual's own samples. */
export const sample = {
  user_name: "HOUMU TARO",
  birth_year: "2000",
  birth_month: "01",
  birth_day: "01",
  street_address: "1-1-1 緑ヶ関ハイツ202号",
  phone: "0312345678",
  email: "user01@ens-test.com",
  email_confirmation: "user01@ens-test.com",
};

/** Types texts into STEP1's fields. */
export async function type(page, texts) {
  for (const [name, text] of Object.entries(texts)) await page.fill(`#${name}`, text);
}

/** Chooses a municipality in the search window, by prefecture as the manual has it. */
export async function chooseMunicipality(page, prefecture, name) {
  await page.follow(button("do", "search"));
  await page.select("#prefecture", String(prefecture));
  await page.follow("form.search button.button");
  await chooseResult(page, name);
}

/** Presses the search window's button with this name. */
export async function chooseResult(page, name) {
  const code = await page.evaluate(
    (name) => [...document.querySelectorAll(".results button")].find((one) => one.querySelector("b").innerText === name).value,
    name,
  );
  await page.follow(`.results button[value="${code}"]`);
}

export const button = (name, value) => `main button[name="${name}"][value="${value}"]`;

/** From the top page to an empty STEP1. */
export async function begin(page) {
  await page.follow(button("category", "applicant_at_counter"));
  assert.equal(await page.path(), "/entry");
}

/** Fills in the whole of STEP1. */
export async function fillIn(page, texts = sample) {
  await type(page, texts);
  await page.check("#sex");
  await page.check("#user_type");
  await page.check("#terms");
  await chooseMunicipality(page, 1, "札幌市中央区");
}

export const confirm = (page) => page.follow(button("do", "confirm"));

/** Registers the manual's sample from the top page on, to STEP3: the user ID. */
export async function register(page) {
  await begin(page);
  await fillIn(page);
  await confirm(page);
  assert.equal(await page.path(), "/confirmation");
  await page.follow(button("do", "register"));
  assert.equal(await page.path(), "/completion");
  return page.text(".user-id b");
}

export async function switchTo(page, tag) {
  await page.follow(`.languages button[value="${tag}"]`);
  assert.equal(await page.attribute("html", "lang"), tag);
}

let failures = 0;

/** Steps in windows and cookies of their own, from the top page on. Every error of a page's script or policy fails. */
async function once(url, options, steps) {
  const { screen = "desktop", script = true, language = "en" } = options;
  // A page that begins no session.
  const ground = new URL("/assets/none", url).href;
  const context = await newContext({ script, size: screens[screen], ground });
  let errors;
  try {
    const page = await context.newPage();
    await page.goto(url);
    if ((await page.attribute("html", "lang")) !== language) await switchTo(page, language);
    await steps(page, context);
  } catch (error) {
    await context.pictures((number, data) => keep(`failed-${++failures}-${number}`, data));
    throw error;
  } finally {
    errors = await context.close();
  }
  assert.deepEqual(errors, []);
}

/** A test of such steps; the address is known when it runs. `unable` has engines that cannot be driven so, and why. */
export function inBrowser(name, url, options, steps) {
  test(name, { skip: options.unable?.[engine] ?? false }, () => once(url(), options, steps));
}
inBrowser.once = once;

/** What an error's page has alone. */
export const errorPage = "main p > a.standing[href='/']";

/** Looks at the HTTP status; where an engine does not tell it, whether an error's page has come. */
export async function hasStatus(page, status) {
  const told = await page.status();
  if (told === null) assert.ok(await page.count(errorPage), "an error's page");
  else assert.equal(told, status);
}

/** What stands where the home or login page is open. */
export const refusal = "form[action='/password/closed']";

/** Opens the mail's link, again where a browser on a busy machine reports late that a page has gone. */
export async function openLink(page, mail) {
  for (let attempt = 0; attempt < 3; attempt++) {
    await page.goto(mail);
    // The page that has refused looks again by itself after a second, and may get ahead of this.
    if ((await page.path()) !== "/password") await page.follow("#link");
    if (!(await page.count(refusal))) return;
  }
}

/** The mail with this user ID; it comes a moment after registration, and the latest stands first. */
export async function openMail(page, url, userId) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const list = await (await fetch(`${url}/mailbox`)).text();
    for (const [, path] of list.matchAll(/href="(\/mailbox\/\d+)"/g)) {
      if (!(await (await fetch(url + path)).text()).includes(userId)) continue;
      await page.goto(url + path);
      return url + path;
    }
    await sleep(100);
  }
  throw new Error("no mail has come");
}

/** Waits until the summary of what is wrong has the focus, which a browser gives it once the page is drawn. */
export const summaryFocused = (page) => page.until(() => document.activeElement?.className === "summary");
