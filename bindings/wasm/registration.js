// One applicant's registration.

/** What each input carries, in the order of src/input.rs; what has a number after it is in a list of its own. */
const CARRIED = {
  choose_category: ({ category, entropy }) => [category, entropy],
  set: ({ item, text }) => [item, text],
  clear: ({ item }) => [item],
  fill: () => [],
  take_suggestion: ({ field, text }) => [field, text],
  search_municipalities: ({ prefecture, query, limit }) => [prefecture ?? "", query ?? "", limit ?? 50],
  show_terms: () => [],
  agree: ({ version }) => [version],
  disagree: () => [],
  confirm: () => [],
  back: () => [],
  register: ({ digest, language }) => [digest, language],
  user_id_reserved: ({ userId }) => [userId],
  number_reserved: ({ number }) => [number],
  user_id_taken: ({ userId }) => [userId],
  committed: ({ key }) => [key],
  storage_failed: () => [],
  back_to_top: () => [],
  notification_delivered: ({ key }) => [key],
  notification_failed: ({ key }) => [key],
  registered: ({ key, userId }) => [key, userId],
  refused: ({ key }) => [key],
  not_reached: ({ key }) => [key],
};

const PROBLEM = 1;
const PARAM = 2;
const SUGGESTION = 3;
const TEXT = 4;

/** Written into a console, a registration shows nothing of what was typed: all of it is in the engine's memory. */
export class Registration {
  #engine;
  #handle;
  #policy;
  #language;

  /** Made by `Toroku.registration` and `Toroku.restore`. */
  constructor(engine, handle, { policy, language }) {
    this.#engine = engine;
    this.#handle = handle;
    this.#policy = policy;
    this.#language = language;
    engine.watch(this, "registration_free", handle);
  }

  get language() {
    return this.#language;
  }

  set language(tag) {
    this.#engine.languagePlace(tag);
    this.#language = tag;
    this.#engine.crossing.number("registration_forget", this.#own());
  }

  get policy() {
    return this.#policy;
  }

  set policy(policy) {
    this.#policy = policy;
  }

  /** Takes an input in. Where this is misuse, it throws and nothing has changed. */
  handle(input, now = this.#engine.clock()) {
    const { crossing } = this.#engine;
    const carried = CARRIED[input.input];
    if (!carried) throw this.#engine.misuse("input");
    if (input.input === "choose_category" && !input.entropy) input = { ...input, entropy: this.#engine.random(32) };
    crossing.begin().add(input.input);
    for (const value of carried(input)) crossing.add(value ?? "");
    if (input.input === "fill") this.#engine.addItems(input.items);
    if (input.input === "refused") this.#addProblems(input.problems ?? []);
    return this.#engine.opened(crossing.call("handle", ...this.#where(now)));
  }

  /** Takes a key at STEP1 in: no more of the page comes back than it changed. */
  enter(item, text, now = this.#engine.clock()) {
    const { crossing } = this.#engine;
    crossing.begin().add(item).add(text);
    return crossing.call("enter", ...this.#where(now));
  }

  /** The screen as it stands. */
  screen(now = this.#engine.clock()) {
    return this.#engine.crossing.ask("screen", ...this.#where(now)).screen;
  }

  /** What the program must do now; null where nothing waits. */
  nextEffect(now = this.#engine.clock()) {
    return this.#engine.opened(this.#engine.crossing.ask("screen", ...this.#where(now))).effect;
  }

  /** What `take_suggestion` would set. */
  taking(field, suggestion) {
    const { crossing } = this.#engine;
    crossing.begin().add(field).add(suggestion);
    return crossing.call("registration_taking", this.#own());
  }

  /** The registration as bytes: personal data in clear. */
  save(guard = {}) {
    const { crossing } = this.#engine;
    crossing.begin();
    this.#engine.addGuard(guard);
    return crossing.callForBytes("registration_save", this.#own());
  }

  /** Frees it, and wipes what was typed; otherwise that happens some time after it was dropped. */
  free() {
    if (this.#handle === null) return;
    this.#engine.release(this, "registration_free", this.#handle);
    this.#handle = null;
  }

  #own() {
    if (this.#handle === null) throw this.#engine.misuse("registration: it is freed");
    return this.#handle;
  }

  #where(now) {
    return [this.#own(), this.#policy.handle, this.#engine.languagePlace(this.#language), Math.floor(now)];
  }

  #addProblems(problems) {
    const { crossing } = this.#engine;
    for (const { code, field, params = {}, suggestions = [], text } of problems) {
      crossing.add(code, PROBLEM).add(field);
      for (const [name, value] of Object.entries(params)) {
        for (const one of [value].flat()) crossing.add(name, PARAM).add(one);
      }
      for (const one of suggestions) crossing.add(one, SUGGESTION);
      if (text !== undefined) crossing.add(text, TEXT);
    }
  }
}
