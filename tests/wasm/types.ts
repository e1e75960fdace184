// What a program in TypeScript writes. It is compiled, not run.

import { EngineEnded, Registration, TorokuError, load } from "toroku";
import type { Effect, FieldReport, Form, Lookup, ReportedProblem, Screen, Toroku } from "toroku";

export async function use(): Promise<string> {
  const toroku: Toroku = await load({ clock: () => 1_700_000_000 });
  const policy = toroku.policy({ termsVersion: "2023-03", passwordUrl: "https://registration.example/password", strict: true });
  const form: Form = { user_name: "HOUMU TARO", birth_year: "2000", terms: policy.termsVersion };
  const reports: FieldReport[] = toroku.checkForm(policy, form, "en");
  const texts: string[] = reports.flatMap((report) => report.problem?.suggestions ?? report.conversions.map((one) => one.after));
  const registration: Registration = toroku.registration(policy, "ja-x-easy");
  registration.language = "en";
  const { screen, effect, problems } = registration.handle({ input: "fill", items: form });
  const typed: string = registration.enter("phone", "03").typed;
  const refusal: ReportedProblem = { code: "of.a_newer_office", field: "phone", params: { any: ["1"] }, text: "Not accepted." };
  registration.handle({ input: "refused", key: "", problems: [refusal, ...reports.flatMap(({ problem }) => problem ?? [])] });
  const snapshot: Uint8Array = registration.save({ counter: 1n, context: "page" });
  toroku.restore(snapshot, { counter: 1 }, policy).free();
  const words = toroku.words("ja");
  return [...texts, title(screen), todo(effect), typed, problems?.[0]?.code, words.fields.terms.label, found(toroku.lookUpMunicipality("01"))].join();
}

function title(screen: Screen): string {
  switch (screen.state) {
    case "start":
      return screen.draft.user_name ?? "";
    case "entry":
      return screen.agreedTerms ?? String(screen.hasExpired);
    case "confirmation":
    case "issuing":
      return screen.items.map((item) => item.text).join() + screen.digest;
    case "completion":
      return screen.userId + screen.delivery;
  }
}

function todo(effect: Effect | null): string {
  switch (effect?.effect) {
    case undefined:
      return "";
    case "reserve_user_id":
      return effect.userId;
    case "reserve_number":
      return String(effect.attempt);
    case "commit":
      return effect.notification.subject + effect.passwordSetup.length;
    case "submit":
      return effect.confirmed.municipality.fullName;
  }
}

function found(lookup: Lookup): string {
  return lookup.is === "needs_ward" ? lookup.wards.map((ward) => ward.english).join() : lookup.is;
}

export function reason(error: unknown): string {
  if (error instanceof TorokuError) return `${error.name} ${error.reason} ${error.code ?? ""}`;
  return error instanceof EngineEnded ? error.name : "";
}
