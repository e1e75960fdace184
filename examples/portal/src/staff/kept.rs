//! What a member of the staff was about to do when the session had ended: it waits on the login page, and is done by
//! nobody but them, once they have seen it again.

use toroku::Personal;

use crate::request::Form;

/// What a form's texts are called on the login page, which has names of its own.
const PREFIX: &str = "kept_";
/// The texts of the staff's forms: of the search, and of the address that is corrected.
const TEXTS: [&str; 5] = ["user_id", "name", "email", "from", "to"];
/// The most characters of one.
const MOST: usize = 320;

/// Where to go after the login, and what was typed for there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    /// A page of the staff's, or what its form was sent to; empty where it does not matter.
    pub(crate) back: String,
    typed: Vec<(&'static str, Personal)>,
}

impl Kept {
    /// A page to come back to; anything else is nowhere to go to. The letters are those of addresses that the staff's
    /// pages link to: with them alone no address leads elsewhere.
    pub(crate) fn page(back: &str) -> Self {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-".contains(&byte);
        let is_staffs =
            back.starts_with("/staff/") && back.len() <= 200 && back.bytes().all(is_plain);
        let back = if is_staffs { back.to_owned() } else { String::new() };
        Self { back, typed: Vec::new() }
    }

    /// A form that was sent to this path.
    pub(crate) fn form(path: &str, form: &Form) -> Self {
        Self { typed: texts(|name| form.get(name)), ..Self::page(path) }
    }

    /// What the login page has sent along.
    pub(crate) fn sent(form: &Form) -> Self {
        let typed = texts(|name| form.get(&format!("{PREFIX}{name}")));
        Self { typed, ..Self::page(form.text("back")) }
    }

    /// Whether anything was typed.
    pub(crate) fn has_texts(&self) -> bool {
        self.typed.iter().any(|(_, text)| !text.expose().trim().is_empty())
    }

    /// A text of the form; empty where it has none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.typed.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text.expose())
    }

    /// What the login page holds of it: names and texts.
    pub(crate) fn inputs(&self) -> Vec<(String, &str)> {
        let typed =
            self.typed.iter().map(|(name, text)| (format!("{PREFIX}{name}"), text.expose()));
        std::iter::once(("back".to_owned(), self.back.as_str())).chain(typed).collect()
    }

    /// The user ID and the order that the form was for, where it was sent from a registration's page.
    pub(crate) fn order(&self) -> Option<(&str, &str)> {
        self.back.strip_prefix("/staff/people/")?.split_once('/')
    }
}

fn texts<'f>(get: impl Fn(&str) -> Option<&'f str>) -> Vec<(&'static str, Personal)> {
    let text = |name| Some((name, get(name)?.chars().take(MOST).collect::<String>().into()));
    TEXTS.into_iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_staffs_are_gone_back_to() {
        for back in ["/staff/audit", "/staff/people/hdlpf38617", "/staff/people/hdlpf38617/lock"] {
            assert_eq!(Kept::page(back).back, back);
        }
        for other in [
            "",
            "/",
            "/staff",
            "/staffroom",
            "/account",
            "//evil.example/staff/",
            "https://evil.example/staff/",
            "/staff/../logout",
            "/staff/%2e%2e/logout",
            "/staff/\\evil.example",
            "/staff/a\r\nb",
            "/staff/people/hdlpf38617?said=done",
        ] {
            assert_eq!(Kept::page(other).back, "", "{other}");
        }
    }
}
