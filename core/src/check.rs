//! The check of the entry: every field by its rule, all problems at once.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::character;
use crate::code::{Code, ParamName};
use crate::field::{self, Codes, Confirmed, Entered, Findings, InFull, Rule};
use crate::form::Form;
use crate::instant::Instant;
use crate::item::{Field, Item, fields_and_items};
use crate::look_alike;
use crate::personal::Personal;
use crate::policy::Policy;
use crate::problem::{Conversion, Notice, Problem};
use crate::report::{FieldReport, FormReport, Verdict};
use crate::taking::own_items;
use crate::typed::Typed;

/// The check of borrowed texts.
impl Form<'_> {
    /// All that the engine has to say about the entry: what Confirm would answer, and what STEP2 would report.
    pub fn check(&self, now: Instant, policy: &Policy) -> FormReport {
        Entered::new(self, now, policy).report_all()
    }

    /// The same as codes alone, several times quicker where there are problems.
    ///
    /// ```
    /// use toroku::{Code, Field, Form, Instant, Item, Policy};
    ///
    /// let policy = Policy::new("2023-03", "https://registration.example/password")?;
    /// let mut form = Form::new();
    /// form.set(Item::UserName, "O'BRIEN").agree("2023-03");
    /// let verdict = form.verdict(Instant::from_unix_seconds(1_700_000_000), &policy);
    /// assert_eq!(verdict.problem(Field::UserName), Some(Code::NameHyphenApostrophe));
    /// assert_eq!(verdict.problems().count(), 9);
    /// # Ok::<(), toroku::PolicyError>(())
    /// ```
    pub fn verdict(&self, now: Instant, policy: &Policy) -> Verdict {
        Entered::new(self, now, policy).verdict()
    }

    /// The entry's values in the form in which they are registered, or what blocks Confirm.
    ///
    /// ```
    /// use toroku::{Form, Instant, Item, Policy};
    ///
    /// let policy = Policy::new("2023-03", "https://registration.example/password")?;
    /// let now = Instant::from_unix_seconds(1_700_000_000);
    /// let texts = [
    ///     "Houmu Taro", "male", "2000", "1", "1", "01101", "1-1-1 緑ヶ関ハイツ202号", "0312345678",
    ///     "user01@ens-test.com", "user01@ens-test.com", "applicant_at_counter",
    /// ];
    /// let mut form = Form::of(texts, Some("2023-03"));
    /// let confirmed = form.confirm(now, &policy).expect("nothing blocks it");
    /// assert_eq!(confirmed.user_name().as_str(), "HOUMU TARO");
    /// assert_eq!(confirmed.municipality().code(), "011011");
    ///
    /// let problems = form.set(Item::Sex, "").confirm(now, &policy).expect_err("the sex is missing");
    /// assert_eq!(problems.len(), 1);
    /// # Ok::<(), toroku::PolicyError>(())
    /// ```
    ///
    /// # Errors
    /// All problems in field order, one a field at most.
    pub fn confirm(&self, now: Instant, policy: &Policy) -> Result<Confirmed, Vec<Problem>> {
        Entered::new(self, now, policy).check_all().map(|passed| passed.confirmed)
    }

    /// The value of one field in the form in which it is registered, whatever stands in the others: what
    /// [`Confirmed::text`] would give. `None` with a problem, and for a field that is not stored.
    ///
    /// ```
    /// use toroku::{Field, Form, Instant, Item, Policy};
    ///
    /// let policy = Policy::new("2023-03", "https://registration.example/password")?;
    /// let now = Instant::from_unix_seconds(1_700_000_000);
    /// let mut form = Form::new();
    /// form.set(Item::Municipality, "北海道札幌市中央区");
    /// let value = form.value(Field::Municipality, now, &policy);
    /// assert_eq!(value.expect("it is one of the directory").expose(), "011011");
    /// assert_eq!(form.value(Field::UserName, now, &policy), None);
    /// # Ok::<(), toroku::PolicyError>(())
    /// ```
    pub fn value(&self, field: Field, now: Instant, policy: &Policy) -> Option<Personal> {
        Entered::new(self, now, policy).value(field)
    }

    /// What the engine has to say about one field.
    pub fn report(&self, field: Field, now: Instant, policy: &Policy) -> FieldReport {
        Entered::new(self, now, policy).report(field)
    }
}

