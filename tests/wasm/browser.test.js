// Every vector through the package in a browser, served with the strict policy that its README names.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { FIELDS, OTHERS, REGISTRATIONS } from "./vectors.js";

const here = new URL("./", import.meta.url);
const FOLDERS = { "/toroku/": "../../bindings/wasm/", "/vectors/": "../vectors/", "/": "./" };
const TYPES = { js: "text/javascript", wasm: "application/wasm", json: "application/json", html: "text/html" };
const PAGE = '<!DOCTYPE html><meta charset="utf-8"><title>toroku</title><p id="said"></p>';
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

let server, browser, page;
const errors = [];
before(async () => {
  server = createServer(({ url }, answer) => {
    const [start, folder] = Object.entries(FOLDERS).find(([start]) => url.startsWith(start) && (start !== "/vectors/" || url.endsWith(".json")));
    const type = url === "/" ? "html" : url.split(".").pop();
    answer.setHeader("Content-Type", TYPES[type] ?? "text/plain");
    answer.setHeader("Content-Security-Policy", POLICY);
    answer.end(url === "/" ? PAGE : readFileSync(new URL(folder + url.slice(start.length), here)));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  page = await browser.newPage();
  page.on("console", (message) => message.type() === "error" && !/favicon/.test(message.location().url) && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
});
after(async () => {
  await browser?.close();
  server?.close();
});

for (const name of [...FIELDS, ...REGISTRATIONS, ...OTHERS]) {
  test(name, async () => {
    const { ran, leftOut, cases } = await page.evaluate(async (name) => {
      const [{ load }, { run }] = await Promise.all([import("/toroku/toroku.js"), import("/vectors.js")]);
      const written = await (await fetch(`/vectors/${name}`)).text();
      window.toroku ??= await load();
      return { ...run(window.toroku, name, JSON.parse(written)), cases: written.match(/"id":/g).length };
    }, name);
    assert.equal(ran + leftOut, cases);
    assert.deepEqual(errors, []);
  });
}
