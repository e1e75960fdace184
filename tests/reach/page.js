// The web page's engine beside the other machines: every vector by the npm package in Node, the registrations that the other
// machines wrote, and what a call costs.
//
//   node tests/reach/page.js vectors
//   node tests/reach/page.js read FILE      as tests/reach/exchange.c
//   node tests/reach/page.js cost

import { readFileSync } from "node:fs";
import { load } from "../../bindings/wasm/toroku.js";
import { bytes, FIELDS, OTHERS, REGISTRATIONS, run, SAMPLE } from "../wasm/vectors.js";

const NOW = 1_700_000_000;
const toroku = await load({ random: (size) => Uint8Array.from({ length: size }, (_, at) => at) });
const policy = toroku.policy({ termsVersion: "2023-03", passwordUrl: "https://registration.example/password" });

function vectors() {
  let all = 0;
  let without = 0;
  for (const name of [...FIELDS, ...REGISTRATIONS, ...OTHERS]) {
    const { ran, leftOut } = run(toroku, name, JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8")));
    all += ran;
    without += leftOut;
  }
  return `${all} cases, ${without} left out`;
}

function read(path) {
  const key = Uint8Array.from({ length: 32 }, (_, at) => (at * 7 + 1) % 256);
  const sealed = { key, context: "reach", counter: 0x0102030405060708n };
  let count = 0;
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const [what, guard, hex] = line.split(" ");
    if (what !== "registration") continue;
    const registration = toroku.restore(bytes(hex), guard === "sealed" ? sealed : {}, policy, "en");
    const again = Buffer.from(registration.save(guard === "sealed" ? sealed : {})).toString("hex");
    if (again !== hex) throw new Error(`${guard}: ${again} instead of ${hex}`);
    registration.free();
    count++;
  }
  if (count < 10) throw new Error(`${count} registrations`);
  return `${count} read`;
}

/** A registration from the top page to its snapshot, as tests/c/bench.c has it. */
function whole() {
  const registration = toroku.registration(policy, "en");
  const step = (input) => registration.handle(input, NOW);
  step({ input: "choose_category", category: "applicant_at_counter" });
  for (const [item, text] of Object.entries(SAMPLE)) registration.enter(item, text, NOW);
  step({ input: "agree", version: policy.termsVersion });
  const { screen } = step({ input: "confirm" });
  step({ input: "register", digest: screen.digest, language: "en" });
  registration.save();
  registration.free();
}

function cost() {
  const registration = toroku.registration(policy, "en");
  registration.handle({ input: "choose_category", category: "applicant_at_counter" }, NOW);
  const set = (at) => registration.enter("phone", at % 2 ? "0312345678" : "0312345679", NOW);
  return `set ${nanoseconds(20_000, set)} ns whole ${nanoseconds(400, whole)} ns`;
}

/** The middle of nine rounds, in time of the processor's. */
function nanoseconds(times, call) {
  const rounds = Array.from({ length: 9 }, () => {
    const begun = process.cpuUsage();
    for (let at = 0; at < times; at++) call(at);
    const { user, system } = process.cpuUsage(begun);
    return ((user + system) * 1000) / times;
  });
  return Math.round(rounds.sort((one, other) => one - other)[4]);
}

console.log({ vectors, read, cost }[process.argv[2]](process.argv[3]));