/// The result of a check without problems.
pub(crate) struct Passed {
    pub(crate) confirmed: Confirmed,
    pub(crate) conversions: Vec<Code>,
    pub(crate) notices: Vec<Notice>,
}

/// What has one line for each field of the entry.
macro_rules! for_each_field {
    (
        entry { $(
            $(#[$doc:meta])* $number:literal $field:ident $name:literal $file:ident $items:tt
        )* }
        password { $($password:tt)* }
    ) => {
        impl Entered<'_> {
            /// The fields about which there may be something to report, as a bit for each of
            /// [`Field::ENTRY`]: all of them by their scans, one after the other without a branch between.
            fn suspects(&self) -> u16 {
                let mut all = 0;
                $(
                    let is_clean = field::$file::Rule::is_clean(self);
                    all |= u16::from(!is_clean) << Field::$field as u16;
                )*
                all | self.patterned_fields()
            }

            /// Checks one field for codes alone.
            fn codes(&self, field: Field) -> Codes {
                match field {
                    $(Field::$field => self.codes_by::<field::$file::Rule>(field),)*
                    Field::Password | Field::PasswordConfirmation => Codes::default(),
                }
            }

            /// Checks one field in full. Those of password setup are not of the entry: nothing is entered
            /// there and nothing is wrong there.
            fn report_suspect(&self, field: Field) -> FieldReport {
                match field {
                    $(Field::$field => self.report_by::<field::$file::Rule>(field),)*
                    Field::Password | Field::PasswordConfirmation => FieldReport::nothing(field),
                }
            }

            /// Checks one field for its value.
            fn value(&self, field: Field) -> Option<Personal> {
                match field {
                    $(Field::$field => self.value_by::<field::$file::Rule>(field),)*
                    Field::Password | Field::PasswordConfirmation => None,
                }
            }

            /// Checks all fields: what is to be confirmed, or all problems in field order, one a field at
            /// most.
            pub(crate) fn check_all(&self) -> Result<Passed, Vec<Problem>> {
                let mut all = FormFindings::default();
                $(let $file = all.take::<field::$file::Rule>(self, Field::$field);)*
                match ($($file,)*) {
                    ($(Some($file),)*) => Ok(Passed {
                        confirmed: Confirmed { $($file: field::$file::Rule::keep($file),)* },
                        conversions: all.conversions,
                        notices: all.notices,
                    }),
                    _ => Err(all.problems),
                }
            }
        }

        /// The notices about values that passed: the same that the check reported.
        pub(crate) fn notices_about(confirmed: &Confirmed) -> Vec<Notice> {
            let mut notices = Vec::new();
            $(
                let mut found = InFull::new(Field::$field);
                field::$file::Rule::notices(&confirmed.$file, &mut found);
                notices.append(&mut found.notices);
            )*
            notices
        }
    };
}

fields_and_items! { [for_each_field] }

impl<'a> Entered<'a> {
    /// Checks all fields, for a host that wants to know and not to go on.
    pub(crate) fn report_all(&self) -> FormReport {
        let mut all = FormReport::default();
        for field in fields(self.suspects()) {
            let report = self.report_suspect(field);
            all.problems.extend(report.problem);
            all.notices.extend(report.notices);
            all.conversions.extend(report.conversions);
        }
        all
    }

    /// Checks all fields, for codes alone.
    pub(crate) fn verdict(&self) -> Verdict {
        let mut verdict = Verdict::default();
        for field in fields(self.suspects()) {
            verdict.fields[field as usize] = self.codes(field);
        }
        verdict
    }

