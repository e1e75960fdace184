// The engine of Toroku in a page or in Node. What each function promises stands in toroku.d.ts.

import { Crossing, EngineEnded, TorokuError } from "./crossing.js";
import { Registration } from "./registration.js";

export { EngineEnded, Registration, TorokuError };

/** Loads the engine: `toroku.wasm` beside this file, or what `source` names or is. */
export async function load({ source, clock, random } = {}) {
  const { instance } = await instantiate(source ?? new URL("./toroku.wasm", import.meta.url));
  return new Toroku(new Crossing(instance), clock ?? systemClock, random ?? systemRandom);
}

const systemClock = () => Date.now() / 1000;
const systemRandom = (size) => crypto.getRandomValues(new Uint8Array(size));

async function instantiate(source) {
  if (source instanceof WebAssembly.Module) return { instance: await WebAssembly.instantiate(source) };
  if (source instanceof URL && source.protocol === "file:") {
    // Not imported: bundlers for pages would look for it.
    return WebAssembly.instantiate(process.getBuiltinModule("node:fs").readFileSync(source));
  }
  if (source instanceof URL || typeof source === "string") source = await fetch(source);
  if (!(source instanceof Response)) return WebAssembly.instantiate(source);
  // A server that does not know the type of `.wasm` costs a moment, and no more.
  const isTyped = source.headers.get("Content-Type")?.startsWith("application/wasm");
  if (!source.ok) throw new TypeError(`toroku.wasm: ${source.status}`);
  return isTyped ? WebAssembly.instantiateStreaming(source) : WebAssembly.instantiate(await source.arrayBuffer());
}

/** The host's settings, checked. */
class Policy {
  #engine;
  #handle;

  constructor(engine, handle, termsVersion) {
    this.#engine = engine;
    this.#handle = handle;
    this.termsVersion = termsVersion;
    engine.watch(this, "policy_free", handle);
  }

