// The package as its users have it: what it holds, how large it is, its types, its README, and what it does with mistakes,
// memory and personal texts.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { EngineEnded, TorokuError, load } from "../../bindings/wasm/toroku.js";
import { install, source } from "./install.js";
import { SAMPLE } from "./vectors.js";

const TERMS = "2023-03";
const SETTINGS = { termsVersion: TERMS, passwordUrl: "https://registration.example/password" };
const NOW = 1_700_000_000;
/** Bytes gzipped of all that a page fetches: see "Sizes" in the README. */
const LIMIT = 206_000;

let folder;
before(() => {
  folder = install();
});
after(() => rmSync(folder, { recursive: true }));

const installed = () => join(folder, "node_modules", "toroku");

test("the tarball holds what package.json names, and depends on nothing", () => {
  const { files, dependencies } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const found = readdirSync(installed()).sort();
  assert.deepEqual(found, [...files, "README.md", "package.json"].sort());
  assert.equal(dependencies, undefined);
  const version = /^version = "(.*)"$/m.exec(readFileSync(join(source, "../../Cargo.toml"), "utf8"))[1];
  assert.equal(JSON.parse(readFileSync(join(installed(), "package.json"), "utf8")).version, version);
});

test("a page fetches no more than it should", () => {
  const sizes = Object.fromEntries(
    readdirSync(installed())
      .filter((name) => /\.(js|wasm)$/.test(name))
      .map((name) => [name, gzipSync(readFileSync(join(installed(), name)), { level: 9 }).length]),
  );
  console.log("gzipped:", sizes);
  const all = Object.values(sizes).reduce((sum, size) => sum + size);
  assert.ok(all <= LIMIT, `${all} bytes gzipped, more than ${LIMIT}`);
});

test("the README's example works in a fresh folder", () => {
  const readme = readFileSync(join(installed(), "README.md"), "utf8");
  const examples = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code);
  assert.ok(examples.length >= 2);
  examples.forEach((code, at) => {
    writeFileSync(join(folder, `example${at}.js`), code);
    const said = execFileSync(process.execPath, [`example${at}.js`], { cwd: folder, encoding: "utf8" });
    // What an example prints stands behind it, as comments.
    const expected = [...code.matchAll(/\/\/ prints: (.*)/g)].map(([, line]) => line);
    assert.ok(expected.length > 0);
    assert.deepEqual(said.trimEnd().split("\n"), expected);
  });
});

test("the types say what the package does", () => {
  mkdirSync(join(folder, "types"), { recursive: true });
  writeFileSync(join(folder, "types", "use.ts"), readFileSync(new URL("types.ts", import.meta.url)));
  const tsc = join(source, "node_modules", ".bin", "tsc");
  const options = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--module", "nodenext"];
  execFileSync(tsc, [...options, "types/use.ts"], { cwd: folder, encoding: "utf8", stdio: ["ignore", "inherit", "inherit"] });
  // And nothing else: a wrong name does not compile.
  writeFileSync(join(folder, "types", "wrong.ts"), 'import type { CodeName } from "toroku";\nexport const code: CodeName = "none";\n');
  assert.throws(() => execFileSync(tsc, [...options, "types/wrong.ts"], { cwd: folder, stdio: "ignore" }));
});

test("what the engine gives has the members that the types declare", async () => {
  const declared = readFileSync(join(source, "toroku.d.ts"), "utf8");
  const toroku = await load();
  const policy = toroku.policy(SETTINGS);
  const names = new Set();
  const see = (value) => {
    if (Array.isArray(value)) value.forEach(see);
    else if (value && typeof value === "object" && !(value instanceof Uint8Array)) {
      Object.entries(value).forEach(([name, inner]) => (names.add(name), see(inner)));
    }
  };
  const registration = toroku.registration(policy, "en");
  const handle = (input) => (see(registration.handle(input, NOW)), registration.screen(NOW));
  handle({ input: "choose_category", category: "applicant_at_counter" });
  see(registration.enter("phone", "012-345-67890", NOW).reports.map(({ problem, notices }) => [problem, notices]));
  handle({ input: "fill", items: SAMPLE });
  handle({ input: "show_terms" });
  handle({ input: "agree", version: TERMS });
  const { digest } = handle({ input: "confirm" });
  const { userId } = (handle({ input: "register", digest, language: "en" }), registration.nextEffect(NOW));
  handle({ input: "user_id_reserved", userId });
  handle({ input: "committed", key: registration.nextEffect(NOW).key });
  see([toroku.codes(), toroku.prefectures(), toroku.lookUpMunicipality("札幌市"), toroku.lookUpMunicipality("010000")]);
  const words = toroku.words("en");
  Object.keys(words).forEach((name) => names.add(name));
  // Names of the vocabulary (items, parameters, fields) stand in names.d.ts.
  const vocabulary = readFileSync(join(source, "names.d.ts"), "utf8");
  const missing = [...names].filter((name) => !new RegExp(`\\b${name}\\b`).test(declared) && !vocabulary.includes(`"${name}"`));
  assert.deepEqual(missing, []);
});