    /// Checks one field.
    pub(crate) fn report(&self, field: Field) -> FieldReport {
        self.report_suspect(field)
    }

    fn codes_by<R: Rule>(&self, field: Field) -> Codes {
        let is_text_wanted = self.patterned_fields() >> field as u16 & 1 == 1;
        let mut codes = Codes { is_text_wanted, ..Codes::default() };
        self.found::<R>(field, &mut codes);
        Codes { is_text_wanted: false, ..codes }
    }

    fn value_by<R: Rule>(&self, field: Field) -> Option<Personal> {
        // In full, since codes alone come without the text.
        let (_, found) = self.in_full::<R>(field);
        R::stored(&R::keep(found?)).map(|text| Personal::from(text.into_owned()))
    }

    fn report_by<R: Rule>(&self, field: Field) -> FieldReport {
        if R::is_clean(self) && self.patterned_fields() >> field as u16 & 1 == 0 {
            return FieldReport::nothing(field);
        }
        let (found, value) = self.in_full::<R>(field);
        // The text is wiped with the rest of what was typed.
        let text = value.filter(|_| !found.conversions.is_empty());
        let text = text.map(|value| Personal::from(R::text(&value).into_owned()));
        self.reported(field, found, text)
    }

    // Once, not for each field: 2 KB.
    #[inline(never)]
    fn reported(&self, field: Field, found: InFull, text: Option<Personal>) -> FieldReport {
        let conversions = text.map_or_else(Vec::new, |after| {
            conversions_of(self.form, field, &found.conversions, after.expose())
        });
        let InFull { problem, notices, .. } = found;
        FieldReport { field, problem, notices, conversions }
    }

    /// What the field's rule finds, in full.
    fn in_full<R: Rule>(&self, field: Field) -> (InFull, Option<R::Found<'a>>) {
        let mut found = InFull::new(field);
        let value = self.found::<R>(field, &mut found);
        if let Some(problem) = &mut found.problem {
            self.lead_out(problem);
        }
        (found, value)
    }

    /// Sees to it that a suggestion leads out of the problem, to a text that passes or to one more question, and
    /// that there is one where the text looks like one that passes.
    ///
    /// A suggestion that a wording holds is good by the rule that made it.
    fn lead_out(&self, problem: &mut Problem) {
        let [item] = problem.field.items() else { return };
        if self.questions() == 0 || problem.code.params().contains(&ParamName::Suggestion) {
            return;
        }
        problem.suggestions.retain(|suggestion| {
            let next = self.taken(problem.field, suggestion).problem;
            next.is_none_or(|next| self.questions() > 1 && !next.suggestions.is_empty())
        });
        if problem.suggestions.is_empty()
            && let Some(Typed { text, cut_from: None }) = self.typed(*item)
            && let Some(plain) = look_alike::plain(&Personal::from(character::visible(text)))
        {
            let FieldReport { problem: next, conversions, .. } = self.taken(problem.field, &plain);
            // The strict policy asks about what would be converted.
            if next.is_none_or(|next| next.code == Code::TextNotConverted) {
                let kept = conversions.first().map(|made| made.after.clone());
                problem.suggestions.push(kept.unwrap_or(plain));
            }
        }
    }

    /// What is reported once a suggestion is taken.
    fn taken(&self, field: Field, suggestion: &Personal) -> FieldReport {
        let mut form = *self.form;
        for (item, text) in own_items(field, suggestion.expose()) {
            form.set(item, text);
        }
        self.after_question(&form).report_suspect(field)
    }

    /// What the field's rule finds, held against the host's own rules too.
    fn found<R: Rule>(&self, field: Field, findings: &mut impl Findings) -> Option<R::Found<'a>> {
        let found = R::check(self, findings)?;
        self.hold_against_patterns(field, || R::text(&found), findings)?;
        Some(found)
    }
}

