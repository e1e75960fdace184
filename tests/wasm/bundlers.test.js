// A page with the package, built by the bundlers that the README names, without a warning, and opened under its strict policy.

import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import resolve from "@rollup/plugin-node-resolve";
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets";
import * as esbuild from "esbuild";
import { chromium } from "playwright-core";
import { rollup } from "rollup";
import * as vite from "vite";
import webpack from "webpack";
import { install } from "./install.js";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const TYPES = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };
const script = (options) => `import { load } from "toroku";
const toroku = await load(${options});
const policy = toroku.policy({ termsVersion: "2023-03", passwordUrl: "https://registration.example/password" });
document.title = toroku.check(policy, "phone", "03-1234-567O").problem.code;
`;
const page = (main) => `<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="${main}"></script>`;

/** Each builds `main.js` of a folder into its folder `built`, and gives what there was to warn of. */
const BUNDLERS = {
  async vite(folder) {
    const warnings = [];
    const logger = vite.createLogger("silent");
    logger.warn = logger.warnOnce = (warning) => warnings.push(warning);
    await vite.build({ root: folder, configFile: false, customLogger: logger, build: { outDir: "built" } });
    return warnings;
  },
  async webpack(folder) {
    // How large a page may be is not webpack's to say.
    const output = { path: join(folder, "built") };
    const options = { mode: "production", context: folder, entry: "./main.js", output, performance: false };
    const stats = await new Promise((built, failed) => webpack(options, (error, stats) => (error ? failed(error) : built(stats))));
    writeFileSync(join(folder, "built", "index.html"), page("main.js"));
    return [...stats.compilation.errors, ...stats.compilation.warnings].map(({ message }) => message);
  },
  async rollup(folder) {
    const warnings = [];
    const onLog = (level, log) => level === "warn" && warnings.push(log.message);
    const bundle = await rollup({ input: join(folder, "main.js"), plugins: [resolve(), importMetaAssets()], onLog });
    await bundle.write({ dir: join(folder, "built"), format: "es" });
    writeFileSync(join(folder, "built", "index.html"), page("main.js"));
    return warnings;
  },
  async esbuild(folder) {
    writeFileSync(join(folder, "main.js"), script('{ source: "/toroku.wasm" }'));
    const options = { entryPoints: [join(folder, "main.js")], bundle: true, format: "esm", target: "es2022", logLevel: "silent" };
    const { warnings } = await esbuild.build({ ...options, outfile: join(folder, "built", "main.js") });
    copyFileSync(join(folder, "node_modules", "toroku", "toroku.wasm"), join(folder, "built", "toroku.wasm"));
    writeFileSync(join(folder, "built", "index.html"), page("main.js"));
    return warnings.map(({ text }) => text);
  },
};

let folder, server, browser;
before(async () => {
  folder = install();
  server = createServer(({ url }, answer) => {
    const file = url === "/" ? "/index.html" : url;
    answer.setHeader("Content-Security-Policy", POLICY).setHeader("Content-Type", TYPES[file.split(".").pop()]);
    answer.end(readFileSync(join(folder, "built", file)));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

for (const [name, build] of Object.entries(BUNDLERS)) {
  test(`a page built by ${name}`, async () => {
    rmSync(join(folder, "built"), { recursive: true, force: true });
    writeFileSync(join(folder, "main.js"), script(""));
    writeFileSync(join(folder, "index.html"), page("/main.js"));
    assert.deepEqual(await build(folder), []);
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${server.address().port}/`);
    await tab.waitForFunction(() => document.title === "phone.char");
    await tab.close();
  });
}