/** A registration that waits for the office's answer. */
async function submitted() {
  const toroku = await load();
  const registration = toroku.registration(toroku.policy({ ...SETTINGS, issuedByOffice: true }), "en");
  const handle = (input) => registration.handle(input, NOW);
  handle({ input: "choose_category", category: "applicant_at_counter" });
  handle({ input: "fill", items: SAMPLE });
  handle({ input: "agree", version: TERMS });
  const { digest } = handle({ input: "confirm" }).screen;
  const { key } = handle({ input: "register", digest, language: "en" }).effect;
  return { handle, key };
}

test("what an office newer than the engine refuses is shown in its words", async () => {
  const { handle, key } = await submitted();
  const text = "Enter a number on the ground.";
  const refuse = (problem) => handle({ input: "refused", key, problems: [{ field: "phone", ...problem }] });
  // Without words a code that is not known is a mistake.
  assert.throws(() => refuse({ code: "phone.satellite" }), TorokuError);
  assert.throws(() => refuse({ code: "phone.char", params: { orbit: "low" } }), TorokuError);
  const { screen } = refuse({ code: "phone.satellite", params: { orbit: ["low"] }, suggestions: ["0312345679"], text });
  const { problem } = screen.reports.find(({ field }) => field === "phone");
  assert.deepEqual([problem.code, problem.text], ["text.not_accepted", `The office did not accept this. ${text}`]);
  assert.deepEqual(problem.suggestions, ["0312345679"]);
});

test("a code that the engine knows is worded by the engine, in its language", async () => {
  const { handle, key } = await submitted();
  const problem = { code: "phone.too_long", field: "phone", params: { actual: 13, max: 12 }, text: "in other words" };
  const { screen } = handle({ input: "refused", key, problems: [problem] });
  const shown = screen.reports.find(({ field }) => field === "phone").problem;
  assert.equal(shown.code, "phone.too_long");
  assert.ok(shown.text.includes("12") && !shown.text.includes("other words"), shown.text);
});

test("a mistake is named, changes nothing and shows nothing that was typed", async () => {
  const toroku = await load();
  const policy = toroku.policy(SETTINGS);
  const registration = toroku.registration(policy);
  const secret = "HIMITSU TANUKI";
  const mistakes = [
    () => registration.handle({ input: "set", item: "user_name", text: secret }, NOW),
    () => registration.handle({ input: secret }, NOW),
    () => registration.handle({ input: "agree", version: secret }, NOW),
    () => registration.handle({ input: "register", digest: secret, language: "en" }, NOW),
    () => registration.handle({ input: "fill", items: { [secret]: secret } }, NOW),
    () => registration.handle({ input: "choose_category", category: "applicant_at_counter", entropy: new Uint8Array(31) }, NOW),
    () => registration.handle({ input: "choose_category", category: "applicant_at_counter", entropy: new Uint8Array(32) }, NOW),
    () => registration.enter("user_name", secret, NOW),
    () => registration.enter(secret, secret, NOW),
    () => toroku.check(policy, secret, secret),
    () => toroku.check(policy, "user_name", { [secret]: secret }),
    () => toroku.check(policy, "user_name", secret, secret),
    () => toroku.userIdNumber(secret),
    () => toroku.searchMunicipalities(secret, { prefecture: 48 }),
    () => toroku.restore(new TextEncoder().encode(secret), undefined, policy),
    () => toroku.registration(policy, secret),
    () => toroku.words(secret),
    () => toroku.policy({ ...SETTINGS, passwordUrl: `http://${secret}` }),
    () => toroku.policy({ ...SETTINGS, strict: 7 }),
    () => toroku.policy({ ...SETTINGS, patterns: [secret] }),
    () => toroku.policy({ ...SETTINGS, issuedByOffice: true, sequenceKey: new Uint8Array(32).fill(1, 1) }),
  ];
  const before = registration.save();
  for (const mistake of mistakes) {
    assert.throws(mistake, (error) => {
      assert.ok(error instanceof TorokuError, `${mistake}: ${error}`);
      assert.ok(error.message && error.reason, String(mistake));
      assert.ok(!inspect(error, { depth: 9 }).split("\n    at ")[0].includes("TANUKI"), String(mistake));
      return true;
    });
  }
  assert.deepEqual(registration.save(), before);
  registration.handle({ input: "choose_category", category: "applicant_at_counter" }, NOW);
  registration.enter("user_name", secret, NOW);
  assert.ok(!inspect([toroku, policy, registration], { depth: 9, showHidden: true }).includes("TANUKI"));
});