  get handle() {
    if (this.#handle === null) throw this.#engine.misuse("policy: it is freed");
    return this.#handle;
  }

  get userTypes() {
    return this.#engine.crossing.ask("policy_user_types", this.handle);
  }

  free() {
    if (this.#handle === null) return;
    this.#engine.release(this, "policy_free", this.#handle);
    this.#handle = null;
  }
}

/** Numbers of a policy's settings in the request, as in src/policy.rs. */
const SETTING = 1;
const ISSUED_BY_OFFICE = 2;
const SEQUENCE_KEY = 3;
const USER_TYPE = 4;

/** The names of the settings that are one number, by their names here. */
const SETTINGS = {
  strict: "strict",
  phonePlanRequired: "phone_plan_required",
  inactivityLimit: "inactivity_limit",
  draftOutlivesExpiry: "keep_draft",
  birthUnknownFirst: "birth_unknown_first",
};

/** What the engine's objects share. Not part of the API. */
class Engine {
  #freed;

  constructor(crossing, clock, random) {
    Object.assign(this, { crossing, clock, random });
    this.facts = crossing.ask("facts");
    this.itemNumbers = new Map(this.facts.items.map(({ name, number }) => [name, number]));
    this.fields = new Map(this.facts.fields.map((field) => [field.name, field]));
    this.languages = new Map(this.facts.languages.map(({ tag }, place) => [tag, place]));
    this.#freed = new FinalizationRegistry(({ free, handle }) => crossing.free(free, handle));
  }

  watch(object, free, handle) {
    this.#freed.register(object, { free, handle }, object);
  }

  release(object, free, handle) {
    this.#freed.unregister(object);
    this.crossing.free(free, handle);
  }

  misuse(what) {
    return new TorokuError({ class: "misuse", name: "malformed", what });
  }

  languagePlace(tag) {
    const place = this.languages.get(tag);
    if (place === undefined) throw this.misuse("language");
    return place;
  }

  field(name) {
    const field = this.fields.get(name);
    if (!field) throw this.misuse("field");
    return field;
  }

  itemNumber(name) {
    const number = this.itemNumbers.get(name);
    if (!number) throw this.misuse("item");
    return number;
  }

  addItems(items) {
    for (const name in items) this.crossing.add(items[name] ?? "", this.itemNumber(name));
  }

  /** Items, and under `terms` the version that is agreed to. */
  addForm(form) {
    const { terms, ...items } = form ?? {};
    if (terms) this.crossing.add(terms, 0);
    this.addItems(items);
  }

  addGuard({ counter = 0, context = "", key }) {
    this.crossing.add(counter).add(context);
    if (key) this.crossing.add(key);
  }

  /** A step whose password setup is bytes. */
  opened(step) {
    const { effect } = step;
    if (effect?.passwordSetup) {
      effect.passwordSetup = Uint8Array.from(effect.passwordSetup.match(/../g), (digits) => parseInt(digits, 16));
    }
    return step;
  }
}

export class Toroku {
  #engine;
  #words = new Map();

  /** Made by `load`. */
  constructor(crossing, clock, random) {
    this.#engine = new Engine(crossing, clock, random);
    const { facts } = this.#engine;
    this.version = facts.version;
    this.fingerprint = facts.fingerprint;
    this.fields = facts.fields.map(({ name, items }) => ({ name, items }));
    this.languages = facts.languages;
    this.sexes = facts.sexes;
    this.directory = facts.directory;
    this.maxItemBytes = facts.maxItemBytes;
    this.userIdCount = facts.userIdCount;
  }

  policy({ termsVersion, passwordUrl, issuedByOffice, sequenceKey, userTypes = [], ...settings }) {
    const { crossing } = this.#engine;
    crossing.begin().add(termsVersion).add(passwordUrl);
    for (const name in settings) {
      if (!SETTINGS[name]) throw this.#engine.misuse(`setting ${name}`);
      if (settings[name] != null) crossing.add(SETTINGS[name], SETTING).add(Number(settings[name]));
    }
    if (issuedByOffice && sequenceKey) throw this.#engine.misuse("policy: where the office issues there is no sequence key");
    if (issuedByOffice) crossing.add("", ISSUED_BY_OFFICE);
    if (sequenceKey) crossing.add(sequenceKey, SEQUENCE_KEY);
    for (const { name, text } of userTypes) crossing.add(name, USER_TYPE).add(text);
    return new Policy(this.#engine, crossing.call("policy_new"), termsVersion);
  }

  check(policy, field, typed, language = "ja", now = this.#engine.clock()) {
    const { crossing } = this.#engine;
    const { name, number, items } = this.#engine.field(field);
    crossing.begin();
    if (typeof typed === "object" && typed !== null) this.#engine.addForm(typed);
    else crossing.add(typed ?? "", items.length ? this.#engine.itemNumber(items[0]) : 0);
    const said = crossing.call("check", policy.handle, number, this.#engine.languagePlace(language), Math.floor(now));
    return said ?? { field: name, problem: null, notices: [], conversions: [] };
  }

  convert(policy, field, text, now = this.#engine.clock()) {
    const { problem, conversions } = this.check(policy, field, text, "ja", now);
    return problem ? null : (conversions[0]?.after ?? String(text));
  }

  checkForm(policy, typed, language = "ja", now = this.#engine.clock()) {
    const { crossing } = this.#engine;
    crossing.begin();
    this.#engine.addForm(typed);
    return crossing.call("check_form", policy.handle, this.#engine.languagePlace(language), Math.floor(now));
  }

  taking(typed, field, suggestion) {
    const { crossing } = this.#engine;
    crossing.begin().add(field).add(suggestion);
    this.#engine.addForm(typed);
    return crossing.call("form_taking");
  }

  registration(policy, language = "ja") {
    this.#engine.languagePlace(language);
    const handle = this.#engine.crossing.number("registration_new");
    return new Registration(this.#engine, handle, { policy, language });
  }

  restore(snapshot, guard, policy, language = "ja") {
    this.#engine.languagePlace(language);
    const { crossing } = this.#engine;
    crossing.begin().add(snapshot);
    this.#engine.addGuard(guard ?? {});
    return new Registration(this.#engine, crossing.call("registration_restore"), { policy, language });
  }

  prefectures() {
    return this.#engine.crossing.ask("prefectures");
  }

  searchMunicipalities(query, { prefecture, limit = 50 } = {}) {
    this.#engine.crossing.begin().add(prefecture ?? "").add(query).add(limit);
    return this.#engine.crossing.call("search_municipalities");
  }

  lookUpMunicipality(text) {
    return this.#text("look_up_municipality", text);
  }

  words(language) {
    if (!this.#words.has(language)) this.#words.set(language, this.#text("words", language));
    return this.#words.get(language);
  }

  text(language, key) {
    this.#engine.crossing.begin().add(language).add(key);
    return this.#engine.crossing.call("text_by_key");
  }

  negotiate(wishes) {
    return this.#text("negotiate", wishes);
  }

  codes() {
    return this.#engine.crossing.ask("codes");
  }

  isUserId(text) {
    return this.#text("user_id_parse", text);
  }

  userIdFromNumber(number) {
    return this.#text("user_id_from_number", number);
  }

  userIdNumber(userId) {
    return this.#text("user_id_number", userId);
  }

  randomUserId(entropy, candidate = 0) {
    this.#engine.crossing.begin().add(entropy).add(candidate);
    return this.#engine.crossing.call("user_id_random");
  }

  sequenceUserId(key, number) {
    this.#engine.crossing.begin().add(key).add(number);
    return this.#engine.crossing.call("user_id_of_sequence");
  }

  sequenceNumber(key, userId) {
    this.#engine.crossing.begin().add(key).add(userId);
    return this.#engine.crossing.call("user_id_in_sequence");
  }

  #text(name, text) {
    this.#engine.crossing.begin().add(text);
    return this.#engine.crossing.call(name);
  }
}
