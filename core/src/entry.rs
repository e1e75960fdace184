//! The check of the entry: every field by its rule, all problems at once.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::code::Code;
use crate::confirmation::Confirmed;
use crate::field::{
    BirthParts, Checked, DateOfBirth, Email, Field, Item, Phone, Sex, StreetAddress, Typed,
    UserName, UserType, check_confirmation, check_municipality, check_user_type,
    is_settled_confirmation, is_settled_municipality, is_settled_user_type,
    plain_problem_of_confirmation, plain_problem_of_municipality, plain_problem_of_user_type,
};
use crate::form::Form;
use crate::instant::Instant;
use crate::municipality::Municipality;
use crate::personal::Personal;
use crate::policy::Policy;
use crate::problem::{Conversion, Notice, Problem};

/// What the engine has to say about one field as it stands.
///
/// For feedback while a person types: nothing in it has happened to the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldReport {
    /// The field.
    pub field: Field,
    /// What blocks Confirm, if anything.
    pub problem: Option<Problem>,
    /// What is worth telling; only where there is no problem.
    pub notices: Vec<Notice>,
    /// What would be changed on the way to confirmation; only where there is no problem.
    pub conversions: Vec<Conversion>,
}

/// What the engine has to say about an entry as it stands, each in field order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormReport {
    /// What blocks Confirm, one a field at most.
    pub problems: Vec<Problem>,
    /// What is worth telling, about fields without a problem.
    pub notices: Vec<Notice>,
    /// What would be changed on the way to confirmation, in fields without a problem.
    pub conversions: Vec<Conversion>,
}

impl FormReport {
    /// Whether there is nothing to say: everything passes as it stands.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.notices.is_empty() && self.conversions.is_empty()
    }
}

/// What the engine has to say about an entry, as codes alone: for batches, where most is counted and little
/// is read.
///
/// The same codes at the same fields as in a [`FormReport`], without what a wording needs beside the code and
/// without suggestions; those of a field that is to be shown come from [`Form::report`]. It holds nothing of
/// what was typed and owns no memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    fields: [FieldVerdict; Field::ENTRY.len()],
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct FieldVerdict {
    problem: Option<Code>,
    notice: Option<Code>,
    is_converted: bool,
}

impl Verdict {
    /// Whether the entry would pass Confirm.
    pub fn is_good(&self) -> bool {
        self.fields.iter().all(|field| field.problem.is_none())
    }

    /// What blocks Confirm, in field order, one a field at most.
    pub fn problems(&self) -> impl Iterator<Item = (Field, Code)> {
        let fields = Field::ENTRY.iter().zip(&self.fields);
        fields.filter_map(|(field, verdict)| Some((*field, verdict.problem?)))
    }

    /// The problem of a field.
    pub fn problem(&self, field: Field) -> Option<Code> {
        self.of(field)?.problem
    }

    /// The first notice about a field without a problem.
    pub fn notice(&self, field: Field) -> Option<Code> {
        self.of(field)?.notice
    }

    /// Whether a field without a problem would be changed on the way to confirmation.
    pub fn is_converted(&self, field: Field) -> bool {
        self.of(field).is_some_and(|verdict| verdict.is_converted)
    }

    /// `None` for the fields of password setup.
    fn of(&self, field: Field) -> Option<FieldVerdict> {
        self.fields.get(field as usize).copied()
    }
}

/// An entry and all that its check needs beside it.
pub(crate) struct Checker<'a> {
    form: &'a Form<'a>,
    now: Instant,
    policy: &'a Policy,
}

/// The outcome of a check without problems.
pub(crate) struct Passed {
    pub(crate) confirmed: Confirmed,
    pub(crate) conversions: Vec<Code>,
    pub(crate) notices: Vec<Notice>,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(form: &'a Form<'a>, now: Instant, policy: &'a Policy) -> Self {
        Self { form, now, policy }
    }

    /// Checks all fields: what is to be confirmed, or all problems in field order, one a field at most.
    pub(crate) fn check_all(&self) -> Result<Passed, Vec<Problem>> {
        let mut gathered =
            Gathered { problems: Vec::new(), notices: Vec::new(), conversions: Vec::new() };
        let user_name = gathered.take(self.user_name());
        let sex = gathered.take(self.sex());
        let date_of_birth = gathered.take(self.date_of_birth());
        let municipality = gathered.take(self.municipality());
        let street_address = gathered.take(self.street_address());
        let phone = gathered.take(self.phone());
        let email = gathered.take(self.email());
        let repeated = gathered.take(self.email_confirmation());
        let user_type = gathered.take(self.user_type());
        let terms_version = gathered.take(self.terms());
        match (
            user_name,
            sex,
            date_of_birth,
            municipality,
            street_address,
            phone,
            email,
            repeated,
            user_type,
            terms_version,
        ) {
            (
                Some(user_name),
                Some(sex),
                Some(date_of_birth),
                Some(municipality),
                Some(street_address),
                Some(phone),
                Some(email),
                Some(_),
                Some(user_type),
                Some(terms_version),
            ) => Ok(Passed {
                confirmed: Confirmed::new(
                    UserName::from_checked(user_name),
                    sex,
                    date_of_birth,
                    municipality,
                    StreetAddress::from_checked(street_address),
                    Phone::from_checked(phone),
                    Email::from_checked(email),
                    user_type,
                    terms_version.into(),
                ),
                conversions: gathered.conversions,
                notices: gathered.notices,
            }),
            _ => Err(gathered.problems),
        }
    }

