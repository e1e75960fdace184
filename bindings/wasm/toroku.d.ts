import type {
  AnswerName,
  BirthPartName,
  CategoryName,
  CodeKindName,
  CodeName,
  DeliveryName,
  FieldName,
  InputName,
  ItemName,
  LanguageTag,
  ParamName,
  SexName,
  StateName,
} from "./names.js";

export type * from "./names.js";

/** How to load the engine. */
export interface LoadOptions {
  /** Where `toroku.wasm` is, or what it is; by default it is fetched (in Node: read) from beside this package's script. */
  source?: URL | string | Response | BufferSource | WebAssembly.Module;
  /** Seconds since 1970. By default `Date.now() / 1000`. */
  clock?: () => number;
  /** Random bytes. By default `crypto.getRandomValues`. */
  random?: (size: number) => Uint8Array;
}

/** Loads the engine. Nothing else is fetched, at any time. */
export function load(options?: LoadOptions): Promise<Toroku>;

/**
 * The program called wrongly: misuse, a setting that cannot be, a snapshot that cannot be used. Nothing has changed, and
 * nothing in it is what a person typed.
 */
export class TorokuError extends Error {
  readonly name: "Misuse" | "PolicyError" | "SnapshotError";
  /** The error's stable name, like `not_accepted` or `rolled_back`. */
  readonly reason: string;
  /** The code to word for an applicant who is shown a page all the same. */
  readonly code?: CodeName;
  /** Where an input was not accepted: the state. */
  readonly state?: StateName;
  /** Where an input was not accepted: the input. */
  readonly input?: InputName;
}

/** A bug of the engine has ended it; nothing of it can be used, and another is to be loaded. */
export class EngineEnded extends Error {
  readonly name: "EngineEnded";
}

/** The engine. Its values (`Policy`, `Registration`) belong to it. */
export class Toroku {
  private constructor();

  readonly version: string;
  /** The SHA-256 of the engine's sources and words: two programs with the same one say the same of every text. */
  readonly fingerprint: string;
  /** The fields of STEP1 in the manual's order, each with its items; the terms have none. */
  readonly fields: { name: FieldName; items: ItemName[] }[];
  /** The languages of the wordings. */
  readonly languages: { tag: LanguageTag; nativeName: string }[];
  /** The choices of the sex. */
  readonly sexes: { value: SexName; text: string }[];
  /** What the directory of municipalities is. */
  readonly directory: { asOf: string; selectable: number; wards: number; maxQueryBytes: number };
  /** The longest text of an item that is looked at, in bytes of UTF-8. */
  readonly maxItemBytes: number;
  /** How many user IDs can be issued. */
  readonly userIdCount: number;

  /** Checks the host's settings. Throws what cannot be. */
  policy(settings: PolicySettings): Policy;

  /** What there is to say about one field. `now` is in seconds since 1970, here and everywhere. */
  check(policy: Policy, field: FieldName, typed: string | Form, language?: LanguageTag, now?: number): FieldReport;
  /** A field's text after its conversions; null where it has a problem. */
  convert(policy: Policy, field: FieldName, text: string, now?: number): string | null;
  /** What there is to say about each field, in the manual's order. */
  checkForm(policy: Policy, typed: Form, language?: LanguageTag, now?: number): FieldReport[];
  /** What to enter where a suggestion for a field is taken. */
  taking(typed: Form, field: FieldName, suggestion: string): Partial<Record<ItemName, string>>;

  /** A registration at the top page, worded in this language (Japanese by default). */
  registration(policy: Policy, language?: LanguageTag): Registration;
  /** The registration that was saved, by any language's build. Throws a `SnapshotError`. */
  restore(snapshot: Uint8Array, guard: Guard | undefined, policy: Policy, language?: LanguageTag): Registration;

  /** All prefectures, from Hokkaido to Okinawa. */
  prefectures(): Prefecture[];
  /** The municipalities that a person may mean, best first; an empty query lists a prefecture. */
  searchMunicipalities(query: string, options?: { prefecture?: number; limit?: number }): Municipality[];
  /** What a code or a full name from elsewhere stands for. */
  lookUpMunicipality(text: string): Lookup;

  /** The words of the screens in a language. */
  words(language: LanguageTag): Words;
  /** A text of a language by its key, like `state.entry`. */
  text(language: LanguageTag, key: string): string | null;
  /** The language that these wishes want most, written like `Accept-Language`. Plain Japanese is only by choice. */
  negotiate(wishes: string): LanguageTag | null;
  /** Every code. */
  codes(): { number: number; name: CodeName; kind: CodeKindName; field: string | null; params: ParamName[] }[];

