// A page as the tests use it, the same in every engine: what a person does goes through WebDriver, what is looked at
// through a script of the driver's, which runs where the page's own scripts may not. Everything waits for what is
// meant, so that a busy machine changes nothing.

import { setTimeout as sleep } from "node:timers/promises";
import { By, Key } from "selenium-webdriver";
import { startBrowser } from "./engines.js";

const PATIENCE = 60_000;

/** Tries until there is something, and tells what was waited for where nothing comes. */
async function until(what, work) {
  const end = Date.now() + PATIENCE;
  for (let last; ; await sleep(25)) {
    try {
      const found = await work();
      if (found) return found;
    } catch (error) {
      // A page that is going or coming answers nothing, and what was in it is gone.
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`, { cause: last });
  }
}

class Page {
  #context;
  #window;

  constructor(context, window) {
    this.#context = context;
    this.#window = window;
  }

  /** The driver, at this page's window. */
  async #driver() {
    const { browser } = this.#context;
    if (browser.shown !== this.#window) await browser.driver.switchTo().window(this.#window);
    browser.shown = this.#window;
    return browser.driver;
  }

  // Where it is.

  async goto(address) {
    await (await this.#driver()).get(address);
  }

  async reload() {
    await (await this.#driver()).navigate().refresh();
  }

  async url() {
    return (await this.#driver()).getCurrentUrl();
  }

  async path() {
    return new URL(await this.url()).pathname;
  }

  async title() {
    return (await this.#driver()).getTitle();
  }

  /** Waits until this address is there: its path, or path with query or fragment where they are given. */
  async at(address) {
    await until(`${address}, at last ${await this.url()}`, () =>
      this.evaluate(
        (address) =>
          document.readyState === "complete" &&
          [location.pathname, location.pathname + location.search, location.pathname + location.hash].includes(address),
        address,
      ),
    );
  }

  /** Does what leads to another document, and waits for that one. A text is what to click. */
  async follow(action) {
    const born = () => [performance.timeOrigin, document.readyState === "complete"];
    const [old] = await this.evaluate(born);
    await (typeof action === "string" ? this.click(action) : action());
    await until(`another page after ${action}`, async () => {
      const [now, isComplete] = await this.evaluate(born);
      return now !== old && isComplete;
    });
  }

  /** The browser's own Back button. */
  async back() {
    await this.follow(async () => (await this.#driver()).navigate().back());
  }

  /** The HTTP status, or null where the engine does not tell. */
  status() {
    return this.evaluate(() => performance.getEntriesByType("navigation")[0].responseStatus ?? null);
  }

  // What a person does.

  /** The element that a person sees. */
  async #element(selector) {
    await this.waitFor(selector);
    return (await this.#driver()).findElement(By.css(selector));
  }

  async click(selector) {
    const notMade = ["ElementClickInterceptedError", "ElementNotInteractableError", "NoSuchElementError", "StaleElementReferenceError"];
    let first;
    await until(`a click on ${selector}`, async () => {
      if (first) {
        // The driver took the click for one that was not made, because its page was going: it has made it.
        if ((await this.evaluate(() => performance.timeOrigin)) !== first) return true;
        if (!(await this.count(selector))) throw new Error(`no ${selector} any more`);
      }
      const [element, origin] = await this.#reached(selector);
      first ??= origin;
      try {
        await element.click();
      } catch (error) {
        if (notMade.includes(error.name)) throw error;
        // The page has gone while the driver was still at it: the click was made.
        return true;
      }
      return this.#wasPressed(element);
    });
  }

  /** Whether a click has come to its element: a report that comes in moves it from under the pointer at times. */
  async #wasPressed(element) {
    // Without script no listener hears it, and nothing moves.
    if (!this.#context.browser.script) return true;
    try {
      for (let attempt = 0; attempt < 20; attempt++, await sleep(50)) {
        if ((await this.evaluate((element) => element.wasPressed, element)) !== false) return true;
      }
      return false;
    } catch {
      // The element has gone with its page, or with the report that it stood in.
      return true;
    }
  }

  /** The element, in the middle of the window, where the mouse gets to it and will be heard; and when its page began. */
  async #reached(selector) {
    return this.until((selector) => {
      const element = [...document.querySelectorAll(selector)].find((one) => one.getClientRects().length > 0);
      if (!element) return null;
      element.scrollIntoView({ block: "center" });
      element.wasPressed = false;
      element.addEventListener("click", () => (element.wasPressed = true), { once: true, capture: true });
      return [element, performance.timeOrigin];
    }, selector);
  }

  async doubleClick(selector) {
    const [element] = await this.#reached(selector);
    await (await this.#driver()).actions().doubleClick(element).perform();
  }

  /** The mouse's button goes down on it, and stays down. */
  async mouseDown(selector) {
    const [element] = await this.#reached(selector);
    await (await this.#driver()).actions().move({ origin: element }).press().perform();
  }

  async mouseUp() {
    await (await this.#driver()).actions().release().perform();
  }

  /** Types on the keyboard, wherever the focus is; `Key.TAB` and its like are characters too. */
  async keys(...texts) {
    await (await this.#driver()).actions().sendKeys(...texts).perform();
  }

  async chord(modifier, key) {
    await (await this.#driver()).actions().keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
  }

  async focus(selector) {
    await this.waitFor(selector);
    await this.evaluate((selector) => document.querySelector(selector).focus(), selector);
  }

  /** A key at an element. */
  async press(selector, key) {
    await this.focus(selector);
    await this.keys(key);
  }

  /** Puts a text in place of what an input has, at one stroke, as pasting does. */
  async fill(selector, text) {
    const [value] = await this.until(
      (selector, text) => {
        const input = document.querySelector(selector);
        if (!(input?.getClientRects().length > 0)) return null;
        input.focus();
        input.select();
        if (input.value !== text) document.execCommand(text === "" ? "delete" : "insertText", false, text);
        return [input.value];
      },
      selector,
      text,
    );
    if (value !== text) throw new Error(`${selector} has ${value}, not ${text}`);
  }

  async check(selector) {
    if (!(await this.isChecked(selector))) await this.click(selector);
  }

  async uncheck(selector) {
    if (await this.isChecked(selector)) await this.click(selector);
  }

  async select(selector, value) {
    await this.waitFor(selector);
    await (await this.#driver()).findElement(By.css(`${selector} option[value="${value}"]`)).click();
  }

  // What there is.

  /** What a function of the page's returns, or a script's text. */
  async evaluate(work, ...given) {
    const source = typeof work === "string" ? work : `return (${work}).apply(null, arguments)`;
    return (await this.#driver()).executeScript(source, ...given);
  }

  /** Waits until a function of the page's returns something. */
  async until(work, ...given) {
    return until(`${work} ${JSON.stringify(given)}`, () => this.evaluate(work, ...given));
  }

  /** Waits until an element can be seen, with a text where one is given. */
  async waitFor(selector, text = "") {
    await this.until(
      (selector, text) =>
        [...document.querySelectorAll(selector)].some((one) => one.getClientRects().length > 0 && one.innerText.includes(text)),
      selector,
      text,
    );
  }

  /** Waits until none can be seen. */
  async waitGone(selector) {
    await this.until(
      (selector) => ![...document.querySelectorAll(selector)].some((one) => one.getClientRects().length > 0),
      selector,
    );
  }

  count(selector) {
    return this.evaluate((selector) => document.querySelectorAll(selector).length, selector);
  }

  countShown(selector) {
    return this.evaluate(
      (selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length > 0).length,
      selector,
    );
  }

  /** The texts of all, as they are drawn. */
  texts(selector) {
    return this.evaluate((selector) => [...document.querySelectorAll(selector)].map((one) => one.innerText.trim()), selector);
  }

  /** The text of the first; it is waited for. */
  async text(selector) {
    await this.until((selector) => document.querySelector(selector), selector);
    return (await this.texts(selector))[0];
  }

  value(selector) {
    return this.evaluate((selector) => document.querySelector(selector).value, selector);
  }

  /** Waits until an input has a text. */
  async has(selector, text) {
    await this.until((selector, text) => document.querySelector(selector)?.value === text, selector, text);
  }

  attribute(selector, name) {
    return this.evaluate((selector, name) => document.querySelector(selector).getAttribute(name), selector, name);
  }

  isChecked(selector) {
    return this.evaluate((selector) => document.querySelector(selector).checked, selector);
  }

  focused() {
    return this.evaluate(() => document.activeElement.id);
  }

  /** What assistive technology is told of each of the elements that it gets: a line with role, name and state. */
  async spoken(selector) {
    const told = await this.evaluate(states, selector);
    const lines = [];
    for (const [element, state] of told) {
      const role = await element.getAriaRole();
      // What these say is their content; the engines do not agree whether it is their name too.
      const isNamed = !["listitem", "term", "definition"].includes(role);
      const name = isNamed ? ` "${(await element.getAccessibleName()).replace(/\s+/g, " ").trim()}"` : "";
      lines.push(`${role}${name}${state}`);
    }
    return lines;
  }

  // The window.

  async resize(size) {
    await this.#driver();
    await this.#context.browser.resize(size);
    // A real window is as large as it should be before its page is.
    await this.until((width) => innerWidth === width, size.width);
  }

  /** PNG, in base 64. */
  async picture() {
    await this.#driver();
    return this.#context.browser.wholePicture();
  }

  /** Steps within a frame. */
  async within(selector, steps) {
    const driver = await this.#driver();
    await driver.switchTo().frame(await this.#element(selector));
    try {
      await steps();
    } finally {
      await driver.switchTo().defaultContent();
    }
  }

  /** What a person has set in the system (`forcedColours`, `reducedMotion`), and whether the page is on paper (`print`). */
  async wish(wishes) {
    await this.#driver();
    this.#context.hasWishes = true;
    await this.#context.browser.wish(wishes);
  }

  /** A command of Chromium's own protocol, for what WebDriver has no word for. */
  async devtools(command, parameters = {}) {
    return (await this.#driver()).sendAndGetDevToolsCommand(command, parameters);
  }

  async close() {
    await (await this.#driver()).close();
    this.#context.browser.shown = null;
  }
}

/** Within a page: its elements that are not hidden, each with its state and description in words. */
function states(selector) {
  const text = (one) => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll("[aria-hidden=true], rt, rp").forEach((hidden) => hidden.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const isTold = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("[aria-hidden=true]");
  const state = (one) => {
    const words = ["required", "invalid", "expanded", "selected", "current"].filter(
      (word) => !["false", null].includes(one.getAttribute(`aria-${word}`)),
    );
    if (one.checked) words.push("checked");
    if (one.matches("h1, h2, h3")) words.push(`level ${one.tagName[1]}`);
    if (one.matches("dt, dd, li")) words.push(`= ${text(one)}`);
    if (one.matches("select, input:not([type=radio], [type=checkbox])") && one.value) words.push(`= ${one.value}`);
    const described = (one.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    const texts = described.map((id) => text(document.getElementById(id))).filter(Boolean);
    return [...words, ...texts.map((text) => `(${text})`)].map((word) => ` ${word}`).join("");
  };
  return [...document.querySelectorAll(selector)].filter(isTold).map((one) => [one, state(one)]);
}

/** A person's own cookies and windows. One at a time in a browser. */
class Context {
  constructor(browser, size) {
    this.browser = browser;
    this.size = size;
  }

  async #resting() {
    const { driver } = this.browser;
    await driver.switchTo().window(this.browser.resting);
    this.browser.shown = this.browser.resting;
    return driver;
  }

  async clearCookies(name) {
    const cookies = (await this.#resting()).manage();
    await (name ? cookies.deleteCookie(name) : cookies.deleteAllCookies());
  }

  async newPage() {
    const driver = await this.#resting();
    await driver.switchTo().newWindow(this.browser.opens ?? "window");
    const window = await driver.getWindowHandle();
    this.browser.shown = window;
    const page = new Page(this, window);
    await page.resize(this.size);
    return page;
  }

  /** The page that an action opens. The action is given a question whether it has opened yet. */
  async opened(action) {
    const { driver } = this.browser;
    const before = await driver.getAllWindowHandles();
    const found = async () => (await driver.getAllWindowHandles()).find((one) => !before.includes(one));
    await action(async () => {
      for (let attempt = 0; attempt < 20 && !(await found()); attempt++) await sleep(50);
      return found();
    });
    const window = await until("a page that opens", found);
    const page = new Page(this, window);
    await page.until(() => document.readyState === "complete" && location.href !== "about:blank");
    await page.resize(this.size);
    return page;
  }

  /** What its windows show, for who looks why a test has failed. */
  async pictures(keep) {
    const { driver } = this.browser;
    for (const [number, window] of (await driver.getAllWindowHandles()).entries()) {
      if (window === this.browser.resting) continue;
      await driver.switchTo().window(window);
      console.error(await driver.getCurrentUrl());
      keep(number, await driver.takeScreenshot());
    }
    this.browser.shown = null;
  }

  /** Closes its windows; what was wrong in them by the browser's word. */
  async close() {
    const { driver } = this.browser;
    const errors = await this.browser.errors();
    if (this.hasWishes) await this.browser.wish({});
    for (const window of await driver.getAllWindowHandles()) {
      if (window === this.browser.resting) continue;
      await driver.switchTo().window(window);
      await driver.close();
    }
    await this.clearCookies();
    return errors;
  }
}

const browsers = new Map();

/** A context in the browser with or without script, which all such contexts share; `ground` is a page of the cookies' host. */
export async function newContext({ script, size, ground }) {
  // Each asks the portal for another language; a choice on the page goes before.
  if (!browsers.has(script)) {
    const browser = await startBrowser({ script, language: script ? "en" : "ja" });
    browsers.set(script, Object.assign(browser, { script }));
  }
  const browser = browsers.get(script);
  if (!browser.resting) {
    browser.resting = await browser.driver.getWindowHandle();
    await browser.driver.get(ground);
  }
  return new Context(browser, size);
}

export async function closeBrowsers() {
  for (const browser of browsers.values()) await browser.quit();
  browsers.clear();
}

export { Key };
