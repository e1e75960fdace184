//! What the engine has to say about one field: problems, notices and conversions.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use crate::character;
use crate::code::{Code, CodeKind, ParamName};
use crate::item::{BirthPart, Field};
use crate::personal::Personal;
use crate::typed::MAX_ITEM_BYTES;

/// Something in the applicant's data that blocks Confirm. An ordinary outcome, not an error.
///
/// `Debug` shows the code and the field, never what was typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Problem {
    pub(crate) code: Code,
    pub(crate) field: Field,
    pub(crate) params: Vec<Param>,
    pub(crate) suggestions: Vec<Personal>,
}

impl Problem {
    pub(crate) fn new(code: Code, field: Field) -> Self {
        Self { code, field, params: Vec::new(), suggestions: Vec::new() }
    }

    /// The problem of `code` for the field the code belongs to.
    pub(crate) fn of(code: Code) -> Self {
        Self::new(code, code.field().expect("only codes of one field come here"))
    }

    /// The problem of a record's field whose bytes are no text, from the byte at `position` on, counted from
    /// 1. The engine takes texts only: whoever reads records finds it before.
    ///
    /// ```
    /// use toroku::{Field, Language, Problem};
    /// let problem = Problem::unreadable(Field::StreetAddress, 3);
    /// assert!(Language::ENGLISH.problem(&problem).starts_with("Byte 3 cannot be read"));
    /// ```
    pub fn unreadable(field: Field, position: u32) -> Self {
        let position = ParamValue::Number(position);
        Self::new(Code::RecordUnreadable, field).with(ParamName::Position, position)
    }

    /// The problem that another engine reports, the office's above all, which checks under a policy of its own.
    /// What the code has beside it is added by [`with_text`](Self::with_text) and
    /// [`with_suggestion`](Self::with_suggestion).
    ///
    /// `None` where the code is no problem's, nor a notice's (which a policy may take for a problem), or is one
    /// of another field.
    ///
    /// ```
    /// use toroku::{Code, Field, Language, Problem};
    /// let problem = Problem::reported(Code::EmailTypo, Field::Email).expect("a code of this field");
    /// let problem = problem.with_suggestion("taro@gmail.com".into());
    /// assert!(Language::ENGLISH.problem(&problem).contains("taro@gmail.com"));
    /// assert_eq!(Problem::reported(Code::EmailTypo, Field::Phone), None);
    /// assert_eq!(Problem::reported(Code::FlowExpired, Field::Email), None);
    /// ```
    pub fn reported(code: Code, field: Field) -> Option<Self> {
        let is_of_field = code.field().is_none_or(|own| own == field);
        let is_problem = matches!(code.kind(), CodeKind::Problem | CodeKind::Notice);
        (is_of_field && is_problem).then(|| Self::new(code, field))
    }

    /// Adds a parameter to a reported problem, as a text: a number in digits, a part of a date by its name. Of
    /// characters and of parts each text adds one. `None` where the parameter of this name has no such value.
    ///
    /// ```
    /// use toroku::{Code, Field, Language, ParamName, Problem};
    /// let problem = Problem::reported(Code::BirthIncomplete, Field::DateOfBirth)
    ///     .and_then(|problem| problem.with_text(ParamName::Missing, "month".into()))
    ///     .and_then(|problem| problem.with_text(ParamName::Missing, "day".into()));
    /// let text = Language::ENGLISH.problem(&problem.expect("names of parts"));
    /// assert_eq!(text, "Enter the Month and Day of your date of birth.");
    /// ```
    #[must_use]
    pub fn with_text(mut self, name: ParamName, text: Personal) -> Option<Self> {
        self.add_text(name, text)?;
        Some(self)
    }

    /// As [`with_text`](Self::with_text), in place; where there is no such value nothing changes.
    #[must_use]
    pub fn add_text(&mut self, name: ParamName, text: Personal) -> Option<()> {
        let last = self.params.last_mut().filter(|last| last.name == name);
        let last = last.map(|last| &mut last.value);
        let value = match name {
            ParamName::Actual | ParamName::Min | ParamName::Max | ParamName::Position => {
                ParamValue::Number(text.expose().parse().ok()?)
            }
            ParamName::Missing | ParamName::Parts => {
                let part = BirthPart::by_name(text.expose())?;
                if let Some(ParamValue::Parts(list)) = last {
                    list.push(part);
                    return Some(());
                }
                ParamValue::Parts(vec![part])
            }
            // Of municipalities there may be several.
            ParamName::Char
            | ParamName::Prefix
            | ParamName::Rule
            | ParamName::Message
            | ParamName::Suggestion
                if self.code.field() != Some(Field::Municipality) =>
            {
                ParamValue::Text(text)
            }
            ParamName::Chars
            | ParamName::Char
            | ParamName::Prefix
            | ParamName::Rule
            | ParamName::Message
            | ParamName::Suggestion => {
                if let Some(ParamValue::Chars(list)) = last {
                    list.push(text);
                    return Some(());
                }
                ParamValue::Chars(vec![text])
            }
        };
        self.params.push(Param { name, value });
        Some(())
    }

    pub(crate) fn with(mut self, name: ParamName, value: ParamValue) -> Self {
        self.params.push(Param { name, value });
        self
    }

    /// Adds what the applicant could enter instead; the first one is also the wording's `{suggestion}`.
    #[must_use]
    pub fn with_suggestion(mut self, suggestion: Personal) -> Self {
        self.add_suggestion(suggestion);
        self
    }

    /// As [`with_suggestion`](Self::with_suggestion), in place.
    pub fn add_suggestion(&mut self, suggestion: Personal) {
        self.suggestions.push(suggestion);
    }

