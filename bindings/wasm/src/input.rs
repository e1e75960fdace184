//! From a request to what a host can say to a registration.

use alloc::vec::Vec;

use toroku::{
    Category, Code, Field, Input, InputKind, Item, Language, ParamName, Personal, Prefecture,
    Problem,
};

use crate::exchange::{Request, text};
use crate::wrong::Wrong;

/// The parts of a reported problem, by their numbers in the request.
mod part {
    pub(super) const PROBLEM: u8 = 1;
    pub(super) const PARAM: u8 = 2;
    pub(super) const SUGGESTION: u8 = 3;
    pub(super) const TEXT: u8 = 4;
}

/// An input: its name, then what it carries.
pub(crate) fn input(mut request: Request<'_>) -> Result<Input, Wrong> {
    let kind = request.read("input", InputKind::by_name)?;
    let request = &mut request;
    Ok(match kind {
        InputKind::ChooseCategory => Input::ChooseCategory {
            category: request.read("category", Category::by_name)?,
            entropy: request.secret("entropy")?,
        },
        InputKind::Set => Input::Set { item: item(request)?, text: request.personal()? },
        InputKind::Clear => Input::Clear { item: item(request)? },
        InputKind::Fill => Input::Fill { items: items(request)? },
        InputKind::TakeSuggestion => {
            Input::TakeSuggestion { field: field(request)?, text: request.personal()? }
        }
        InputKind::SearchMunicipalities => Input::SearchMunicipalities {
            prefecture: prefecture(request)?,
            query: request.personal()?,
            limit: request.parsed("limit")?,
        },
        InputKind::ShowTerms => Input::ShowTerms,
        InputKind::Agree => Input::Agree { version: request.text()?.into() },
        InputKind::Disagree => Input::Disagree,
        InputKind::Confirm => Input::Confirm,
        InputKind::Back => Input::Back,
        InputKind::Register => {
            Input::Register { digest: request.parsed("digest")?, language: language(request)? }
        }
        InputKind::UserIdReserved => Input::UserIdReserved { user_id: request.parsed("user ID")? },
        InputKind::NumberReserved => Input::NumberReserved { number: request.parsed("number")? },
        InputKind::UserIdTaken => Input::UserIdTaken { user_id: request.parsed("user ID")? },
        InputKind::Committed => Input::Committed { key: request.parsed("key")? },
        InputKind::StorageFailed => Input::StorageFailed,
        InputKind::BackToTop => Input::BackToTop,
        InputKind::NotificationDelivered => {
            Input::NotificationDelivered { key: request.parsed("key")? }
        }
        InputKind::NotificationFailed => Input::NotificationFailed { key: request.parsed("key")? },
        InputKind::Registered => {
            Input::Registered { key: request.parsed("key")?, user_id: request.parsed("user ID")? }
        }
        InputKind::Refused => {
            Input::Refused { key: request.parsed("key")?, problems: problems(request)? }
        }
        InputKind::NotReached => Input::NotReached { key: request.parsed("key")? },
    })
}

/// The name of an item.
pub(crate) fn item(request: &mut Request<'_>) -> Result<Item, Wrong> {
    request.read("item", Item::by_name)
}

/// The name of a field.
pub(crate) fn field(request: &mut Request<'_>) -> Result<Field, Wrong> {
    request.read("field", Field::by_name)
}

/// The tag of a language.
pub(crate) fn language(request: &mut Request<'_>) -> Result<Language, Wrong> {
    request.read("language", Language::by_tag)
}

/// The number of a prefecture; an empty text is none.
pub(crate) fn prefecture(request: &mut Request<'_>) -> Result<Option<Prefecture>, Wrong> {
    request.read("prefecture", |text| {
        if text.is_empty() {
            return Some(None);
        }
        text.parse().ok().and_then(Prefecture::by_number).map(Some)
    })
}

/// Texts that carry the numbers of their items.
fn items(request: &mut Request<'_>) -> Result<Vec<(Item, Personal)>, Wrong> {
    let mut items = Vec::new();
    while let Some((number, bytes)) = request.entry()? {
        items.push((numbered(number)?, Personal::new(text(bytes)?)));
    }
    Ok(items)
}

/// The item with this number.
pub(crate) fn numbered(number: u8) -> Result<Item, Wrong> {
    Item::by_number(number.into()).ok_or(Wrong::Malformed("item"))
}

/// Problems that the office reports: code and field, then parameters, each a name and a text, suggestions, and the
/// office's own words. With words a problem is taken that this engine does not know, as it is older than the office's.
fn problems(request: &mut Request<'_>) -> Result<Vec<Problem>, Wrong> {
    let mut problems = Vec::new();
    while request.peek() == Some(part::PROBLEM) {
        let code = request.read("code", |text| Some(Code::by_name(text)))?;
        let field = field(request)?;
        let reported = code
            .ok_or(Wrong::Malformed("code"))
            .and_then(|code| Problem::reported(code, field).ok_or(Wrong::Malformed("problem")));
        let known = params(request, reported)?;
        let mut suggestions = Vec::new();
        while request.peek() == Some(part::SUGGESTION) {
            suggestions.push(request.personal()?);
        }
        let words = (request.peek() == Some(part::TEXT)).then(|| request.personal()).transpose()?;
        let problem = known.or_else(|wrong| words.map(|words| worded(field, words)).ok_or(wrong));
        problems.push(suggestions.into_iter().fold(problem?, Problem::with_suggestion));
    }
    Ok(problems)
}

/// Adds the parameters that follow, as far as the engine knows the problem and them; all are read.
fn params(
    request: &mut Request<'_>,
    mut known: Result<Problem, Wrong>,
) -> Result<Result<Problem, Wrong>, Wrong> {
    while request.peek() == Some(part::PARAM) {
        let name = request.read("parameter", |text| Some(ParamName::by_name(text)))?;
        let text = request.personal()?;
        known = known.and_then(|problem| {
            let name = name.ok_or(Wrong::Malformed("parameter"))?;
            problem.with_text(name, text).ok_or(Wrong::Malformed("problem"))
        });
    }
    Ok(known)
}

/// A problem in the office's own words.
fn worded(field: Field, words: Personal) -> Problem {
    let problem = Problem::reported(Code::TextNotAccepted, field);
    problem
        .and_then(|problem| problem.with_text(ParamName::Message, words))
        .expect("the code is of any field, and the parameter a text")
}