    /// The fields about which there may be something to say, as a bit for each of [`Field::ENTRY`]: all of
    /// them by their quick scans, one after the other without a branch between. The host's own rules are slow.
    fn unsettled(&self) -> u16 {
        let settled = [
            self.is_settled(Field::UserName),
            self.is_settled(Field::Sex),
            self.is_settled(Field::DateOfBirth),
            self.is_settled(Field::Municipality),
            self.is_settled(Field::StreetAddress),
            self.is_settled(Field::Phone),
            self.is_settled(Field::Email),
            self.is_settled(Field::EmailConfirmation),
            self.is_settled(Field::UserType),
            self.is_settled(Field::Terms),
        ];
        let bits = settled.iter().enumerate();
        let unsettled = bits.fold(0, |all, (at, settled)| all | u16::from(!settled) << at);
        unsettled | self.watched()
    }

    /// The fields that the host has rules of its own for.
    #[cfg(feature = "patterns")]
    fn watched(&self) -> u16 {
        let rules = self.policy.patterns().iter();
        rules.fold(0, |all, rule| all | 1u16 << rule.field() as u16)
    }

    #[cfg(not(feature = "patterns"))]
    #[expect(clippy::unused_self, reason = "as `watched` above")]
    fn watched(&self) -> u16 {
        0
    }

    /// Whether there is nothing to say about the field, by its quick scan.
    #[expect(clippy::inline_always, reason = "each caller names the field: no match is left")]
    #[inline(always)]
    fn is_settled(&self, field: Field) -> bool {
        let text = |item| self.form.text(item);
        match field {
            Field::UserName => UserName::is_settled(text(Item::UserName)),
            Field::Sex => Sex::is_settled(text(Item::Sex)),
            Field::DateOfBirth => {
                let [year, month, day] = self.birth_texts();
                DateOfBirth::is_settled(year, month, day, self.now.day_in_japan())
            }
            Field::Municipality => is_settled_municipality(text(Item::Municipality)),
            Field::StreetAddress => StreetAddress::is_settled(text(Item::StreetAddress)),
            Field::Phone => Phone::is_settled(text(Item::Phone)),
            Field::Email => Email::is_settled(text(Item::Email)),
            Field::EmailConfirmation => {
                is_settled_confirmation(text(Item::EmailConfirmation), text(Item::Email))
            }
            Field::UserType => is_settled_user_type(text(Item::UserType), self.policy.user_types()),
            Field::Terms => self.form.agreed() == Some(self.policy.terms_version()),
            Field::Password | Field::PasswordConfirmation => true,
        }
    }

    /// Checks all fields, for a host that wants to know and not to go on.
    pub(crate) fn report_all(&self) -> FormReport {
        let mut all = FormReport::default();
        for field in fields(self.unsettled()) {
            let report = self.report_unsettled(field);
            all.problems.extend(report.problem);
            all.notices.extend(report.notices);
            all.conversions.extend(report.conversions);
        }
        all
    }

    /// Checks all fields, for codes alone.
    pub(crate) fn verdict(&self) -> Verdict {
        let mut verdict = Verdict::default();
        for field in fields(self.unsettled()) {
            verdict.fields[field as usize] = match self.plain_problem(field) {
                Some(code) => FieldVerdict { problem: Some(code), ..FieldVerdict::default() },
                None => self.verdict_unsettled(field),
            };
        }
        verdict
    }

    /// The problem of a field that is not settled, where it is plain.
    fn plain_problem(&self, field: Field) -> Option<Code> {
        /// A longer text may have been cut: it is for the check.
        const LONGEST: usize = 1_000;
        let text = |item| Some(self.form.text(item)).filter(|text| text.len() < LONGEST);
        match field {
            Field::UserName => UserName::plain_problem(text(Item::UserName)?),
            Field::Sex => Sex::plain_problem(text(Item::Sex)?),
            Field::DateOfBirth => {
                DateOfBirth::plain_problem(self.birth_texts(), self.now.day_in_japan())
            }
            Field::Municipality => plain_problem_of_municipality(text(Item::Municipality)?),
            Field::StreetAddress => StreetAddress::plain_problem(text(Item::StreetAddress)?),
            Field::Phone => Phone::plain_problem(text(Item::Phone)?),
            Field::Email => Email::plain_problem(text(Item::Email)?),
            Field::EmailConfirmation => {
                plain_problem_of_confirmation(text(Item::EmailConfirmation)?, text(Item::Email)?)
            }
            Field::UserType => {
                plain_problem_of_user_type(text(Item::UserType)?, self.policy.user_types())
            }
            Field::Terms | Field::Password | Field::PasswordConfirmation => None,
        }
    }

