// The vectors that every language runs, through the npm package: in Node, and as they are in a browser. Holds no rules.

const TERMS = "2023-03";
const PASSWORD_URL = "https://registration.example/password";

/** The files under tests/vectors. */
export const FIELDS = [
  "date_of_birth", "email", "email_confirmation", "municipality", "phone", "sex", "street_address", "user_name",
  "user_type",
].map((name) => `fields/${name}.json`);
export const REGISTRATIONS = ["golden", "more", "pairs"].map((name) => `registrations/${name}.json`);
export const OTHERS = ["user_ids.json", "searches.json", "notifications.json", "snapshots.json"];

/** The manual's samples. */
export const SAMPLE = {
  user_name: "HOUMU TARO",
  sex: "male",
  birth_year: "2000",
  birth_month: "01",
  birth_day: "01",
  municipality: "011011",
  street_address: "1-1-1 緑ヶ関ハイツ202号",
  phone: "0312345678",
  email: "user01@ens-test.com",
  email_confirmation: "user01@ens-test.com",
  user_type: "applicant_at_counter",
};

export const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (digits) => parseInt(digits, 16));

/** Runs every case of a file: how many ran, and which were left out, since the package has no patterns. */
export function run(toroku, name, file) {
  const runner = new Runner(toroku);
  runner[name.startsWith("fields/") ? "fields" : name.startsWith("registrations/") ? "registrations" : name.slice(0, -5)](file);
  return { ran: runner.ran, leftOut: runner.leftOut };
}

function same(actual, expected, id) {
  const [found, wanted] = [sorted(actual), sorted(expected)].map((value) => JSON.stringify(value));
  if (found !== wanted) throw new Error(`${id}: ${found} instead of ${wanted}`);
}