    pub(crate) fn suggesting(self, suggestion: String) -> Self {
        self.with_suggestion(suggestion.into())
    }

    /// Suggests a text and puts it into the wording.
    pub(crate) fn offering(self, suggestion: String) -> Self {
        let text = ParamValue::Text(suggestion.as_str().into());
        self.with(ParamName::Suggestion, text).suggesting(suggestion)
    }

    /// Names the characters that cannot be used.
    pub(crate) fn listing(self, characters: impl Iterator<Item = char>) -> Self {
        self.with(ParamName::Chars, ParamValue::Chars(character::listed(characters)))
    }

    /// Puts the problem among others in field order, where its field has none yet.
    pub(crate) fn join(self, problems: &mut Vec<Self>) {
        let place = problems.partition_point(|other| other.field < self.field);
        if problems.get(place).is_none_or(|other| other.field != self.field) {
            problems.insert(place, self);
        }
    }

    /// The problem as a snapshot has room for it: without parameters and suggestions where they are longer than
    /// any text that is kept. No check of a confirmed value reports such.
    pub(crate) fn kept(&self) -> Self {
        let mut length = 0;
        self.each_text(&mut |_, text| length += text.len() + 1);
        if length <= MAX_ITEM_BYTES { self.clone() } else { Self::new(self.code, self.field) }
    }

    /// The texts of all parameters, as [`with_text`](Self::with_text) takes them, then the suggestions.
    pub(crate) fn each_text(&self, take: &mut dyn FnMut(Option<ParamName>, &str)) {
        for Param { name, value } in &self.params {
            value.each_text(&mut |text| take(Some(*name), text));
        }
        self.suggestions.iter().for_each(|text| take(None, text.expose()));
    }

    /// What is wrong.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The field it stands at.
    pub fn field(&self) -> Field {
        self.field
    }

    /// What the wording needs to know beside the code.
    pub fn params(&self) -> &[Param] {
        &self.params
    }

    /// What the applicant could enter instead, where the engine knows: to offer, never to apply unasked. Taken by
    /// [`Input::TakeSuggestion`](crate::Input::TakeSuggestion), it leads to a text that passes, or to one more
    /// question, and joins no words or numbers that stood apart.
    pub fn suggestion(&self) -> Option<&Personal> {
        self.suggestions.first()
    }

    /// All that could be entered instead, the likeliest first. A split municipality has several successors,
    /// and a name several spellings; every other problem has at most one.
    pub fn suggestions(&self) -> &[Personal] {
        &self.suggestions
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Problem({} at {})", self.code, self.field)
    }
}

/// Something worth telling the applicant that does not block Confirm.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    pub(crate) code: Code,
    pub(crate) field: Field,
    pub(crate) params: Vec<Param>,
    pub(crate) suggestion: Option<Personal>,
}

impl Notice {
    pub(crate) fn of(code: Code) -> Self {
        let field = code.field().expect("every notice belongs to one field");
        Self { code, field, params: Vec::new(), suggestion: None }
    }

    pub(crate) fn with(mut self, name: ParamName, value: ParamValue) -> Self {
        self.params.push(Param { name, value });
        self
    }

    /// Suggests a text and puts it into the wording.
    pub(crate) fn offering(mut self, suggestion: String) -> Self {
        self.params.push(Param {
            name: ParamName::Suggestion,
            value: ParamValue::Text(suggestion.as_str().into()),
        });
        self.suggestion = Some(suggestion.into());
        self
    }

    /// What is reported.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The field it stands at.
    pub fn field(&self) -> Field {
        self.field
    }

    /// What the wording needs to know beside the code.
    pub fn params(&self) -> &[Param] {
        &self.params
    }

    /// What the applicant may have meant.
    pub fn suggestion(&self) -> Option<&Personal> {
        self.suggestion.as_ref()
    }
}

impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Notice({} at {})", self.code, self.field)
    }
}

/// A change the engine made to a value, shown at confirmation together with both texts.
#[derive(Clone, PartialEq, Eq)]
pub struct Conversion {
    pub(crate) code: Code,
    pub(crate) field: Field,
    pub(crate) before: Personal,
    pub(crate) after: Personal,
}

impl Conversion {
    /// Which change.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The field it was made in.
    pub fn field(&self) -> Field {
        self.field
    }

    /// The field's text as typed.
    pub fn before(&self) -> &Personal {
        &self.before
    }

    /// The field's text after all its conversions.
    pub fn after(&self) -> &Personal {
        &self.after
    }
}

impl fmt::Debug for Conversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Conversion({} at {})", self.code, self.field)
    }
}

/// One named value for a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    pub(crate) name: ParamName,
    pub(crate) value: ParamValue,
}

impl Param {
    /// The name that the wording writes in braces.
    pub fn name(&self) -> ParamName {
        self.name
    }

    /// The value to put there.
    pub fn value(&self) -> &ParamValue {
        &self.value
    }
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamValue {
    /// A count.
    Number(u32),
    /// Text as typed, or made from it.
    Text(Personal),
    /// Characters, each as itself or, where it cannot be seen, as `U+200B`; in order of appearance.
    Chars(Vec<Personal>),
    /// Missing parts of a date; each language has its own words for them.
    Parts(Vec<BirthPart>),
}

impl ParamValue {
    /// Gives its texts one after the other, as [`Problem::with_text`] takes them.
    pub fn each_text(&self, take: &mut dyn FnMut(&str)) {
        match self {
            Self::Number(number) => take(&number.to_string()),
            Self::Text(text) => take(text.expose()),
            Self::Chars(texts) => texts.iter().for_each(|text| take(text.expose())),
            Self::Parts(parts) => parts.iter().for_each(|part| take(part.name())),
        }
    }
}
