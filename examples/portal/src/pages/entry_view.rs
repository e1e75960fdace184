//! The whole of STEP1 as it is shown.

use toroku::{BirthPart, Field, Item, Registration, Sex, UserTypeOffer};

use super::field_view::{FieldView, InputKind, SummaryLine};
use crate::app::App;
use crate::text::Words;

/// One of the three parts of a date of birth.
#[derive(Debug)]
pub(crate) struct PartView {
    /// Its name, and its element's.
    pub(crate) id: &'static str,
    /// The text above it.
    pub(crate) label: String,
    /// The text as typed.
    pub(crate) value: String,
    /// `autocomplete`
    pub(crate) autocomplete: &'static str,
    /// How wide.
    pub(crate) class: &'static str,
}

/// One of a few to choose from.
#[derive(Debug)]
pub(crate) struct Choice {
    /// The value sent.
    pub(crate) name: String,
    /// The text shown.
    pub(crate) text: String,
    /// What it says, where the page is in another language.
    pub(crate) meaning: Option<&'static str>,
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
    /// What is beside its box.
    pub(crate) agreement: String,
    /// The version in force, which the box carries.
    pub(crate) terms_version: String,
    /// Whether that version is agreed to.
    pub(crate) agreed: bool,
}

impl EntryFields {
    /// The entry of a registration, with what is wrong where `checked`.
    pub(crate) fn of(app: &App, registration: &Registration, words: Words, checked: bool) -> Self {
        let reader = Reader { app, registration, words, checked };
        let mut summary = Vec::new();
        let mut field = |field: Field, input: InputKind| {
            let view = reader.field(field, input);
            summary.extend(view.summary_line(field, words));
            view
        };
        let none = InputKind::default();
        let in_language = |lang, input| InputKind { lang: Some(lang), ..input };
        let email_input = in_language("en", text("email", "email", "wide"));
        let email_first = InputKind { with: Some("email_confirmation"), ..email_input };
        // What goes along with a municipality depends on whether there is a street address.
        let street_input = in_language("ja", text("address-line1", "text", "wide"));
        let user_name = field(Field::UserName, in_language("en", text("name", "text", "wide")));
        let sex = field(Field::Sex, none);
        let birth = field(Field::DateOfBirth, none);
        let municipality = field(Field::Municipality, none);
        let street =
            field(Field::StreetAddress, InputKind { with: Some("municipality"), ..street_input });
        let phone = field(Field::Phone, InputKind { kind: "tel", ..text("tel", "tel", "medium") });
        let email = field(Field::Email, email_first);
        let email_again = InputKind { with: Some("email"), ..email_input };
        let email_confirmation = field(Field::EmailConfirmation, email_again);
        let user_type = field(Field::UserType, none);
        let terms = field(Field::Terms, none);
        let sex_now = reader.text(Item::Sex);
        let type_now = reader.text(Item::UserType);
        let terms_version = app.policy.terms_version().to_owned();
        Self {
            sexes: Sex::ALL
                .iter()
                .map(|one| choice(one.name(), one.entry_text(), sex_meaning(*one, words), &sex_now))
                .collect(),
            user_types: app
                .policy
                .user_types()
                .iter()
                .map(|one| choice(one.name(), one.text(), type_meaning(one, words), &type_now))
                .collect(),
            agreement: words.language.label(Field::Terms),
            agreed: registration.state().agreed_terms() == Some(&terms_version),
            terms_version,
            summary,
            user_name,
            sex,
            birth,
            parts: reader.birth_parts(),
            // One that was chosen shows its name, whatever code it was chosen by.
            municipality: match municipality.chosen.clone() {
                Some((name, _)) => FieldView { value: name, ..municipality },
                None => municipality,
            },
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
    InputKind { kind: "text", autocomplete, mode, class, lang: None, with: None }
}

fn choice(name: &str, text: &str, meaning: Option<&'static str>, now: &str) -> Choice {
    Choice { name: name.to_owned(), text: text.to_owned(), meaning, chosen: name == now }
}

/// What a sex's text says.
pub(super) fn sex_meaning(sex: Sex, words: Words) -> Option<&'static str> {
    words.meaning(match sex {
        Sex::Male => "sex.male",
        Sex::Female => "sex.female",
    })
}

/// What a user type's text says, where it is one of the top page's.
pub(super) fn type_meaning(offer: &UserTypeOffer, words: Words) -> Option<&'static str> {
    words.meaning(&format!("category.{}", offer.name()))
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

    fn field(&self, field: Field, input: InputKind) -> FieldView {
        let value = field.items().first().map(|item| self.text(*item)).unwrap_or_default();
        let view = FieldView::new(field, self.words, value, input);
        let (now, policy) = (self.app.clock.even_instant(), &self.app.policy);
        let report = self.checked.then(|| self.registration.report(field, now, policy)).flatten();
        match report {
            Some(report) => view.with_report(&report, self.words, |suggestion| {
                self.registration.taking(field, suggestion)
            }),
            None => view,
        }
    }

    fn birth_parts(&self) -> [PartView; 3] {
        [
            (Item::BirthYear, BirthPart::Year, "bday-year", "year"),
            (Item::BirthMonth, BirthPart::Month, "bday-month", "two"),
            (Item::BirthDay, BirthPart::Day, "bday-day", "two"),
        ]
        .map(|(item, part, autocomplete, class)| PartView {
            id: item.name(),
            label: self.words.language.part(part),
            value: self.text(item),
            autocomplete,
            class,
        })
    }
}
