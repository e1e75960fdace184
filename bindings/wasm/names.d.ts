// Drawn from the engine's tables: TOROKU_DRAW=1 cargo test -p toroku-wasm --test names

/** A field of STEP1. */
export type FieldName =
  | "user_name"
  | "sex"
  | "date_of_birth"
  | "municipality"
  | "street_address"
  | "phone"
  | "email"
  | "email_confirmation"
  | "user_type"
  | "terms";

/** An item of STEP1. */
export type ItemName =
  | "user_name"
  | "sex"
  | "birth_year"
  | "birth_month"
  | "birth_day"
  | "municipality"
  | "street_address"
  | "phone"
  | "email"
  | "email_confirmation"
  | "user_type";

/** A part of the date of birth. */
export type BirthPartName =
  | "year"
  | "month"
  | "day";

/** A code of a problem, notice, conversion or answer. */
export type CodeName =
  | "name.required"
  | "name.lowercase.converted"
  | "name.width.converted"
  | "name.space.collapsed"
  | "name.char"
  | "name.hyphen_apostrophe"
  | "name.diacritic"
  | "name.too_long"
  | "name.single_word"
  | "sex.required"
  | "sex.unknown"
  | "sex.space.trimmed"
  | "birth.required"
  | "birth.incomplete"
  | "birth.not_real"
  | "birth.future"
  | "birth.too_old"
  | "birth.width.converted"
  | "birth.text.converted"
  | "birth.unknown.converted"
  | "birth.era"
  | "birth.era_day"
  | "birth.two_digit_year"
  | "birth.other_calendar"
  | "birth.unknown"
  | "birth.order"
  | "birth.conflict"
  | "city.required"
  | "city.unknown"
  | "city.designated_needs_ward"
  | "city.abolished"
  | "city.width.converted"
  | "city.name.converted"
  | "city.address"
  | "street.required"
  | "street.too_long"
  | "street.char"
  | "street.not_legacy"
  | "street.width.converted"
  | "street.dash.converted"
  | "street.space.trimmed"
  | "street.no_number"
  | "street.space.converted"
  | "phone.required"
  | "phone.char"
  | "phone.too_long"
  | "phone.not_in_plan"
  | "phone.unreachable"
  | "phone.width.converted"
  | "phone.separator.removed"
  | "phone.country.converted"
  | "phone.extension"
  | "phone.two_numbers"
  | "phone.country"
  | "phone.foreign"
  | "phone.zero_missing"
  | "email.required"
  | "email.format"
  | "email.char"
  | "email.too_long"
  | "email.nonrfc"
  | "email.typo"
  | "email.width.converted"
  | "email.space.trimmed"
  | "email_confirm.required"
  | "email_confirm.mismatch"
  | "email_confirm.width.converted"
  | "email_confirm.space.trimmed"
  | "user_type.required"
  | "user_type.unknown"
  | "user_type.space.trimmed"
  | "terms.required"
  | "terms.changed"
  | "text.invisible"
  | "text.not_converted"
  | "text.pattern"
  | "text.not_accepted"
  | "flow.expired"
  | "flow.invalid_event"
  | "flow.snapshot_invalid"
  | "flow.already_registered"
  | "flow.not_as_shown"
  | "flow.not_covered"
  | "flow.storage_failed"
  | "flow.not_reached"
  | "password.conflict"
  | "password.token_invalid"
  | "password.token_expired"
  | "password.too_short"
  | "password.too_long"
  | "password.composition"
  | "password.contains_id"
  | "password.common"
  | "password.mismatch"
  | "password.required"
  | "password.wrong"
  | "password.expired"
  | "password.char"
  | "record.unreadable"
  | "record.shift"
  | "record.user_character"
  | "record.too_wide";

/** What kind of thing a code says. */
export type CodeKindName =
  | "problem"
  | "notice"
  | "conversion"
  | "general";

/** A place in a wording. */
export type ParamName =
  | "chars"
  | "char"
  | "suggestion"
  | "actual"
  | "min"
  | "max"
  | "missing"
  | "prefix"
  | "rule"
  | "position"
  | "parts"
  | "message";

/** A button of the top page. */
export type CategoryName =
  | "foreign_national"
  | "legal_specialist"
  | "applicant_at_counter";

/** A sex. */
export type SexName =
  | "male"
  | "female";

/** A state of a registration. */
export type StateName =
  | "start"
  | "entry"
  | "confirmation"
  | "issuing"
  | "completion";

/** What a program can say to a registration. */
export type InputName =
  | "choose_category"
  | "set"
  | "clear"
  | "fill"
  | "search_municipalities"
  | "show_terms"
  | "agree"
  | "disagree"
  | "confirm"
  | "back"
  | "register"
  | "user_id_reserved"
  | "number_reserved"
  | "user_id_taken"
  | "committed"
  | "storage_failed"
  | "back_to_top"
  | "notification_delivered"
  | "notification_failed"
  | "registered"
  | "refused"
  | "not_reached"
  | "take_suggestion";

/** What an input led to. */
export type AnswerName =
  | "opened"
  | "not_covered"
  | "kept"
  | "municipalities"
  | "terms"
  | "problems"
  | "ready_to_confirm"
  | "went_back"
  | "issuing"
  | "not_as_shown"
  | "storage_failed"
  | "registered"
  | "already_registered"
  | "back_at_top"
  | "noted"
  | "expired"
  | "not_reached";

/** What a program must do. */
export type EffectName =
  | "reserve_user_id"
  | "reserve_number"
  | "commit"
  | "submit";

/** What was reported of the notification. */
export type DeliveryName =
  | "pending"
  | "delivered"
  | "failed";

/** A language of the wordings. */
export type LanguageTag =
  | "en"
  | "ja"
  | "ja-x-easy";