    fn verdict_unsettled(&self, field: Field) -> FieldVerdict {
        fn told<T>(checked: &Checked<T>) -> FieldVerdict {
            FieldVerdict {
                problem: checked.problem.as_ref().map(Problem::code),
                notice: checked.notices.first().map(Notice::code),
                is_converted: !checked.conversions.is_empty(),
            }
        }
        match field {
            Field::UserName => told(&self.user_name()),
            Field::Sex => told(&self.sex()),
            Field::DateOfBirth => told(&self.date_of_birth()),
            Field::Municipality => told(&self.municipality()),
            Field::StreetAddress => told(&self.street_address()),
            Field::Phone => told(&self.phone()),
            Field::Email => told(&self.email()),
            Field::EmailConfirmation => told(&self.email_confirmation()),
            Field::UserType => told(&self.user_type()),
            Field::Terms => told(&self.terms()),
            Field::Password | Field::PasswordConfirmation => FieldVerdict::default(),
        }
    }

    /// Checks one field.
    pub(crate) fn report(&self, field: Field) -> FieldReport {
        if self.is_settled(field) && self.watched() >> field as u16 & 1 == 0 {
            return FieldReport {
                field,
                problem: None,
                notices: Vec::new(),
                conversions: Vec::new(),
            };
        }
        self.report_unsettled(field)
    }

    fn report_unsettled(&self, field: Field) -> FieldReport {
        // The texts are wiped with the rest of what was typed.
        let owned = |text: Cow<'_, str>| Personal::from(text.into_owned());
        let checked = match field {
            Field::UserName => self.user_name().map(owned),
            Field::Sex => self.sex().map(|sex| sex.name().into()),
            Field::DateOfBirth => self.date_of_birth().map(|birth| birth.iso().into()),
            Field::Municipality => self.municipality().map(|found| found.full_name().into()),
            Field::StreetAddress => self.street_address().map(owned),
            Field::Phone => self.phone().map(owned),
            Field::Email => self.email().map(owned),
            Field::EmailConfirmation => self.email_confirmation().map(owned),
            Field::UserType => self.user_type().map(|chosen| chosen.name.into()),
            Field::Terms => self.terms().map(Into::into),
            // Not fields of the entry: nothing is entered there and nothing is wrong there.
            Field::Password | Field::PasswordConfirmation => Checked::good("".into()),
        };
        let conversions = checked.value.map_or_else(Vec::new, |after| {
            conversions_of(self.form, field, &checked.conversions, after.expose())
        });
        FieldReport { field, problem: checked.problem, notices: checked.notices, conversions }
    }

