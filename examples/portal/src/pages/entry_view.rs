//! What STEP1 shows of each field.

use toroku::municipality::{Lookup, Municipality, look_up};
use toroku::{Field, FieldReport, Item, Notice, Problem, Registration, Sex, UserTypeOffer};

use crate::app::App;
use crate::text::Words;

/// One field as STEP1 shows it.
#[derive(Debug)]
pub(crate) struct FieldView {
    /// Its name, and its element's.
    pub(crate) id: &'static str,
    /// The text above it.
    pub(crate) label: &'static str,
    /// What to enter, with an example.
    pub(crate) hint: &'static str,
    /// The text as typed.
    pub(crate) value: String,
    /// What blocks Confirm.
    pub(crate) error: Option<String>,
    /// What is told besides.
    pub(crate) notices: Vec<String>,
    /// What could be entered instead.
    pub(crate) offers: Vec<Offer>,
    /// How its input is made.
    pub(crate) input: InputKind,
}

/// The attributes of a text field's input.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct InputKind {
    /// `type`: one whose browsers leave what was typed alone.
    pub(crate) kind: &'static str,
    /// `autocomplete`
    pub(crate) autocomplete: &'static str,
    /// `inputmode`
    pub(crate) mode: &'static str,
    /// How wide: what is to be entered shows in the field's size.
    pub(crate) class: &'static str,
}

/// A suggestion with the button that takes it.
#[derive(Debug)]
pub(crate) struct Offer {
    /// The button's value.
    pub(crate) token: String,
    /// The text that would be entered.
    pub(crate) text: String,
}

impl FieldView {
    /// The elements that describe the input, for screen readers.
    pub(crate) fn described_by(&self) -> String {
        let error = self.error.as_ref().map(|_| format!("{}-error ", self.id));
        let notice = (!self.notices.is_empty()).then(|| format!("{}-notice ", self.id));
        format!("{}{}{}-hint", error.unwrap_or_default(), notice.unwrap_or_default(), self.id)
    }
}

/// One of the three parts of a date of birth.
#[derive(Debug)]
pub(crate) struct PartView {
    /// Its name, and its element's.
    pub(crate) id: &'static str,
    /// The text above it.
    pub(crate) label: &'static str,
    /// The text as typed.
    pub(crate) value: String,
    /// `autocomplete`
    pub(crate) autocomplete: &'static str,
    /// How wide.
    pub(crate) class: &'static str,
}

/// A line of the summary of what is wrong: a link to the place to correct it.
#[derive(Debug)]
pub(crate) struct SummaryLine {
    /// The element to go to.
    pub(crate) target: &'static str,
    /// The field's name.
    pub(crate) label: &'static str,
    /// What is wrong.
    pub(crate) text: String,
}

/// One of a few to choose from.
#[derive(Debug)]
pub(crate) struct Choice {
    /// The value sent.
    pub(crate) name: String,
    /// The text shown.
    pub(crate) text: String,
    /// Whether it is the one chosen.
    pub(crate) chosen: bool,
}

/// The whole of STEP1.
#[derive(Debug)]
pub(crate) struct EntryFields {
    /// All that is wrong, in field order.
    pub(crate) summary: Vec<SummaryLine>,
    /// User name.
    pub(crate) user_name: FieldView,
    /// Sex.
    pub(crate) sex: FieldView,
    /// Its two choices.
    pub(crate) sexes: Vec<Choice>,
    /// Date of birth.
    pub(crate) birth: FieldView,
    /// Its three parts.
    pub(crate) parts: [PartView; 3],
    /// Prefecture and municipality.
    pub(crate) municipality: FieldView,
    /// The one chosen, with its English name.
    pub(crate) chosen_municipality: Option<(String, String)>,
    /// Town, street and house number.
    pub(crate) street: FieldView,
    /// Phone.
    pub(crate) phone: FieldView,
    /// E-mail address.
    pub(crate) email: FieldView,
    /// The same again.
    pub(crate) email_confirmation: FieldView,
    /// User type.
    pub(crate) user_type: FieldView,
    /// Its choices.
    pub(crate) user_types: Vec<Choice>,
    /// Agreement to the Terms of Use.
    pub(crate) terms: FieldView,
    /// The version in force, which the box carries.
    pub(crate) terms_version: String,
    /// Whether that version is agreed to.
    pub(crate) agreed: bool,
}