  /** Whether a text is a user ID: five letters and five digits. */
  isUserId(text: string): boolean;
  /** The issued user ID with this number; null past the last one. */
  userIdFromNumber(number: number | bigint): string | null;
  /** The number of a user ID; null for one that is never issued. */
  userIdNumber(userId: string): number | null;
  /** A candidate from 32 bytes of entropy; null where there is no such one, and the next is to be asked for. */
  randomUserId(entropy: Uint8Array, candidate?: number): string | null;
  /** The user ID of a store's number under a key of 32 bytes. Keys belong on a server. */
  sequenceUserId(key: Uint8Array, number: number | bigint): string;
  /** The number that gave this user ID; null for one that is never issued. */
  sequenceNumber(key: Uint8Array, userId: string): number | null;
}

/** The host's settings. What is left out is the engine's default. */
export interface PolicySettings {
  /** The version of the Terms of Use in force. */
  termsVersion: string;
  /** The address of the page where a password is set: absolute, `https`, no query. */
  passwordUrl: string;
  /** No conversions: what would have been converted is a problem with the converted text as its suggestion. */
  strict?: boolean;
  /** A phone number outside Japan's numbering plan is a problem instead of a notice. */
  phonePlanRequired?: boolean;
  /** After this many seconds without an input, entry and confirmation expire. */
  inactivityLimit?: number | null;
  /** Whether an expired registration that is started again keeps what was entered: true by default. */
  draftOutlivesExpiry?: boolean;
  /** A month or day of birth that is not known is the first, instead of a problem. */
  birthUnknownFirst?: boolean;
  /** The office issues the user IDs: the program submits what was confirmed. */
  issuedByOffice?: boolean;
  /** 32 bytes: user IDs come from a store's sequence. For servers. */
  sequenceKey?: Uint8Array;
  /** The user types to choose from. */
  userTypes?: { name: string; text: string }[];
}

/** The host's settings, checked. */
export interface Policy {
  readonly termsVersion: string;
  /** The choices of the user type. */
  readonly userTypes: { value: string; text: string }[];
  /** Frees it; otherwise that happens some time after it was dropped. */
  free(): void;
}

/** The texts of an entry, as typed, and the version of the terms that is agreed to. */
export type Form = Partial<Record<ItemName, string>> & { terms?: string };

/** The values for a wording's places. */
export type Params = Partial<Record<ParamName, number | string | string[]>>;

/** What blocks Confirm. `text` and `suggestions` may hold what was typed: for the page, not for a log. */
export interface Problem {
  code: CodeName;
  field: FieldName;
  params: Params;
  /** What could be entered instead, the likeliest first: to offer, never to apply unasked. */
  suggestions: string[];
  text: string;
}

/**
 * What the office says against a field. With its `text` the office may be newer than this engine: a problem that the
 * engine does not know is shown in the office's words, as `text.not_accepted`.
 */
export interface ReportedProblem extends Partial<Omit<Problem, "code" | "params">> {
  code: CodeName | (string & {});
  field: FieldName;
  params?: Record<string, Params[keyof Params] | string[]>;
}

/** What is worth telling and does not block Confirm. */
export interface Notice {
  code: CodeName;
  field: FieldName;
  params: Params;
  suggestion: string | null;
  text: string;
}

/** A change that is made to a text, to be shown with both. */
export interface Conversion {
  code: CodeName;
  field: FieldName;
  before: string;
  after: string;
  text: string;
}

/** What there is to say about one field. */
export interface FieldReport {
  field: FieldName;
  problem: Problem | null;
  /** Only where there is no problem. */
  notices: Notice[];
  /** Only where there is no problem. */
  conversions: Conversion[];
}

export interface Prefecture {
  /** 1 to 47. */
  number: number;
  name: string;
  kana: string;
  english: string;
}

export interface Municipality {
  /** Six digits: what to set the item to. */
  code: string;
  prefecture: number;
  name: string;
  fullName: string;
  /** The district (郡) of a town or village; empty for all others. */
  district: string;
  kana: string;
  english: string;
}

export type Lookup =
  | { is: "found"; municipality: Municipality }
  | { is: "needs_ward"; code: string; fullName: string; wards: Municipality[] }
  | { is: "abolished"; code: string; fullName: string; successors: Municipality[] }
  | { is: "unknown" };

/** The words of the screens in one language. */
export interface Words {
  language: LanguageTag;
  nativeName: string;
  fields: Record<FieldName, { label: string; hint: string }>;
  birthParts: Record<BirthPartName, string>;
  titles: Record<StateName, string>;
  categories: Record<CategoryName, string>;
  notCoveredGuidance: string;
  /** The wording of each code, with places in braces where it has parameters. */
  codes: Record<CodeName, string>;
}

/** What protects a snapshot beside its own checksum. Saving and restoring must use the same key and context. */
export interface Guard {
  /** 32 bytes: who does not have them can neither change nor make a snapshot. */
  key?: Uint8Array;
  /** A name of the host's: another's snapshot does not restore here. */
  context?: string | Uint8Array;
  /** At saving the number to write, at restoring the least to accept. */
  counter?: number | bigint;
}

