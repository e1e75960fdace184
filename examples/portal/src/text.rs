//! The portal's own words, by language.
//!
//! They stand in `text/<tag>.tsv`, one line a key, a tab between key and text; fields, problems, buttons and
//! what else apps show too come from the engine's catalogue. `{braces}` are places to fill in.

use std::collections::HashMap;
use std::sync::OnceLock;

use toroku::Language;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

type Table = HashMap<&'static str, &'static str>;

fn tables() -> &'static [(Language, Table)] {
    static TABLES: OnceLock<Vec<(Language, Table)>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables: Vec<_> = FILES
            .iter()
            // A file in a language that the engine has no words in waits until it has.
            .filter_map(|(tag, file)| {
                let language = Language::by_tag(tag)?;
                Some((language, language.texts().chain(parsed(file)).collect()))
            })
            .collect();
        // The manual's own language first, the others by their tags.
        tables.sort_by_key(|(language, _)| (*language != Language::JAPANESE, language.tag()));
        tables
    })
}

fn parsed(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    /// The language.
    pub(crate) language: Language,
    table: &'static Table,
}

impl Words {
    /// The words of `language`; English where the portal has none in it.
    pub(crate) fn of(language: Language) -> Self {
        let tables = tables();
        let found = tables.iter().find(|(one, _)| *one == language);
        let (language, table) = found
            .or_else(|| tables.iter().find(|(one, _)| *one == Language::ENGLISH))
            .expect("text/en.tsv is part of the sources");
        Self { language: *language, table }
    }

    /// The languages that the portal has words in, in the order of the switch.
    pub(crate) fn languages() -> impl Iterator<Item = Language> {
        tables().iter().map(|(language, _)| *language)
    }

    /// The language's tag, for HTML's `lang`.
    pub(crate) fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// The text of a key, the portal's own or the engine's. The key itself where there is none, which a test keeps
    /// from happening.
    pub(crate) fn t<'k>(&self, key: &'k str) -> &'k str {
        self.table.get(key).copied().unwrap_or(key)
    }

    /// The text of a key with its places filled in. What is filled in is not looked at again.
    pub(crate) fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.t(key);
        while let Some((before, opened)) = rest.split_once('{') {
            let Some((name, after)) = opened.split_once('}') else { break };
            out.push_str(before);
            out.push_str(
                values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value),
            );
            rest = after;
        }
        out + rest
    }

    /// A text of the engine's catalogue. Its keys are the engine's promise; one that is not there is shown
    /// as it is.
    pub(crate) fn engine(&self, key: &str) -> String {
        self.language.text(key).unwrap_or_else(|| key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
    }

    #[test]
    fn every_language_has_the_same_keys_and_places() {
        let english: HashMap<_, _> =
            parsed(FILES.iter().find(|(tag, _)| *tag == "en").unwrap().1).collect();
        for (tag, file) in FILES {
            let lines: Vec<_> = parsed(file).collect();
            let table: HashMap<_, _> = lines.iter().copied().collect();
            assert_eq!(lines.len(), table.len(), "{tag}: a key stands twice");
            let engines = |key: &&&str| Language::ENGLISH.text(key).is_some();
            assert_eq!(table.keys().find(engines), None, "{tag}: the engine's catalogue has it");
            let keys = |table: &Table| table.keys().copied().collect::<BTreeSet<_>>();
            assert_eq!(keys(&table), keys(&english), "{tag}");
            for (key, text) in &table {
                assert!(!text.trim().is_empty(), "{tag} {key}");
                assert!(places(text).is_subset(&places(english[key])), "{tag} {key}");
            }
            assert!(Language::by_tag(tag).is_some(), "{tag}: the engine has no words in it");
        }
    }

    /// As the engine's own words: a reading stands behind each word that has kanji.
    #[test]
    fn every_kanji_of_plain_japanese_has_its_reading() {
        let is_kanji = |c: char| matches!(c, '一'..='鿿' | '々');
        let (_, file) = FILES.iter().find(|(tag, _)| *tag == "ja-x-easy").unwrap();
        for (key, text) in parsed(file) {
            let text = text.replace("【在留申請オンラインシステム】", "");
            for part in text.split_inclusive('）') {
                let Some(first) = part.find(is_kanji) else { continue };
                let (word, reading) = part[first..].split_once('（').unwrap_or_default();
                // 都道府県 and the like are the longest words; what is longer is a compound.
                let is_word = word.chars().all(is_kanji) && matches!(word.chars().count(), 1..=4);
                let is_read = reading.starts_with(|c| matches!(c, 'ぁ'..='ん'));
                assert!(is_word && is_read, "{key}: {part}");
            }
        }
    }

    /// Keys as templates and sources name them: `t("…")` and `with("…"`.
    #[test]
    fn every_key_is_used_and_every_used_key_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sources = String::new();
        for folder in ["templates", "src", "src/api", "src/operator", "src/pages", "src/mail"] {
            for entry in fs::read_dir(root.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() && path.file_name().is_some_and(|name| name != "text.rs") {
                    sources.push_str(&fs::read_to_string(path).unwrap());
                }
            }
        }
        let words = Words::of(Language::ENGLISH);
        for call in [".t(\"", ".with(\""] {
            for rest in sources.split(call).skip(1) {
                let rest = rest.trim_start().trim_start_matches('"');
                let key = rest.split('"').next().unwrap();
                assert!(words.table.contains_key(key), "no text for {key}");
            }
        }
        for (key, _) in parsed(FILES.iter().find(|(tag, _)| *tag == "en").unwrap().1) {
            assert!(sources.contains(&format!("\"{key}\"")), "nothing uses {key}");
        }
    }
}
