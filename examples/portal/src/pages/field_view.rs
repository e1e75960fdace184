//! One field of STEP1, and what the engine has to say about it: on the page, and while a person types.

use toroku::municipality::{Lookup, Municipality, look_up};
use toroku::{Field, FieldReport, Item, Notice, Personal, Problem};

use super::filters::without_readings;
use crate::text::Words;

/// One field as STEP1 shows it.
#[derive(Debug)]
pub(crate) struct FieldView {
    /// Its name, and its element's.
    pub(crate) id: &'static str,
    /// The text above it.
    pub(crate) label: String,
    /// What to enter, with an example.
    pub(crate) hint: String,
    /// The text as typed.
    pub(crate) value: String,
    /// What blocks Confirm.
    pub(crate) error: Option<String>,
    /// What is to be known besides.
    pub(crate) notices: Vec<String>,
    /// What the text will be changed to, and why.
    pub(crate) becomes: Option<Becomes>,
    /// What could be entered instead.
    pub(crate) offers: Vec<Offer>,
    /// The municipality that the text stands for, with its English name.
    pub(crate) chosen: Option<(String, String)>,
    /// All of this in one line, for who cannot see it appear.
    pub(crate) said: String,
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
    /// `lang`: the language of what is entered, where it is not the page's.
    pub(crate) lang: Option<&'static str>,
    /// The field that is looked at again when this one changes.
    pub(crate) with: Option<&'static str>,
}

/// What a text will be changed to.
#[derive(Debug)]
pub(crate) struct Becomes {
    /// The text as it will be registered.
    pub(crate) text: String,
    /// What was changed.
    pub(crate) reasons: Vec<String>,
}

/// A suggestion with the button that takes it.
#[derive(Debug)]
pub(crate) struct Offer {
    /// The button's value.
    pub(crate) token: String,
    /// The text that would be entered.
    pub(crate) text: String,
    /// All that would be.
    pub(crate) taking: Taking,
    /// What is said when it is.
    pub(crate) said: String,
}

/// What taking a suggestion enters.
#[derive(Debug)]
pub(crate) struct Taking {
    /// Items and texts, encoded as a form's: for the script.
    pub(crate) items: String,
    /// The street address that goes along with a municipality.
    pub(crate) street: Option<String>,
}

impl Taking {
    pub(crate) fn of(items: &[(Item, Personal)]) -> Self {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (item, text) in items {
            form.append_pair(item.name(), text.expose());
        }
        let street = items.iter().find(|(item, _)| *item == Item::StreetAddress);
        // Of the street address itself it is no more than the suggestion.
        let street = street.filter(|_| items.len() > 1).map(|(_, text)| text.expose().to_owned());
        Self { items: form.finish(), street }
    }
}

/// A line of the summary of what is wrong: a link to where it is corrected.
#[derive(Debug)]
pub(crate) struct SummaryLine {
    /// The element to go to.
    pub(crate) target: &'static str,
    /// The field's name.
    pub(crate) field: &'static str,
    /// What is wrong.
    pub(crate) text: String,
    /// The same with the field's label.
    pub(crate) line: String,
}

impl SummaryLine {
    pub(crate) fn new(
        target: &'static str,
        field: &'static str,
        label: &str,
        text: String,
        words: Words,
    ) -> Self {
        Self { target, field, line: named(label, &text, words), text }
    }
}

/// A text about a field with the field's label before it, unless the text names the field itself.
fn named(label: &str, text: &str, words: Words) -> String {
    let comparable = |words: &str| without_readings(words).to_lowercase();
    let (said, whole) = (comparable(text), comparable(label));
    // Hiragana joins the words of a label. A short word of Latin letters (the, of) names nothing.
    let is_between = |c: char| !c.is_alphanumeric() || matches!(c, '\u{3041}'..='\u{3096}');
    let is_name = |word: &&str| word.len() > 3;
    if said.contains(&whole)
        || whole.split(is_between).filter(is_name).any(|word| said.contains(word))
    {
        text.to_owned()
    } else {
        format!("{label}{}{text}", words.t("summary.colon"))
    }
}

impl FieldView {
    /// The field with nothing said about it.
    pub(crate) fn new(field: Field, words: Words, value: String, input: InputKind) -> Self {
        let hint = words.language.hint(field);
        let after = |what: &str| {
            let space = if what.ends_with('。') { "" } else { " " };
            format!("{what}{space}{hint}")
        };
        let hint = if field == Field::UserName {
            after(words.t("entry.user_name.what"))
        } else if field == Field::Phone {
            after(words.t("entry.phone.what"))
        } else if field == Field::Municipality {
            // The engine's speaks of a search alone, and the field takes a name too.
            words.t("entry.municipality.what").to_owned()
        } else {
            hint
        };
        Self {
            id: field.name(),
            label: label(field, words),
            hint,
            chosen: (field == Field::Municipality).then(|| chosen(&value)).flatten(),
            value,
            error: None,
            notices: Vec::new(),
            becomes: None,
            offers: Vec::new(),
            said: String::new(),
            input,
        }
    }