/** What a program can say: a command of the applicant, or a fact. */
export type Input =
  | { input: "choose_category"; category: CategoryName; /** 32 random bytes; `load`'s by default. */ entropy?: Uint8Array }
  | { input: "set"; item: ItemName; text: string }
  | { input: "clear"; item: ItemName }
  | { input: "fill"; items: Partial<Record<ItemName, string>> }
  | { input: "take_suggestion"; field: FieldName; text: string }
  | { input: "search_municipalities"; prefecture?: number; query?: string; limit?: number }
  | { input: "show_terms" }
  | { input: "agree"; version: string }
  | { input: "disagree" }
  | { input: "confirm" }
  | { input: "back" }
  | { input: "register"; digest: string; language: LanguageTag }
  | { input: "user_id_reserved"; userId: string }
  | { input: "number_reserved"; number: number | bigint }
  | { input: "user_id_taken"; userId: string }
  | { input: "committed"; key: string }
  | { input: "storage_failed" }
  | { input: "back_to_top" }
  | { input: "notification_delivered"; key: string }
  | { input: "notification_failed"; key: string }
  | { input: "registered"; key: string; userId: string }
  | { input: "refused"; key: string; problems: ReportedProblem[] }
  | { input: "not_reached"; key: string };

/** What an input led to, as far as the screen does not show it. */
export interface Answer {
  answer: AnswerName;
  /** The code whose wording the applicant is shown, and the wording, where the answer needs one. */
  code: CodeName | null;
  text: string | null;
  /** With `not_covered`. */
  category?: CategoryName;
  /** With `municipalities`. */
  municipalities?: Municipality[];
  /** With `terms`: the version to show, and to name when they are agreed to. */
  terms?: string;
  /** With `problems`: all of them, in field order. */
  problems?: Problem[];
  /** With `registered` and `already_registered`. */
  userId?: string;
}

/** An accepted input: the answer, the screen, and what is to be done. Save a snapshot before doing it. */
export interface Step extends Answer {
  screen: Screen;
  effect: Effect | null;
}

/** What a key led to: no more of the page than it changed. */
export interface Keystroke extends Answer {
  item: ItemName;
  /** The item's text as it now stands. */
  typed: string;
  /** The reports that differ from those last handed out. */
  reports: FieldReport[];
  hasExpired: boolean;
}

interface ConfirmationPage {
  items: { field: FieldName; text: string; conversions: Conversion[] }[];
  termsVersion: string;
  notices: Notice[];
  /** What `register` must carry. */
  digest: string;
  hasExpired: boolean;
}

/** Where a registration stands, with all that its page shows. */
export type Screen =
  | { state: "start"; draft: Partial<Record<ItemName, string>> }
  | {
      state: "entry";
      draft: Partial<Record<ItemName, string>>;
      agreedTerms: string | null;
      reports: FieldReport[];
      hasExpired: boolean;
    }
  | ({ state: "confirmation" } & ConfirmationPage)
  | ({ state: "issuing"; key: string; userId: string | null } & ConfirmationPage)
  | { state: "completion"; userId: string; email: string; key: string; delivery: DeliveryName };

/** The values of a registration, each the canonical form of its field. */
export interface Confirmed {
  userName: string;
  sex: SexName;
  /** `YYYY-MM-DD`. */
  dateOfBirth: string;
  municipality: Municipality;
  streetAddress: string;
  phone: string;
  email: string;
  userType: string;
  termsVersion: string;
}

/** An order to the program. It stands until its result is reported. */
export type Effect =
  | { effect: "reserve_user_id"; key: string; userId: string }
  | { effect: "reserve_number"; key: string; attempt: number }
  | {
      effect: "commit";
      key: string;
      userId: string;
      confirmed: Confirmed;
      registeredAt: number;
      notification: { key: string; to: string; language: LanguageTag; subject: string; text: string; html: string };
      passwordSetup: Uint8Array;
    }
  | { effect: "submit"; key: string; confirmed: Confirmed; language: LanguageTag; registeredAt: number };

/** One applicant's registration, from the top page to the user ID. */
export class Registration {
  private constructor();

  /** The language of wordings; setting it words the next answers in the other. */
  language: LanguageTag;
  /** The settings from the next input on. */
  policy: Policy;

  /** Takes an input in. Throws a `Misuse` where the state does not accept it; nothing has changed then. */
  handle(input: Input, now?: number): Step;
  /** Takes a key at STEP1 in: as `set`, with no more of the page than it changed. */
  enter(item: ItemName, text: string, now?: number): Keystroke;
  /** The screen as it stands: for the first drawing, and after a restore. */
  screen(now?: number): Screen;
  /** What the program must do now, if anything; the same until its result is reported. */
  nextEffect(now?: number): Effect | null;
  /** What `take_suggestion` would set. */
  taking(field: FieldName, suggestion: string): Partial<Record<ItemName, string>>;
  /** The registration as bytes. They hold personal data in clear. */
  save(guard?: Guard): Uint8Array;
  /** Frees it and wipes what was typed; otherwise that happens some time after it was dropped. */
  free(): void;
}
