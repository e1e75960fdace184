//! Words for people: the catalogue of wordings by language.
//!
//! The engine speaks in codes; a [`Language`] turns them into text. The texts stand in `wording/*.tsv`,
//! one file a language, and the build puts them into the binary: no file is read at run time.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt;

use once_cell::race::OnceBox;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::code::{Code, ParamName};
use crate::deflated;
use crate::item::{BirthPart, Field};
use crate::personal::Personal;
use crate::problem::{Conversion, Notice, Param, ParamValue, Problem};
use crate::texts::Texts;

mod negotiation;
mod template;

pub(crate) use template::fill;

include!(concat!(env!("OUT_DIR"), "/wording.rs"));

/// A language that the engine has words in.
///
/// ```
/// use toroku::{Code, Field, Language};
/// let language = Language::negotiate("ja-JP,en;q=0.8").unwrap_or(Language::ENGLISH);
/// assert_eq!(language, Language::JAPANESE);
/// assert_eq!(language.label(Field::UserName), "氏名");
/// assert_eq!(language.code(Code::UserTypeRequired), "選択してください。");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(u8);

/// No language of the catalogue has this tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no language with this tag")]
pub struct UnknownLanguage;

/// The texts of one language after the other, in the order of `KEYS`; inflated at the first one, 64 KB.
fn texts() -> &'static Texts {
    static INFLATED: OnceBox<Texts> = OnceBox::new();
    INFLATED.get_or_init(|| Box::new(Texts::of(deflated::text(WORDINGS))))
}

/// What a wording shows where the engine has no value for one of its places.
const NO_VALUE: &str = "…";

impl Language {
    /// Japanese, `ja`.
    pub const JAPANESE: Self = Self::tagged("ja");
    /// English, `en`.
    pub const ENGLISH: Self = Self::tagged("en");
    /// Plain Japanese (やさしい日本語), `ja-x-easy`: short sentences, with readings of the harder kanji.
    pub const PLAIN_JAPANESE: Self = Self::tagged("ja-x-easy");

    /// Evaluated at compile time only: a missing file stops the build.
    const fn tagged(tag: &str) -> Self {
        let mut index = 0;
        while !same(TAGS[index as usize].as_bytes(), tag.as_bytes()) {
            index += 1;
        }
        Self(index)
    }

