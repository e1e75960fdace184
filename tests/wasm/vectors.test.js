// Every vector through the package, in Node.

import { readFileSync } from "node:fs";
import { test } from "node:test";
import assert from "node:assert/strict";
import { load } from "../../bindings/wasm/toroku.js";
import { FIELDS, OTHERS, REGISTRATIONS, run } from "./vectors.js";

const folder = new URL("../vectors/", import.meta.url);
const toroku = await load();

for (const name of [...FIELDS, ...REGISTRATIONS, ...OTHERS]) {
  test(name, () => {
    const written = readFileSync(new URL(name, folder), "utf8");
    const { ran, leftOut } = run(toroku, name, JSON.parse(written));
    // Counted in the text, not by the runner's own reading.
    assert.equal(ran + leftOut, written.match(/"id":/g).length);
    assert.ok(leftOut <= 3, `${leftOut} cases left out`);
  });
}
