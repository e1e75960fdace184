// Every vector through the package in browsers, served with the strict policy that its README names. A page runs them and reports:
// so no browser needs a driver.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { FIELDS, OTHERS, REGISTRATIONS } from "./vectors.js";

const here = new URL("./", import.meta.url);
const FOLDERS = { "/toroku/": "../../bindings/wasm/", "/vectors/": "../vectors/", "/": "./" };
const TYPES = { js: "text/javascript", wasm: "application/wasm", json: "application/json" };
const PAGE = '<!DOCTYPE html><meta charset="utf-8"><title>toroku</title><script type="module" src="/all.js"></script>';
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const BROWSERS = {
  chromium: {
    program: process.env.CHROMIUM ?? "/usr/bin/chromium",
    options: (profile) => ["--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu", `--user-data-dir=${profile}`],
  },
  firefox: {
    program: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    options: (profile) => ["--headless", "--no-remote", "--profile", profile],
  },
};

let server, url, reported;
before(async () => {
  server = createServer(async (request, answer) => {
    answer.setHeader("Content-Security-Policy", POLICY);
    if (request.method === "POST") {
      let body = "";
      for await (const part of request) body += part;
      answer.end();
      return reported(JSON.parse(body));
    }
    const { pathname } = new URL(request.url, url);
    if (pathname === "/") return answer.setHeader("Content-Type", "text/html").end(PAGE);
    const [start, folder] = Object.entries(FOLDERS).find(([start]) => pathname.startsWith(start));
    // The module of the vectors' runner stands beside this file, and the vectors in a folder of that name.
    try {
      const file = readFileSync(new URL(folder + pathname.slice(start.length), here));
      answer.setHeader("Content-Type", TYPES[pathname.split(".").pop()] ?? "text/plain").end(file);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${server.address().port}/`;
});
after(() => server?.close());

for (const [name, { program, options }] of Object.entries(BROWSERS)) {
  test(`every vector in ${name}`, async (context) => {
    const profile = mkdtempSync(join(tmpdir(), `toroku-${name}-`));
    // No page of the browser's own before this one, and nothing asked of its maker.
    const quiet = ["browser.shell.checkDefaultBrowser", "datareporting.policy.dataSubmissionEnabled", "app.update.auto"];
    writeFileSync(join(profile, "user.js"), quiet.map((one) => `user_pref("${one}", false);\n`).join(""));
    const results = await new Promise((resolve, reject) => {
      reported = resolve;
      const browser = spawn(program, [...options(profile), url], {
        env: { ...process.env, HOME: profile },
        stdio: "ignore",
        detached: true,
      });
      browser.once("error", reject);
      browser.once("exit", (code) => reject(new Error(`${program} ended with ${code}`)));
      context.after(async () => {
        browser.removeAllListeners("exit");
        const ended = new Promise((end) => browser.once("exit", end));
        // With the processes that it has started.
        process.kill(-browser.pid, "SIGKILL");
        await ended;
        rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      });
    });
    for (const file of [...FIELDS, ...REGISTRATIONS, ...OTHERS]) {
      await context.test(file, () => {
        const { ran, leftOut, cases, error } = results[file] ?? results.load;
        assert.equal(error, undefined);
        assert.equal(ran + leftOut, cases);
      });
    }
  });
}