    /// Every language, in the order of their tags.
    ///
    /// ```
    /// use toroku::Language;
    /// let menu: Vec<_> = Language::all().map(|one| (one.tag(), one.native_name())).collect();
    /// assert!(menu.contains(&("ja", "日本語".into())));
    /// ```
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        (0..u8::try_from(TAGS.len()).expect("there are fewer than 256 languages")).map(Self)
    }

    /// The BCP 47 tag, as in HTML's `lang`.
    pub fn tag(self) -> &'static str {
        TAGS[usize::from(self.0)]
    }

    /// The language's name in itself, for a menu.
    pub fn native_name(self) -> String {
        self.say("language.", "name")
    }

    /// The language with this tag, in upper or lower case.
    pub fn by_tag(tag: &str) -> Option<Self> {
        Self::all().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The language that an HTTP `Accept-Language` header wants most; `None` where it wants none that
    /// there is, or cannot be read.
    ///
    /// Plain Japanese is only by choice: no browser asks for it by itself, and `ja` does not find it.
    ///
    /// ```
    /// use toroku::Language;
    /// assert_eq!(Language::negotiate("zh-CN,zh;q=0.9,en-US;q=0.8"), Some(Language::ENGLISH));
    /// assert_eq!(Language::negotiate("*"), None);
    /// ```
    pub fn negotiate(accept_language: &str) -> Option<Self> {
        Self::by_tag(negotiation::wanted(accept_language, &TAGS)?)
    }

    /// What to show at the problem's field. May hold what the applicant typed: for the screen, not for
    /// a log.
    pub fn problem(self, problem: &Problem) -> String {
        self.filled(problem.code(), problem.params(), problem.suggestion())
    }

    /// What to show at the notice's field. May hold what the applicant typed.
    pub fn notice(self, notice: &Notice) -> String {
        self.filled(notice.code(), notice.params(), notice.suggestion())
    }

    /// What the conversion did, to show beside the text before and after.
    pub fn conversion(self, conversion: &Conversion) -> String {
        self.filled(conversion.code(), &[], None)
    }

    /// The wording of a code as the catalogue has it: the text itself for a code without parameters,
    /// with places in braces for the others.
    ///
    /// ```
    /// use toroku::{Code, Language};
    /// assert_eq!(Language::ENGLISH.code(Code::FlowExpired), "Your time has run out. Start again.");
    /// ```
    pub fn code(self, code: Code) -> String {
        self.say("", code.name())
    }

    /// The text above a field.
    pub fn label(self, field: Field) -> String {
        self.say("label.", field.name())
    }

    /// The text beside a field: what to enter, with an example.
    pub fn hint(self, field: Field) -> String {
        self.say("hint.", field.name())
    }

    /// The text above one of the three boxes of the date of birth.
    pub fn part(self, part: BirthPart) -> String {
        self.say("part.", part.name())
    }

    /// Texts as a wording lists them, such as the suggestions of a problem.
    ///
    /// ```
    /// use toroku::Language;
    /// let cities = ["東京都府中市".into(), "広島県府中市".into()];
    /// assert_eq!(Language::JAPANESE.list(&cities), "「東京都府中市」「広島県府中市」");
    /// assert_eq!(Language::ENGLISH.list(&cities), "“東京都府中市”, “広島県府中市”");
    /// ```
    pub fn list(self, texts: &[Personal]) -> String {
        self.list_of(texts.iter().map(Personal::expose))
    }

    /// The same of characters: those that nobody sees, like a tab, by their name too.
    fn characters(self, characters: &[Personal]) -> String {
        self.list_of(characters.iter().map(|character| {
            let character = character.expose();
            self.find("character.", character).map_or(character, |found| texts().get(found))
        }))
    }

    fn list_of<'t>(self, items: impl Iterator<Item = &'t str>) -> String {
        let (mut out, pattern) = (String::new(), self.say("list.", "character"));
        for (index, item) in items.enumerate() {
            if index > 0 {
                out.push_str(&self.say("list.", "separator"));
            }
            fill(&pattern, &mut out, |_, out| out.push_str(item));
        }
        out
    }

    /// Any text of the catalogue by its key, like `state.entry`.
    ///
    /// ```
    /// use toroku::Language;
    /// let step1 = Language::ENGLISH.text("state.entry");
    /// assert_eq!(step1.as_deref(), Some("Enter user information (STEP1)"));
    /// assert_eq!(Language::ENGLISH.text("state"), None);
    /// ```
    pub fn text(self, key: &str) -> Option<String> {
        Some(texts().get(self.find("", key)?).into())
    }

    /// Every text of the catalogue with its key, in the order of the keys: for a host that keeps words of its own
    /// beside them in one table.
    ///
    /// ```
    /// use toroku::Language;
    /// assert!(Language::ENGLISH.texts().any(|one| one == ("button.confirm", "Confirm")));
    /// ```
    pub fn texts(self) -> impl ExactSizeIterator<Item = (&'static str, &'static str)> {
        let first = usize::from(self.0) * KEYS.len();
        KEYS.iter().enumerate().map(move |(at, key)| (*key, texts().get(first + at)))
    }

    /// The text at a key that every language is known to have.
    fn say(self, group: &str, name: &str) -> String {
        let found = self.find(group, name).expect("the catalogue is complete: see `COMPLETE`");
        texts().get(found).into()
    }

    /// The number of the text at the key that is `group` and `name` in one.
    fn find(self, group: &str, name: &str) -> Option<usize> {
        let (group, name) = (group.as_bytes(), name.as_bytes());
        let key = KEYS.binary_search_by(|key| {
            let (head, tail) = key.as_bytes().split_at(group.len().min(key.len()));
            head.cmp(group).then_with(|| tail.cmp(name))
        });
        Some(usize::from(self.0) * KEYS.len() + key.ok()?)
    }

    fn filled(self, code: Code, params: &[Param], suggestion: Option<&Personal>) -> String {
        let mut out = String::new();
        fill(&self.code(code), &mut out, |name, out| {
            match params.iter().find(|param| param.name().name() == name) {
                Some(param) => self.put(param.value(), out),
                // Without the other engine's words its sentence stands alone.
                None if name == ParamName::Message.name() => {}
                None => out.push_str(match suggestion {
                    Some(text) if name == ParamName::Suggestion.name() => text.expose(),
                    Some(_) | None => NO_VALUE,
                }),
            }
        });
        out.truncate(out.trim_end().len());
        out
    }

    fn put(self, value: &ParamValue, out: &mut String) {
        match value {
            ParamValue::Number(number) => out.push_str(&number.to_string()),
            ParamValue::Text(text) => out.push_str(text.expose()),
            ParamValue::Chars(characters) => out.push_str(&self.characters(characters)),
            ParamValue::Parts(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    if index > 0 {
                        let is_last = index + 1 == parts.len();
                        out.push_str(&self.say("list.", if is_last { "and" } else { "separator" }));
                    }
                    out.push_str(&self.part(*part));
                }
            }
        }
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.tag())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl TryFrom<String> for Language {
    type Error = UnknownLanguage;

    fn try_from(tag: String) -> Result<Self, UnknownLanguage> {
        Self::by_tag(&tag).ok_or(UnknownLanguage)
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.tag().into()
    }
}

/// Stops the build, naming the key, where a code, label, hint or another text that this file asks for
/// is not in the catalogue. That all languages have the same keys, the build script has seen to.
const COMPLETE: () = {
    let mut index = 0;
    while index < Code::ALL.len() {
        must_have("", Code::ALL[index].name());
        index += 1;
    }
    index = 0;
    while index < Field::ENTRY.len() {
        must_have("label.", Field::ENTRY[index].name());
        must_have("hint.", Field::ENTRY[index].name());
        index += 1;
    }
    const PASSWORDS: [Field; 2] = [Field::Password, Field::PasswordConfirmation];
    index = 0;
    while index < PASSWORDS.len() {
        must_have("label.", PASSWORDS[index].name());
        must_have("hint.", PASSWORDS[index].name());
        index += 1;
    }
    must_have("part.", BirthPart::Year.name());
    must_have("part.", BirthPart::Month.name());
    must_have("part.", BirthPart::Day.name());
    must_have("language.", "name");
    must_have("list.", "separator");
    must_have("list.", "and");
    must_have("list.", "character");
};
const _: () = COMPLETE;

const fn must_have(group: &str, name: &str) {
    let mut index = 0;
    while index < KEYS.len() {
        if let Some((start, rest)) = KEYS[index].as_bytes().split_at_checked(group.len())
            && same(start, group.as_bytes())
            && same(rest, name.as_bytes())
        {
            return;
        }
        index += 1;
    }
    panic!("{}", name);
}

/// `==` for compile time.
const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_without_a_value_is_filled_too() {
        for language in Language::all() {
            for code in Code::ALL {
                let text = language.problem(&Problem::new(*code, Field::UserName));
                assert!(!text.is_empty() && !text.contains(['{', '}']), "{language} {code}");
            }
        }
    }
}