/** With the members of objects in one order; what is not there is null. */
function sorted(value) {
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value ?? null;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

const text = (value) => (typeof value === "string" ? value : value.text.repeat(value.times));
const items = (typed) => Object.fromEntries(Object.entries(typed).map(([item, value]) => [item, text(value)]));
const wanted = ({ code, params = {}, suggestions = [] }) => ({ code, params, suggestions });
const notice = ({ code, params, suggestion }) => ({ code, params, suggestions: suggestion === null ? [] : [suggestion] });
const codes = (list) => list.map(({ code }) => code);

class Runner {
  ran = 0;
  leftOut = 0;

  constructor(toroku) {
    this.toroku = toroku;
  }

  policy(settings = {}) {
    const { terms_version: termsVersion = TERMS, sequence_key: key, ...more } = settings;
    const named = (name) => name.replace(/_./g, ([, letter]) => letter.toUpperCase());
    const rest = Object.fromEntries(Object.entries(more).map(([name, value]) => [named(name), value]));
    return this.toroku.policy({ termsVersion, passwordUrl: PASSWORD_URL, sequenceKey: key && bytes(key), ...rest });
  }

  fields(file) {
    for (const { id, policy: settings, now = 1_700_000_000, field, items: typed, expect } of file.cases) {
      if (settings?.patterns) {
        this.leftOut++;
        continue;
      }
      this.ran++;
      const policy = this.policy(settings);
      const registration = this.toroku.registration(policy, "en");
      const handle = (input) => registration.handle(input, now);
      handle({ input: "choose_category", category: "applicant_at_counter", entropy: bytes("0f1e".repeat(16)) });
      const first = { ...SAMPLE, ...(settings?.strict && { street_address: "１－１－１" }) };
      handle({ input: "fill", items: first });
      handle({ input: "fill", items: items(typed) });
      const accepted = handle({ input: "agree", version: TERMS });

      // As the page reports it while a person types, as a form is checked, and as one field is.
      const report = accepted.screen.reports.find((one) => one.field === field);
      const form = { ...first, ...items(typed), terms: TERMS };
      const { fields } = this.toroku;
      same(this.toroku.checkForm(policy, form, "en", now)[fields.findIndex(({ name }) => name === field)], report, id);
      same(this.toroku.check(policy, field, form, "en", now), report, id);
      const problem = expect.problem ? wanted(expect.problem) : null;
      same(report.problem && wanted(report.problem), problem, id);
      same(report.notices.map(notice), (expect.notices ?? []).map(wanted), id);
      same(codes(report.conversions), expect.conversions ?? [], id);

      // As Confirm answers.
      const confirmed = handle({ input: "confirm" });
      if (problem) {
        same([confirmed.answer, confirmed.problems.map(wanted)], ["problems", [problem]], id);
        if (!confirmed.problems[0].text) throw new Error(`${id}: no words`);
      } else {
        same(confirmed.answer, "ready_to_confirm", id);
        const shown = confirmed.screen.items.find((one) => one.field === field);
        same(shown?.text, expect.value, id);
        if (shown) same(codes(shown.conversions), expect.conversions ?? [], id);
        const notices = confirmed.screen.notices.filter((one) => one.field === field);
        same(notices.map(notice), (expect.notices ?? []).map(wanted), id);
      }
      registration.free();
      policy.free();
    }
  }

  registrations(file) {
    for (const one of file.cases) {
      this.ran++;
      new Passage(this, file, one).all();
    }
  }

  user_ids(file) {
    const { toroku } = this;
    const each = (name, check) => file[name].forEach((one) => (this.ran++, check(one)));
    same(toroku.userIdCount, file.count, "count");
    each("parse", ({ id, text: written, valid }) => same(toroku.isUserId(written), valid, id));
    each("numbers", ({ id, number, user_id }) => {
      same([toroku.userIdFromNumber(number), toroku.userIdNumber(user_id)], [user_id, number], id);
    });
    each("exhausted", ({ id, key, number }) => {
      // JavaScript reads the greatest number of 64 bits as one more.
      const whole = BigInt.asUintN(64, BigInt(number)) || 2n ** 64n - 1n;
      same(refusal(() => toroku.sequenceUserId(bytes(key), whole)).reason, "exhausted", id);
    });
    each("sequence", ({ id, key, number, user_id }) => {
      const found = [toroku.sequenceUserId(bytes(key), number), toroku.sequenceNumber(bytes(key), user_id)];
      same(found, [user_id, number], id);
    });
    each("random", ({ id, entropy, k, user_id }) => same(toroku.randomUserId(bytes(entropy), k), user_id, id));
  }

  searches(file) {
    same([this.toroku.directory.asOf, this.toroku.directory.selectable], [file.as_of, file.selectable], "directory");
    same(this.toroku.prefectures().length, file.prefectures, "prefectures");
    for (const { id, query, prefecture, limit, expect } of file.cases) {
      this.ran++;
      const found = this.toroku.searchMunicipalities(query, { prefecture, limit }).map(({ code }) => code);
      same(expect.exactly ? found : found.slice(0, expect.first.length), expect.exactly ?? expect.first, id);
    }
  }

  notifications(file) {
    const policy = this.policy();
    for (const { id, language, user_name, expect } of file.cases) {
      this.ran++;
      const registration = this.toroku.registration(policy, language);
      const handle = (input) => registration.handle(input, file.now);
      handle({ input: "choose_category", category: "applicant_at_counter", entropy: bytes(file.entropy) });
      handle({ input: "fill", items: { ...SAMPLE, user_name } });
      handle({ input: "agree", version: TERMS });
      const { digest } = handle({ input: "confirm" }).screen;
      const { userId } = handle({ input: "register", digest, language }).effect;
      const { language: _, ...mail } = handle({ input: "user_id_reserved", userId }).effect.notification;
      same(mail, expect, id);
    }
  }

  /** Snapshots of a password setup are for a server, and are refused here as another kind's. */
  snapshots(file) {
    const policy = this.policy();
    for (const { id, bytes: hex, kind, sealed_with_key: isSealed, context, counter, expect } of file.cases) {
      this.ran++;
      const guard = { key: isSealed && bytes(file.key), context, counter };
      const restore = () => this.toroku.restore(bytes(hex), guard, policy, "en");
      if (kind === "registration" && expect.state) {
        const registration = restore();
        same(registration.screen(0).state, expect.state, id);
        same(registration.save(guard), bytes(hex), id);
      } else if (kind !== "registration" && expect.error === "other_kind") {
        restore().free();
      } else {
        const { name, reason, code } = refusal(restore);
        same([name, code], ["SnapshotError", "flow.snapshot_invalid"], id);
        if (kind === "registration") same(reason, expect.error, id);
      }
    }
  }
}

function refusal(call) {
  try {
    call();
  } catch (error) {
    if (!error.reason) throw error;
    return error;
  }
  throw new Error("was not refused");
}

/** What a step carries, by its name here. */
const NAMED = { user_id: "userId" };
const CARRIED = ["item", "field", "category", "prefecture", "query", "limit", "version", "language", "number", "key", "user_id"];

/** A registration on its way. */
class Passage {
  saves = 0;
  digests = {};

  constructor(runner, file, one) {
    Object.assign(this, { runner, file, case: one });
    this.base = one.policy;
    this.now = one.now ?? file.now;
    this.entropy = one.entropy ?? file.entropy;
    this.registration = runner.toroku.registration(runner.policy(this.base), "ja");
  }

  all() {
    const steps = this.case.from ? this.file.reach[this.case.from] : [];
    for (const step of [...steps, ...this.case.steps]) this.step(step);
    this.registration.free();
  }

  step(step) {
    const id = `${this.case.id}: ${step.input}`;
    if (step.input === "restore") return this.restore(id);
    const { registration } = this;
    registration.policy = this.runner.policy(step.policy ?? this.base);
    const now = this.now + (step.at ?? 0);
    const before = registration.save();
    const [accepted, misuse] = this.handle(step, now);
    if (misuse) same(registration.save(), before, `${id}: misuse changed the state`);
    if (step.remember_digest) this.digests[step.remember_digest] = registration.screen(now).digest;
    if (!step.expect && misuse) throw misuse;
    if (step.expect) this.expect(id, step.expect, accepted, misuse, now);
  }

  handle(step, now) {
    const input = { input: step.input };
    for (const name of CARRIED) if (step[name] !== undefined) input[NAMED[name] ?? name] = step[name];
    if (step.text !== undefined) input.text = text(step.text);
    if (step.items) input.items = items(step.items);
    if (step.input === "choose_category") input.entropy = bytes(step.entropy ?? this.entropy);
    if (step.digest === "shown") input.digest = this.registration.screen(now).digest;
    else if (step.digest) input.digest = this.digests[step.digest] ?? step.digest;
    if (step.problems) input.problems = step.problems.map(([field, code]) => ({ field, code }));
    try {
      return [this.registration.handle(input, now), null];
    } catch (error) {
      if (!error.reason) throw error;
      return [null, error];
    }
  }

  /** Saves, restores in a guarded way, and must be where it was. */
  restore(id) {
    const { registration, now } = this;
    const guard = { key: Uint8Array.from({ length: 32 }, (_, at) => at), context: "vectors", counter: ++this.saves };
    const snapshot = registration.save(guard);
    const restored = this.runner.toroku.restore(snapshot, guard, registration.policy, "ja");
    same(restored.screen(now), registration.screen(now), id);
    same(refusal(() => this.runner.toroku.restore(snapshot, { ...guard, counter: this.saves + 1 }, registration.policy)).reason, "rolled_back", id);
    registration.free();
    this.registration = restored;
  }

  expect(id, expected, accepted, misuse, now) {
    const screen = this.registration.screen(now);
    const effect = this.registration.nextEffect(now);
    same(screen.state, expected.state, id);
    same(misuse?.reason, expected.misuse, id);
    if (accepted) {
      same(accepted.answer, expected.answer, id);
      same([accepted.screen, accepted.effect], [screen, effect], id);
      if (expected.code) same(accepted.code, expected.code, id);
      if (accepted.problems) same(accepted.problems.map(({ field, code }) => [field, code]), expected.problems, id);
      if (accepted.municipalities) same(accepted.municipalities.map(({ code }) => code), expected.municipalities, id);
      if (accepted.terms !== undefined) same(accepted.terms, expected.terms, id);
      if (accepted.userId) same(accepted.userId, expected.user_id, id);
    }
    if (expected.view) {
      const view = screen.items.map((item) => ({ ...item, conversions: codes(item.conversions) }));
      same(view, expected.view.map((item) => ({ conversions: [], ...item })), id);
    }
    if (expected.notices) same(codes(screen.notices), expected.notices, id);
    if (expected.delivery) same(screen.delivery, expected.delivery, id);
    if (expected.draft && screen.draft) this.draft(id, items(expected.draft), screen.draft);
    if (screen.state !== "issuing") same(effect, null, id);
    if (expected.effect) this.effect(id, expected.effect, effect);
  }

  draft(id, wanted, found) {
    for (const [item, typed] of Object.entries(wanted)) same(found[item] ?? "", typed, id);
    same(Object.keys(found).length === 0, Object.keys(wanted).length === 0, id);
  }

  effect(id, wanted, effect) {
    const { effect: kind, key, userId, attempt } = effect;
    const { language, ...more } = wanted;
    same({ kind, key, user_id: userId, attempt }, { user_id: null, attempt: null, ...more }, id);
    if (language) same((effect.notification ?? effect).language, language, id);
    if (kind === "submit") same(effect.confirmed.userName, "HOUMU TARO", id);
    if (kind === "commit") {
      same(effect.notification.key, key, id);
      if (!effect.notification.text.includes(userId)) throw new Error(`${id}: the mail does not name the user ID`);
      // The password setup has the mark of a snapshot, and is another kind than a registration.
      const { reason } = refusal(() => this.runner.toroku.restore(effect.passwordSetup, {}, this.registration.policy));
      same(reason, "other_kind", id);
    }
  }
}