#[cfg(feature = "patterns")]
impl Entered<'_> {
    /// The fields that the host has rules of its own for.
    fn patterned_fields(&self) -> u16 {
        let rules = self.policy().patterns().iter();
        rules.fold(0, |all, rule| all | 1u16 << rule.field() as u16)
    }

    fn hold_against_patterns<'t>(
        &self,
        field: Field,
        text: impl FnOnce() -> Cow<'t, str>,
        findings: &mut impl Findings,
    ) -> Option<()> {
        use crate::problem::ParamValue;

        let mut rules = self.policy().patterns().iter().filter(|rule| rule.field() == field);
        let Some(first) = rules.next() else { return Some(()) };
        let text = text();
        match core::iter::once(first).chain(rules).find(|rule| !rule.accepts(&text)) {
            None => Some(()),
            Some(rule) => findings.problem(Code::TextPattern, |problem| {
                problem.with(ParamName::Rule, ParamValue::Text(rule.name().into()))
            }),
        }
    }
}

#[cfg(not(feature = "patterns"))]
#[expect(
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "the host's rules live in the policy where they are built in"
)]
impl Entered<'_> {
    fn patterned_fields(&self) -> u16 {
        0
    }

    fn hold_against_patterns<'t>(
        &self,
        _: Field,
        _: impl FnOnce() -> Cow<'t, str>,
        _: &mut impl Findings,
    ) -> Option<()> {
        Some(())
    }
}

impl FieldReport {
    pub(crate) fn nothing(field: Field) -> Self {
        Self { field, problem: None, notices: Vec::new(), conversions: Vec::new() }
    }
}

/// The fields of the entry whose bits are set.
fn fields(mut bits: u16) -> impl Iterator<Item = Field> {
    core::iter::from_fn(move || {
        let field = Field::ENTRY.get(bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(*field)
    })
}

#[derive(Default)]
struct FormFindings {
    problems: Vec<Problem>,
    notices: Vec<Notice>,
    conversions: Vec<Code>,
}

impl FormFindings {
    fn take<'a, R: Rule>(&mut self, entry: &Entered<'a>, field: Field) -> Option<R::Found<'a>> {
        let (found, value) = entry.in_full::<R>(field);
        self.add(found);
        value
    }

    // Once, not for each field: 600 bytes.
    #[inline(never)]
    fn add(&mut self, mut found: InFull) {
        self.problems.extend(found.problem);
        self.notices.append(&mut found.notices);
        self.conversions.append(&mut found.conversions);
    }
}

