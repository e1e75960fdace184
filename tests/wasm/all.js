// Runs every vector in the page that loads this, and reports each file's result.

import { load } from "/toroku/toroku.js";
import { FIELDS, OTHERS, REGISTRATIONS, run } from "/vectors.js";

const results = {};
try {
  const toroku = await load();
  for (const name of [...FIELDS, ...REGISTRATIONS, ...OTHERS]) {
    const written = await (await fetch(`/vectors/${name}`)).text();
    try {
      results[name] = { ...run(toroku, name, JSON.parse(written)), cases: written.match(/"id":/g).length };
    } catch (error) {
      results[name] = { error: String(error) };
    }
  }
} catch (error) {
  results.load = { error: String(error) };
}
await fetch("/results", { method: "POST", body: JSON.stringify(results) });
