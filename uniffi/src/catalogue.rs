//! Words for people: one crossing a language.

use toroku::Language;

use crate::code::Code;
use crate::field::{BirthPart, Field};
use crate::input::ApplicantCategory;
use crate::kind::StateKind;

/// The words of the screens in one language. Fetch it once a language and keep it.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Catalogue {
    /// The language.
    pub language: Language,
    /// The BCP 47 tag.
    pub tag: String,
    /// The language's name in itself, for a menu.
    pub native_name: String,
    /// Above and beside each field.
    pub fields: Vec<FieldWords>,
    /// Above the three boxes of the date of birth.
    pub birth_parts: Vec<BirthPartWords>,
    /// The titles of the pages.
    pub titles: Vec<StateWords>,
    /// The buttons of the top page.
    pub categories: Vec<CategoryWords>,
    /// Where one of the first two buttons is pressed.
    pub not_covered_guidance: String,
    /// The wording of each code, with places in braces for those with parameters.
    pub codes: Vec<CodeWords>,
}

/// The words at a field.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct FieldWords {
    /// Which.
    pub field: Field,
    /// Above it.
    pub label: String,
    /// Beside it: what to enter, with an example.
    pub hint: String,
}

/// The word above a box of the date of birth.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct BirthPartWords {
    /// Which.
    pub part: BirthPart,
    /// Above it.
    pub label: String,
}

/// The title of a page.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StateWords {
    /// Whose.
    pub state: StateKind,
    /// It.
    pub title: String,
}

/// The text of a button of the top page.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CategoryWords {
    /// Which.
    pub category: ApplicantCategory,
    /// Its text.
    pub text: String,
}

/// The wording of a code.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CodeWords {
    /// Which.
    pub code: Code,
    /// The wording, with places in braces where it has parameters.
    pub text: String,
}

/// Every language, in the order of their tags.
#[uniffi::export]
pub fn languages() -> Vec<Language> {
    Language::all().collect()
}

/// The language with this tag, in upper or lower case.
#[uniffi::export]
pub fn language_by_tag(tag: &str) -> Option<Language> {
    Language::by_tag(tag)
}

/// The language that these wishes, written like HTTP's `Accept-Language`, want most; none where they want
/// none that there is. Plain Japanese is only by choice.
#[uniffi::export]
pub fn negotiate_language(wishes: &str) -> Option<Language> {
    Language::negotiate(wishes)
}

/// Any text of the catalogue by its key, like `state.entry`.
#[uniffi::export]
pub fn catalogue_text(language: Language, key: &str) -> Option<String> {
    language.text(key)
}

/// The words of the screens in one language.
#[uniffi::export]
pub fn catalogue(language: Language) -> Catalogue {
    use toroku::{BirthPart as Part, Category, Field as EngineField};
    const PASSWORDS: [EngineField; 2] = [EngineField::Password, EngineField::PasswordConfirmation];
    let say =
        |key: String| language.text(&key).expect("every language has every key of the screens");
    let field = |field: &EngineField| FieldWords {
        field: (*field).into(),
        label: language.label(*field),
        hint: language.hint(*field),
    };
    let part = |part: Part| BirthPartWords { part: part.into(), label: language.part(part) };
    let title = |state: &toroku::StateKind| StateWords {
        state: (*state).into(),
        title: say(format!("state.{state}")),
    };
    let button = |category: Category| CategoryWords {
        category: category.into(),
        text: say(format!("category.{}", category.name())),
    };
    let wording =
        |code: &toroku::Code| CodeWords { code: (*code).into(), text: language.code(*code) };
    Catalogue {
        language,
        tag: language.tag().to_owned(),
        native_name: language.native_name(),
        fields: EngineField::ENTRY.iter().chain(&PASSWORDS).map(field).collect(),
        birth_parts: Part::ALL.iter().copied().map(part).collect(),
        titles: toroku::StateKind::ALL.iter().map(title).collect(),
        categories: Category::ALL.iter().copied().map(button).collect(),
        not_covered_guidance: say("not_covered.guidance".to_owned()),
        codes: toroku::Code::ALL.iter().map(wording).collect(),
    }
}