    fn user_name(&self) -> Checked<Cow<'a, str>> {
        let checked = UserName::check(self.form.typed(Item::UserName), self.policy.is_strict());
        self.patterned(Field::UserName, checked, |name| Cow::Borrowed(&**name))
    }

    fn sex(&self) -> Checked<Sex> {
        let checked = Sex::check(self.form.typed(Item::Sex));
        self.patterned(Field::Sex, checked, |sex| sex.name().into())
    }

    fn date_of_birth(&self) -> Checked<DateOfBirth> {
        let typed = self.birth_parts();
        let checked = DateOfBirth::check(&typed, self.now.date_in_japan(), self.policy.is_strict());
        self.patterned(Field::DateOfBirth, checked, |birth| birth.iso().into())
    }

    fn birth_texts(&self) -> [&'a str; 3] {
        [Item::BirthYear, Item::BirthMonth, Item::BirthDay].map(|item| self.form.text(item))
    }

    fn birth_parts(&self) -> BirthParts<'a> {
        BirthParts {
            year: self.form.typed(Item::BirthYear),
            month: self.form.typed(Item::BirthMonth),
            day: self.form.typed(Item::BirthDay),
        }
    }

    fn municipality(&self) -> Checked<Municipality> {
        let checked =
            check_municipality(self.form.typed(Item::Municipality), self.policy.is_strict());
        self.patterned(Field::Municipality, checked, |found| found.full_name().into())
    }

    fn street_address(&self) -> Checked<Cow<'a, str>> {
        let typed = self.form.typed(Item::StreetAddress);
        let checked = StreetAddress::check(typed, self.policy.is_strict());
        self.patterned(Field::StreetAddress, checked, |street| Cow::Borrowed(&**street))
    }

    fn phone(&self) -> Checked<Cow<'a, str>> {
        let (strict, plan) = (self.policy.is_strict(), self.policy.is_phone_plan_required());
        let checked = Phone::check(self.form.typed(Item::Phone), strict, plan);
        self.patterned(Field::Phone, checked, |phone| Cow::Borrowed(&**phone))
    }

    fn email(&self) -> Checked<Cow<'a, str>> {
        let checked = Email::check(self.form.typed(Item::Email), self.policy.is_strict());
        self.patterned(Field::Email, checked, |email| Cow::Borrowed(&**email))
    }

    fn email_confirmation(&self) -> Checked<Cow<'a, str>> {
        check_confirmation(
            self.form.typed(Item::EmailConfirmation),
            self.form.typed(Item::Email),
            self.policy.is_strict(),
        )
    }

    fn user_type(&self) -> Checked<UserType> {
        let typed = self.form.typed(Item::UserType);
        let checked = check_user_type(typed, self.policy.user_types());
        self.patterned(Field::UserType, checked, |offer| Cow::Borrowed(offer.name()))
            .map(UserType::from)
    }

    /// Agreement counts for the version that was agreed to; another version needs agreeing again.
    fn terms(&self) -> Checked<&'a str> {
        match self.form.agreed() {
            None => Checked::bad(Problem::of(Code::TermsRequired)),
            Some(version) if version == self.policy.terms_version() => Checked::good(version),
            Some(_) => Checked::bad(Problem::of(Code::TermsChanged)),
        }
    }

    /// Holds a good value against the host's own rules for the field.
    #[cfg(feature = "patterns")]
    fn patterned<T>(
        &self,
        field: Field,
        checked: Checked<T>,
        text: impl for<'t> FnOnce(&'t T) -> Cow<'t, str>,
    ) -> Checked<T> {
        use crate::code::ParamName;
        use crate::problem::ParamValue;

        let mut rules =
            self.policy.patterns().iter().filter(|rule| rule.field() == field).peekable();
        let (Some(value), Some(_)) = (&checked.value, rules.peek()) else { return checked };
        let text = text(value);
        match rules.find(|rule| !rule.accepts(&text)) {
            None => {
                drop(text);
                checked
            }
            Some(rule) => {
                let name = ParamValue::Text(rule.name().into());
                Checked::bad(Problem::new(Code::TextPattern, field).with(ParamName::Rule, name))
            }
        }
    }

    #[cfg(not(feature = "patterns"))]
    #[expect(
        clippy::unused_self,
        reason = "the host's rules live in the policy where they are built in"
    )]
    fn patterned<T>(
        &self,
        _field: Field,
        checked: Checked<T>,
        _text: impl for<'t> FnOnce(&'t T) -> Cow<'t, str>,
    ) -> Checked<T> {
        checked
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

struct Gathered {
    problems: Vec<Problem>,
    notices: Vec<Notice>,
    conversions: Vec<Code>,
}

impl Gathered {
    fn take<T>(&mut self, checked: Checked<T>) -> Option<T> {
        self.problems.extend(checked.problem);
        self.notices.extend(checked.notices);
        self.conversions.extend(checked.conversions);
        checked.value
    }
}

/// The conversions of one field with the texts before and after.
pub(crate) fn conversions_of(
    form: &Form<'_>,
    field: Field,
    codes: &[Code],
    after: &str,
) -> Vec<Conversion> {
    if !codes.iter().any(|code| code.field() == Some(field)) {
        return Vec::new();
    }
    let typed = |item| form.typed(item).map_or("", |typed| typed.text);
    let before: Personal = if field == Field::DateOfBirth {
        let [year, month, day] = [Item::BirthYear, Item::BirthMonth, Item::BirthDay].map(typed);
        [year, "-", month, "-", day].concat().into()
    } else {
        let item = Item::ALL.iter().copied().find(|item| item.field() == field);
        item.map_or("", typed).into()
    };
    let conversion = |code: &Code| Conversion {
        code: *code,
        field,
        before: before.clone(),
        after: after.into(),
    };
    codes.iter().filter(|code| code.field() == Some(field)).map(conversion).collect()
}

/// The notices of values that passed: the same that the check told, since they depend on nothing else.
pub(crate) fn told_about(confirmed: &Confirmed) -> Vec<Notice> {
    let canonical = |text| Some(Typed { text, cut_from: None });
    let mut notices = UserName::check(canonical(confirmed.user_name().as_str()), true).notices;
    let street = canonical(confirmed.street_address().as_str());
    notices.extend(StreetAddress::check(street, true).notices);
    notices.extend(Phone::check(canonical(confirmed.phone().as_str()), true, false).notices);
    notices.extend(Email::check(canonical(confirmed.email().as_str()), true).notices);
    notices
}
