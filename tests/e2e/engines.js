// The three engines, each by its own WebDriver: how one is started, and what the protocol leaves to each of them.

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Builder } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import firefox from "selenium-webdriver/firefox.js";

/** The engine of this run. */
export const engine = process.env.E2E_BROWSER ?? "chromium";

// What a server's answer other than 200 is reported as is no fault of the page.
const isAnswer = (text) => /Failed to load resource/.test(text);

/** What a browser asks for; plain Japanese is only by choice. */
const asksFor = (language) => (language === "ja" ? "ja-JP,ja" : "en-US,en");

async function chromium({ script, language }) {
  // The engine without the browser's own bars, which are pages too.
  const options = new chrome.Options()
    .setBinaryPath(process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell")
    .addArguments("--headless", "--no-sandbox", `--accept-lang=${asksFor(language)}`)
    .setLoggingPrefs({ browser: "ALL" });
  if (!script) options.addArguments("--blink-settings=scriptEnabled=false");
  const driver = await new Builder()
    .forBrowser("chrome")
    .setChromeOptions(options)
    .setChromeService(new chrome.ServiceBuilder("/usr/bin/chromedriver"))
    .build();
  // The shell asks nobody, and so allows nothing; the whole browser lets a page write what a person's click copies.
  await driver.sendDevToolsCommand("Browser.grantPermissions", { permissions: ["clipboardSanitizedWrite"] });
  const resize = ({ width, height }) =>
    driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  return {
    driver,
    resize,
    /** What a person wishes, and whether the page is on paper: for the page in front. */
    wish: ({ forcedColours = false, reducedMotion = false, print = false }) =>
      driver.sendDevToolsCommand("Emulation.setEmulatedMedia", {
        media: print ? "print" : "",
        features: [
          { name: "forced-colors", value: forcedColours ? "active" : "none" },
          { name: "prefers-reduced-motion", value: reducedMotion ? "reduce" : "no-preference" },
        ],
      }),
    async wholePicture() {
      // What Chromium draws beyond the window (captureBeyondViewport) leaves it scrolling and clicking by another size.
      const [width, height, whole] = await driver.executeScript(
        "return [innerWidth, innerHeight, document.documentElement.scrollHeight]",
      );
      await resize({ width, height: Math.max(height, whole) });
      const { data } = await driver.sendAndGetDevToolsCommand("Page.captureScreenshot", {});
      await resize({ width, height });
      return data;
    },
    async errors() {
      const entries = await driver.manage().logs().get("browser");
      return entries.filter(({ level, message }) => level.name === "SEVERE" && !isAnswer(message)).map(({ message }) => message);
    },
    quit: () => driver.quit(),
  };
}

async function gecko({ script, language }) {
  const options = new firefox.Options()
    .setBinary(process.env.FIREFOX ?? "/usr/bin/firefox-esr")
    .addArguments("-headless")
    .setPreference("intl.accept_languages", asksFor(language))
    // The Tab key goes to links too, whatever the system is set to.
    .setPreference("accessibility.tabfocus", 7);
  if (!script) options.setPreference("javascript.enabled", false);
  options.set("webSocketUrl", true);
  const driver = await new Builder()
    .forBrowser("firefox")
    .setFirefoxOptions(options)
    // What a person wishes is set in the browser itself.
    .setFirefoxService(new firefox.ServiceBuilder(process.env.GECKODRIVER).addArguments("--allow-system-access"))
    .build();
  const bidi = await driver.getBidi();
  let said = [];
  bidi.socket.on("message", (data) => {
    const { method, params } = JSON.parse(data);
    if (method === "log.entryAdded" && params.level === "error" && !isAnswer(params.text)) said.push(params.text);
  });
  await bidi.subscribe("log.entryAdded");
  return {
    driver,
    // A window of Firefox's, with its bars and menus, costs more than the page in it.
    opens: "tab",
    async resize(viewport) {
      const context = await driver.getWindowHandle();
      await bidi.send({ method: "browsingContext.setViewport", params: { context, viewport } });
    },
    async wish(wishes) {
      await driver.setContext(firefox.Context.CHROME);
      try {
        await driver.executeScript(wishOfGecko, wishes);
      } finally {
        await driver.setContext(firefox.Context.CONTENT);
      }
    },
    wholePicture: () => driver.takeFullPageScreenshot(),
    async errors() {
      const errors = said;
      said = [];
      return errors;
    },
    quit: () => driver.quit(),
  };
}

/** Within Firefox itself: the preferences behind a person's wishes, and the medium of the page in front. */
function wishOfGecko({ forcedColours = false, reducedMotion = false, print = false }) {
  const { prefs } = Services;
  const set = (name, value) => (value === null ? prefs.clearUserPref(name) : prefs.setIntPref(name, value));
  // Always the colours of the system, whatever the page says.
  set("browser.display.document_color_use", forcedColours ? 2 : null);
  set("ui.prefersReducedMotion", reducedMotion ? 1 : null);
  gBrowser.selectedBrowser.browsingContext.mediumOverride = print ? "print" : "";
}

async function webkit({ script }) {
  // Its window is a real one: on a screen of its own, where no other takes the focus from it.
  const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const number = await new Promise((resolve) => screen.stdout.once("data", (data) => resolve(String(data).trim())));
  const port = await freePort();
  const service = spawn("WebKitWebDriver", [`--port=${port}`], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, DISPLAY: `:${number}` },
  });
  let said = "";
  service.stdout.on("data", (data) => (said += data));
  const args = ["--automation", "--enable-write-console-messages-to-stdout=true"];
  if (!script) args.push("--enable-javascript=false");
  const options = { binary: process.env.MINIBROWSER, args };
  const driver = await patiently(() =>
    new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": options })
      .build(),
  );
  return {
    driver,
    resize: ({ width, height }) => driver.manage().window().setRect({ x: 0, y: 0, width, height }),
    async wholePicture() {
      // What was drawn last may be from before the window or the text had its size.
      await driver.executeAsyncScript((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      return driver.takeScreenshot();
    },
    async errors() {
      const errors = said.split("\n").filter((line) => /CONSOLE .*ERROR/.test(line) && !isAnswer(line));
      said = "";
      return errors;
    },
    async quit() {
      await driver.quit();
      service.kill();
      screen.kill();
    },
  };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Asks again while a driver is still starting. */
async function patiently(work) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 100 || !/ECONNREFUSED/.test(String(error))) throw error;
      await sleep(100);
    }
  }
}

const starters = { chromium, firefox: gecko, webkit };

/** A browser of this run's engine. */
export async function startBrowser(options) {
  const browser = await starters[engine](options);
  await browser.driver.manage().setTimeouts({ script: 300_000, pageLoad: 300_000 });
  return browser;
}
