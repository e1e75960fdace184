// The package as its users have it, installed from its tarball.

import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const source = fileURLToPath(new URL("../../bindings/wasm/", import.meta.url));

/** Makes a folder with the package installed, as `npm install toroku` would. */
export function install() {
  const folder = mkdtempSync(join(tmpdir(), "toroku-package-"));
  const npm = (...words) => execFileSync("npm", [...words, "--silent"], { cwd: folder, encoding: "utf8" });
  // It is built already.
  const tarball = npm("pack", "--ignore-scripts", source).trim();
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }');
  npm("install", "--no-audit", "--no-fund", "--offline", `./${tarball}`);
  return folder;
}