test("what stands in a page's variable is read as its text, and nothing as a text that is missing", async () => {
  const toroku = await load();
  const policy = toroku.policy(SETTINGS);
  const code = (field, typed) => toroku.check(policy, field, typed).problem?.code;
  for (const nothing of [null, undefined, "", {}]) assert.equal(code("phone", nothing), "phone.required");
  assert.equal(code("phone", 9012345678), code("phone", "9012345678"));
  assert.equal(code("phone", true), code("phone", "true"));
  assert.equal(toroku.convert(policy, "phone", 9012345678), "9012345678");
  assert.equal(toroku.convert(policy, "phone", null), null);
  for (const nothing of [null, undefined]) assert.deepEqual(toroku.checkForm(policy, nothing), toroku.checkForm(policy, {}));
  const [, , born] = toroku.checkForm(policy, { birth_year: 2000, birth_month: 1, birth_day: 31 });
  assert.equal(born.problem, null);
  const registration = toroku.registration(policy);
  registration.handle({ input: "choose_category", category: "applicant_at_counter" });
  for (const items of [null, undefined, {}, { phone: null }]) registration.handle({ input: "fill", items });
});

test("a value that was freed is not used again", async () => {
  const toroku = await load();
  const policy = toroku.policy(SETTINGS);
  const registration = toroku.registration(policy);
  registration.free();
  registration.free();
  assert.throws(() => registration.screen(), TorokuError);
  const other = toroku.registration(policy);
  assert.throws(() => registration.save(), TorokuError);
  assert.equal(other.screen().state, "start");
  policy.free();
  assert.throws(() => toroku.check(policy, "phone", "0312345678"), TorokuError);
});

test("memory is given back and nothing that was typed stays in it", async () => {
  const { instance } = await WebAssembly.instantiate(readFileSync(join(source, "toroku.wasm")));
  const module = await WebAssembly.compile(readFileSync(join(source, "toroku.wasm")));
  let memory;
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...words) => {
    const made = await instantiate(...words);
    memory = (made.instance ?? made).exports.memory;
    return made;
  };
  const toroku = await load({ source: module }).finally(() => (WebAssembly.instantiate = instantiate));
  assert.notEqual(memory, instance.exports.memory);
  const policy = toroku.policy(SETTINGS);
  const once = () => {
    const registration = toroku.registration(policy, "en");
    registration.handle({ input: "choose_category", category: "applicant_at_counter" }, NOW);
    registration.handle({ input: "fill", items: { ...SAMPLE, user_name: "HIMITSU TANUKI" } }, NOW);
    registration.enter("user_name", "HIMITSU T4NUKI", NOW);
    registration.save();
    toroku.check(policy, "user_name", "HIMITSU TANUKI'S", "en", NOW);
    registration.free();
  };
  for (let round = 0; round < 50; round++) once();
  const size = memory.buffer.byteLength;
  for (let round = 0; round < 500; round++) once();
  assert.equal(memory.buffer.byteLength, size);
  assert.ok(!Buffer.from(memory.buffer).includes("HIMITSU"));
});

test("after a bug the engine says so, and again", async () => {
  const toroku = await load({
    source: await WebAssembly.compile(endingAt("facts")),
  }).catch((error) => error);
  assert.ok(toroku instanceof EngineEnded);
});

/** A module with the functions of the engine's beginning, of which one traps: as a panic does. */
function endingAt(name) {
  const text = (one) => [one.length, ...Buffer.from(one)];
  const section = (number, content) => [number, content.length, ...content];
  const functions = ["room", name];
  const body = { room: [0x41, 0, 0x0b], [name]: [0x00, 0x0b] };
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 0, 1, 0x7f]),
    ...section(3, [2, 0, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [3, ...text("memory"), 2, 0, ...text("room"), 0, 0, ...text(name), 0, 1]),
    ...section(10, [2, ...functions.flatMap((one) => [body[one].length + 1, 0, ...body[one]])]),
  ]);
}