/// The conversions of one field with the texts before and after.
pub(crate) fn conversions_of(
    form: &Form<'_>,
    field: Field,
    codes: &[Code],
    after: &str,
) -> Vec<Conversion> {
    let mut codes = codes.iter().filter(|code| code.field() == Some(field)).peekable();
    if codes.peek().is_none() {
        return Vec::new();
    }
    // The parts of a date as a date; where it stands in one of them, as it stands there.
    let typed = |item: &Item| form.typed(*item).map(|typed| typed.text);
    let before: Vec<&str> = field.items().iter().filter_map(typed).collect();
    let before = Personal::from(before.join("-"));
    let conversion = |code: &Code| Conversion {
        code: *code,
        field,
        before: before.clone(),
        after: after.into(),
    };
    codes.map(conversion).collect()
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;

    macro_rules! in_full {
        (
            entry { $(
                $(#[$doc:meta])* $number:literal $field:ident $name:literal $file:ident $items:tt
            )* }
            password { $($password:tt)* }
        ) => {
            /// The rule's report, whatever the scan says.
            fn in_full(entry: &Entered<'_>, field: Field) -> InFull {
                let mut found = InFull::new(field);
                match field {
                    $(Field::$field => {
                        entry.found::<field::$file::Rule>(field, &mut found);
                    })*
                    Field::Password | Field::PasswordConfirmation => {}
                }
                found
            }
        };
    }

    fields_and_items! { [in_full] }

    /// What people type into any field, wrong more often than not.
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        "HOUMU", "houmu", " ", " ", "É", "é", "ß", "ŉ", "Ĳ", "'", "-", ".", ",", "，", "法務", "ー", "１", "1",
        "03", "O'BRIEN", "a@b.c", "@", "gmail.com", "gmial.com", "\u{301}", "\u{200B}", "\u{A0}", "\u{AD}",
        "ª", "·", "緑ヶ丘", "𠮷", "〜", "😀", "か", "\u{3099}", "ｶ", "ﾞ", "\u{3000}", "﨑", "×", "Ω", "\u{2212}",
        "male", "011002", "013", "2000", "30", "12", "１２", "applicant_at_counter", "x", "~", "\u{7F}", "Ａ",
        "ˆ", "090", "1234", "5678", "0120", "+81", "東京都千代田区", "user01@ens-test.com", "三",
        "昭和60", "1985-01-02", "02/01/1985", "JAN", "年", "00", "85",
    ];

    /// What is right as it stands.
    const CLEAN: [&str; Item::ALL.len()] = [
        "HOUMU TARO",
        "male",
        "2000",
        "1",
        "01",
        "011011",
        "１－１－１　緑ヶ関ハイツ２０２号",
        "0312345678",
        "user01@ens-test.com",
        "user01@ens-test.com",
        "applicant_at_counter",
    ];

    /// Codes alone are those of the full report, and a scan calls nothing clean that the rule reports.
    #[test]
    fn codes_and_scans_agree_with_the_full_report() {
        let policy = || Policy::new("2023-03", "https://a.example/password").unwrap();
        let policies =
            [policy(), policy().with_strict(true), policy().with_phone_plan_required(true)];
        #[cfg(feature = "patterns")]
        let policies = policies.map(|policy| {
            let rule = crate::PatternRule::new(Field::UserName, "no", "[^X]*").unwrap();
            policy.with_pattern(rule)
        });
        let now = Instant::from_unix_seconds(1_700_000_000);
        let mut random = fastrand::Rng::with_seed(11);
        let (mut clean, mut problems) = (0, 0);
        for _ in 0..30_000 {
            let texts: [String; Item::ALL.len()] = CLEAN.map(|text| match random.u8(..6) {
                0 => String::new(),
                1 => {
                    (0..random.u8(1..5)).map(|_| random.choice(PIECES).unwrap()).copied().collect()
                }
                2 => [text, random.choice(PIECES).unwrap()].concat(),
                3 if random.u8(..50) == 0 => "É".repeat(3_000),
                _ => text.into(),
            });
            let agreed = [None, Some("2023-03"), Some("x")][random.usize(..3)];
            let form = Form::of(texts.each_ref().map(String::as_str), agreed);
            for policy in &policies {
                let entry = Entered::new(&form, now, policy);
                let (suspects, verdict) = (entry.suspects(), entry.verdict());
                for field in Field::ENTRY {
                    let full = in_full(&entry, *field);
                    let codes = verdict.fields[*field as usize];
                    let notice = full.notices.first().map(Notice::code);
                    assert_eq!(
                        codes.problem,
                        full.problem.as_ref().map(Problem::code),
                        "{texts:?}"
                    );
                    assert_eq!(codes.notice, notice, "{texts:?}");
                    assert_eq!(codes.is_converted, !full.conversions.is_empty(), "{texts:?}");
                    if suspects >> *field as u16 & 1 == 0 {
                        assert_eq!(codes, Codes::default(), "{field}: {texts:?}");
                        clean += 1;
                    }
                    problems += usize::from(full.problem.is_some());
                }
            }
        }
        assert!(clean > 300_000 && problems > 200_000, "{clean} clean, {problems} problems");
    }

    /// What most people type needs no rule.
    #[test]
    fn a_clean_entry_is_seen_to_be_clean() {
        let policy = Policy::new("2023-03", "https://a.example/password").unwrap();
        let form = Form::of(CLEAN, Some("2023-03"));
        let now = Instant::from_unix_seconds(1_700_000_000);
        assert_eq!(Entered::new(&form, now, &policy).suspects(), 0);
    }
}
