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

    /// What a choice says, for who reads neither Japanese nor English: its own text is in these two.
    pub(crate) fn meaning(&self, key: &str) -> Option<&'static str> {
        match self.language {
            Language::JAPANESE | Language::ENGLISH => None,
            _ => self.table.get(key).copied(),
        }
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

    fn without_readings(text: &str) -> String {
        let is_kana = |c| matches!(c, 'ぁ'..='ん' | 'ー');
        let mut parts = text.split('（');
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            match part.split_once('）') {
                Some((reading, rest)) if reading.chars().all(is_kana) => out.push_str(rest),
                _ => out.extend(["（", part]),
            }
        }
        out
    }

    /// What a text puts between quotation marks stands on a page just so: a button, a label, a title.
    #[test]
    fn what_is_quoted_is_there() {
        let quoted = |text: &str, open, close| -> Vec<String> {
            let parts = text.split(open).skip(1).filter_map(|rest| rest.split_once(close));
            parts.map(|(quoted, _)| quoted.to_owned()).collect()
        };
        let mut count = 0;
        for (language, table) in tables() {
            let texts: Vec<_> = tables()
                .iter()
                // The manual's own names stand in Japanese everywhere.
                .filter(|(one, _)| one == language || *one == Language::JAPANESE)
                .flat_map(|(_, table)| {
                    table.iter().map(|(key, text)| (*key, without_readings(text)))
                })
                .collect();
            for (key, text) in table {
                let text = without_readings(text);
                for name in [quoted(&text, '「', '」'), quoted(&text, '“', '”')].concat() {
                    // A place to fill in, and a character that is typed, are no names; guides have numbers.
                    let name = name.trim_start_matches("1. ");
                    if name.contains('{') || !name.contains(char::is_alphabetic) {
                        continue;
                    }
                    let is_there =
                        texts.iter().any(|(other, text)| other != key && text.contains(name));
                    assert!(is_there, "{language} {key}: there is no “{name}”");
                    count += 1;
                }
            }
        }
        assert!(count > 20, "{count}");
    }

    /// One thing has one name, and a plain one.
    #[test]
    fn no_other_word_is_used_for_the_same_thing() {
        let others: [(_, &[_]); 3] = [
            (
                Language::ENGLISH,
                &[
                    "sign",
                    "small letter",
                    "half-width",
                    "full-width",
                    "machine-readable",
                    "url",
                    "homepage",
                    "home page",
                ],
            ),
            (
                Language::JAPANESE,
                &["URL", "旅券", "機械読取", "ホームページ", "ホーム画面", "前の画面"],
            ),
            (
                Language::PLAIN_JAPANESE,
                &["URL", "入力", "記入", "電子メール", "たくさんの人", "ホームページ", "前の画面"],
            ),
        ];
        for (language, others) in others {
            let (_, table) = tables().iter().find(|(one, _)| *one == language).unwrap();
            for (key, text) in table {
                let mut text = without_readings(text);
                if language == Language::ENGLISH {
                    text.make_ascii_lowercase();
                }
                for other in others {
                    let is_there = text.match_indices(other).any(|(at, _)| {
                        // An English word by itself, and its plural.
                        let around =
                            [&text[..at], text[at + other.len()..].trim_start_matches('s')];
                        !(around[0].ends_with(|c: char| c.is_ascii_alphabetic())
                            || around[1].starts_with(|c: char| c.is_ascii_alphabetic()))
                    });
                    assert!(!is_there, "{language} {key}: {other}");
                }
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