impl EntryFields {
    /// The entry of a passage, with what is wrong where `checked`.
    pub(crate) fn of(app: &App, registration: &Registration, words: Words, checked: bool) -> Self {
        let reader = Reader { app, registration, words, checked };
        let mut summary = Vec::new();
        let mut field = |field: Field, input: InputKind| reader.field(field, input, &mut summary);
        let none = InputKind::default();
        let user_name = field(Field::UserName, text("name", "text", "wide"));
        let sex = field(Field::Sex, none);
        let birth = field(Field::DateOfBirth, none);
        let municipality = field(Field::Municipality, none);
        let street = field(Field::StreetAddress, text("street-address", "text", "wide"));
        let phone = field(Field::Phone, InputKind { kind: "tel", ..text("tel", "tel", "medium") });
        let email = field(Field::Email, text("email", "email", "wide"));
        let email_confirmation = field(Field::EmailConfirmation, text("email", "email", "wide"));
        let user_type = field(Field::UserType, none);
        let terms = field(Field::Terms, none);
        let part = |item: Item, part, autocomplete, class| PartView {
            id: item.name(),
            label: words.language.part(part),
            value: reader.text(item),
            autocomplete,
            class,
        };
        use toroku::BirthPart::{Day, Month, Year};
        let parts = [
            part(Item::BirthYear, Year, "bday-year", "year"),
            part(Item::BirthMonth, Month, "bday-month", "two"),
            part(Item::BirthDay, Day, "bday-day", "two"),
        ];
        let sex_now = reader.text(Item::Sex);
        let type_now = reader.text(Item::UserType);
        let terms_version = app.policy.terms_version().to_owned();
        Self {
            sexes: Sex::ALL
                .iter()
                .map(|one| choice(one.name(), one.entry_text(), &sex_now))
                .collect(),
            user_types: offers(app.policy.user_types(), &type_now),
            chosen_municipality: chosen(&municipality.value),
            agreed: registration.state().agreed_terms() == Some(&terms_version),
            terms_version,
            summary,
            user_name,
            sex,
            birth,
            parts,
            municipality,
            street,
            phone,
            email,
            email_confirmation,
            user_type,
            terms,
        }
    }
}

fn text(autocomplete: &'static str, mode: &'static str, class: &'static str) -> InputKind {
    InputKind { kind: "text", autocomplete, mode, class }
}

fn choice(name: &str, text: &str, now: &str) -> Choice {
    Choice { name: name.to_owned(), text: text.to_owned(), chosen: name == now }
}

fn offers(offers: &[UserTypeOffer], now: &str) -> Vec<Choice> {
    offers.iter().map(|offer| choice(offer.name(), offer.text(), now)).collect()
}

fn chosen(text: &str) -> Option<(String, String)> {
    let named = |found: Municipality| (found.full_name(), found.english());
    match look_up(text) {
        Lookup::Found(found) => Some(named(found)),
        Lookup::NeedsWard(_) | Lookup::Abolished(_) | Lookup::Unknown => None,
    }
}

struct Reader<'a> {
    app: &'a App,
    registration: &'a Registration,
    words: Words,
    checked: bool,
}

impl Reader<'_> {
    fn text(&self, item: Item) -> String {
        let draft = self.registration.state().draft();
        draft.and_then(|draft| draft.text(item)).unwrap_or_default().to_owned()
    }

    fn field(&self, field: Field, input: InputKind, summary: &mut Vec<SummaryLine>) -> FieldView {
        let language = self.words.language;
        let (now, policy) = (self.app.clock.instant(), &self.app.policy);
        let report = self.checked.then(|| self.registration.report(field, now, policy)).flatten();
        let item = Item::ALL.iter().copied().find(|item| item.field() == field);
        let id = field.name();
        let value = item.map(|item| self.text(item)).unwrap_or_default();
        let label = language.label(field);
        let (mut error, mut notices, mut offers) = (None, Vec::new(), Vec::new());
        if let Some(FieldReport { problem, notices: told, .. }) = report {
            if let Some(problem) = &problem {
                let text = language.problem(problem);
                // The box's own text is a sentence, and no name for what is wrong.
                let label = if field == Field::Terms { self.words.t("terms.title") } else { label };
                summary.push(SummaryLine { target: target(field), label, text: text.clone() });
                error = Some(text);
            }
            notices.extend(told.iter().map(|notice| language.notice(notice)));
            let suggested = problem.iter().flat_map(Problem::suggestions);
            let suggested = suggested.chain(told.iter().filter_map(Notice::suggestion));
            let name = item.map(Item::name).unwrap_or_default();
            offers.extend(suggested.enumerate().map(|(index, text)| Offer {
                token: format!("{name}:{index}"),
                text: text.expose().to_owned(),
            }));
        }
        let hint = language.hint(field);
        FieldView { id, label, hint, value, error, notices, offers, input }
    }
}

/// The element that takes the focus from the summary's link: the field's first.
fn target(field: Field) -> &'static str {
    match field {
        Field::Sex => "sex-male",
        Field::DateOfBirth => "birth_year",
        Field::UserName
        | Field::Municipality
        | Field::StreetAddress
        | Field::Phone
        | Field::Email
        | Field::EmailConfirmation
        | Field::UserType
        | Field::Terms
        | Field::Password
        | Field::PasswordConfirmation => field.name(),
    }
}
