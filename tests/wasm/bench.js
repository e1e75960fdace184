// What a call costs in Node: node tests/wasm/bench.js. A measurement, and no test.

import { readFileSync } from "node:fs";
import { load } from "../../bindings/wasm/toroku.js";
import { SAMPLE } from "./vectors.js";

const NOW = 1_700_000_000;
const file = readFileSync(new URL("../../bindings/wasm/toroku.wasm", import.meta.url));
const best = (count, body) => {
  let least = Infinity;
  for (let round = 0; round < 15; round++) {
    const begun = process.cpuUsage();
    for (let at = 0; at < count; at++) body(at);
    const { user, system } = process.cpuUsage(begun);
    least = Math.min(least, (user + system) / count);
  }
  return least;
};
const say = (what, microseconds) => console.log(`${what.padEnd(60)} ${microseconds.toFixed(2)} µs`);

let least = Infinity;
let toroku;
for (let round = 0; round < 15; round++) {
  const begun = performance.now();
  toroku = await load({ source: file });
  toroku.check(toroku.policy({ termsVersion: "2023-03", passwordUrl: "https://a.example/" }), "phone", "03", "ja", NOW);
  least = Math.min(least, performance.now() - begun);
}
console.log(`${"from the file's bytes to the first problem with its words".padEnd(60)} ${least.toFixed(1)} ms`);

const policy = toroku.policy({ termsVersion: "2023-03", passwordUrl: "https://registration.example/password" });
const clean = { user_name: "HOUMU TARO", phone: "0312345678", email: "user01@ens-test.com", street_address: "１－１－１" };
for (const [field, text] of Object.entries(clean)) {
  say(`a clean field: ${field}`, best(20_000, () => toroku.check(policy, field, text, "en", NOW)));
}
const wrong = { user_name: "JOSÉ", phone: "03-1234-567O", email: "taro@@example.com", street_address: "𠮷田1" };
for (const [field, text] of Object.entries(wrong)) {
  say(`a problem with its words: ${field}`, best(5_000, () => toroku.check(policy, field, text, "en", NOW)));
}
say("a conversion with its words: user_name", best(5_000, () => toroku.check(policy, "user_name", "Houmu Taro", "en", NOW)));
say("a whole form", best(2_000, () => toroku.checkForm(policy, { ...SAMPLE, terms: "2023-03" }, "en", NOW)));
const registration = toroku.registration(policy, "en");
registration.handle({ input: "choose_category", category: "applicant_at_counter" }, NOW);
registration.handle({ input: "fill", items: SAMPLE }, NOW);
say("a key at STEP1 (enter)", best(2_000, (at) => registration.enter("user_name", at % 2 ? "HOUMU TARO" : "HOUMU TAR", NOW)));
say("a key at STEP1 with its screen (handle)", best(500, () => registration.handle({ input: "set", item: "user_name", text: "HOUMU TARO" }, NOW)));
say("a search", best(500, () => toroku.searchMunicipalities("sapporo chuo", { limit: 20 })));