    /// The same with what the engine says of it.
    pub(crate) fn with_report(
        mut self,
        report: &FieldReport,
        words: Words,
        taking: impl Fn(&Personal) -> Vec<(Item, Personal)>,
    ) -> Self {
        let language = words.language;
        self.error = report.problem.as_ref().map(|problem| language.problem(problem));
        self.notices = report.notices.iter().map(|notice| language.notice(notice)).collect();
        self.becomes = report.conversions.first().map(|first| Becomes {
            text: first.after().expose().to_owned(),
            reasons: report.conversions.iter().map(|one| language.conversion(one)).collect(),
        });
        let name = target(report.field);
        let suggested = report.problem.iter().flat_map(Problem::suggestions);
        let suggested = suggested.chain(report.notices.iter().filter_map(Notice::suggestion));
        self.offers = suggested
            .enumerate()
            .map(|(index, text)| {
                let taking = Taking::of(&taking(text));
                let text = text.expose();
                let both = taking.street.as_ref().map(|street| format!("{text} {street}"));
                let said = without_readings(words.t("field.taken"));
                let said = said.replace("{text}", both.as_deref().unwrap_or(text));
                Offer { token: format!("{name}:{index}"), text: text.to_owned(), taking, said }
            })
            .collect();
        self.said = self.in_one_line(words);
        self
    }

    fn in_one_line(&self, words: Words) -> String {
        let mut said: Vec<&str> = self.error.as_deref().into_iter().collect();
        said.extend(self.notices.iter().map(String::as_str));
        if let Some(becomes) = &self.becomes {
            said.extend([words.t("field.becomes"), &becomes.text]);
            said.extend(becomes.reasons.iter().map(String::as_str));
        }
        if let Some((name, english)) = &self.chosen {
            said.extend([name.as_str(), english.as_str()]);
        }
        if said.is_empty() {
            return without_readings(&words.with("field.right", &[("label", &self.label)]));
        }
        without_readings(&named(&self.label, &said.join(" "), words))
    }

    /// The field's line in the summary, where it is wrong.
    pub(crate) fn summary_line(&self, field: Field, words: Words) -> Option<SummaryLine> {
        let text = self.error.clone()?;
        Some(SummaryLine::new(target(field), self.id, &self.label, text, words))
    }
}

/// The field's name. The box's own text is a sentence, and no name for what is wrong.
pub(crate) fn label(field: Field, words: Words) -> String {
    if field == Field::Terms {
        words.t("terms.title").to_owned()
    } else {
        words.language.label(field)
    }
}

fn chosen(text: &str) -> Option<(String, String)> {
    let named = |found: Municipality| (found.full_name(), found.english());
    match look_up(text) {
        Lookup::Found(found) => Some(named(found)),
        Lookup::NeedsWard(_) | Lookup::Abolished(_) | Lookup::Unknown => None,
    }
}

/// The element of the field's first item: it takes the focus from the summary's link, and what is suggested.
fn target(field: Field) -> &'static str {
    field.items().first().map_or(field.name(), |item| item.name())
}

#[cfg(test)]
mod tests {
    use toroku::Language;

    use super::*;

    #[test]
    fn what_is_wrong_names_its_field_once() {
        for (language, label, text, expected) in [
            (Language::ENGLISH, "Sex", "Select your sex.", "Select your sex."),
            (Language::ENGLISH, "User name", "Enter your name.", "Enter your name."),
            (
                Language::ENGLISH,
                "Phone (the number)",
                "Select the ward.",
                "Phone (the number): Select the ward.",
            ),
            (Language::JAPANESE, "性別", "選択してください。", "性別：選択してください。"),
            (
                Language::JAPANESE,
                "住居地（町名・番地など）",
                "番地を入力してください。",
                "番地を入力してください。",
            ),
            (
                Language::PLAIN_JAPANESE,
                "名前（なまえ）（氏名（しめい））",
                "名前（なまえ）を書（か）いてください。",
                "名前（なまえ）を書（か）いてください。",
            ),
        ] {
            assert_eq!(named(label, text, Words::of(language)), expected);
        }
    }
}
