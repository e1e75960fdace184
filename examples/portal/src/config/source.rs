//! Where settings come from: environment variables, and under them a TOML file.

use std::collections::BTreeMap;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::settings::{SETTINGS, Setting};
use super::{ConfigError, ConfigErrors};

/// The settings' texts, and what was wrong with those looked at so far.
pub(super) struct Source<'a> {
    environment: &'a dyn Fn(&str) -> Option<String>,
    file: BTreeMap<String, String>,
    path: Option<PathBuf>,
    pub(super) errors: Vec<ConfigError>,
}

impl<'a> Source<'a> {
    /// Reads the file, if there is one. What is in it and is no setting is an error.
    pub(super) fn new(
        path: Option<&Path>,
        environment: &'a dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigErrors> {
        let named = environment("TOROKU_CONFIG").filter(|path| !path.is_empty());
        let path = path.map(Path::to_owned).or_else(|| named.map(PathBuf::from));
        let mut source = Self { environment, file: BTreeMap::new(), path, errors: Vec::new() };
        if let Some(path) = source.path.clone() {
            let name = || path.display().to_string();
            let text = fs::read_to_string(&path)
                .map_err(|error| ConfigErrors::of(name(), format!("cannot be read: {error}")))?;
            // The message shows the place; the text of the line could hold a password.
            let table: toml::Table = toml::from_str(&text).map_err(|error: toml::de::Error| {
                let before = error.span().and_then(|span| text.get(..span.start));
                let line = before.map_or(1, |before| before.matches('\n').count() + 1);
                ConfigErrors::of(name(), format!("line {line}: {}", error.message()))
            })?;
            source.flatten("", table);
        }
        Ok(source)
    }

    fn flatten(&mut self, prefix: &str, table: toml::Table) {
        for (name, value) in table {
            let key = format!("{prefix}{name}");
            let text = match value {
                toml::Value::Table(table) => {
                    self.flatten(&format!("{key}."), table);
                    continue;
                }
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Boolean(true) => "on".into(),
                toml::Value::Boolean(false) => "off".into(),
                toml::Value::Float(_) | toml::Value::Datetime(_) | toml::Value::Array(_) => {
                    self.refuse_key(&key, "must be a text, a whole number, true or false");
                    continue;
                }
            };
            if SETTINGS.iter().any(|setting| setting.key == key) {
                self.file.insert(key, text);
            } else {
                self.refuse_key(&key, "there is no such setting; see toroku-portal --help");
            }
        }
    }

    fn refuse_key(&mut self, key: &str, reason: &str) {
        let path = self.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        self.errors.push(ConfigError { name: format!("{key} in {path}"), reason: reason.into() });
    }

    /// Notes that a setting cannot be used.
    pub(super) fn refuse(&mut self, key: &str, reason: impl Into<String>) {
        let setting = known(key);
        // Named as the operator has written it.
        let is_of_file = self.file.contains_key(key) && self.variable(setting).is_none();
        let name = if is_of_file { key.to_owned() } else { setting.variable() };
        self.errors.push(ConfigError { name, reason: reason.into() });
    }

    fn variable(&self, setting: &Setting) -> Option<String> {
        (self.environment)(&setting.variable()).filter(|text| !text.is_empty())
    }

    /// The setting's text, if it is set.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let setting = known(key);
        self.variable(setting)
            .or_else(|| self.file.get(key).filter(|text| !text.is_empty()).cloned())
    }

    /// The setting's value; an error where the text is none.
    pub(super) fn parsed<T: FromStr>(&mut self, key: &str, reason: &str) -> Option<T> {
        let text = self.text(key)?;
        let value = text.trim().parse().ok();
        if value.is_none() {
            self.refuse(key, reason);
        }
        value
    }

    /// Puts a whole number of a range in the default's place, if one is set.
    pub(super) fn number(&mut self, key: &str, range: RangeInclusive<u32>, place: &mut u32) {
        let reason = format!("must be a whole number from {} to {}", range.start(), range.end());
        match self.parsed(key, &reason) {
            Some(number) if range.contains(&number) => *place = number,
            Some(_) => self.refuse(key, reason),
            None => {}
        }
    }

    /// on or off.
    pub(super) fn switch(&mut self, key: &str) -> Option<bool> {
        match self.text(key)?.as_str() {
            "on" => Some(true),
            "off" => Some(false),
            _ => {
                self.refuse(key, "must be on or off");
                None
            }
        }
    }

    /// One of the names, whose value it is.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
            self.refuse(key, format!("must be {}", names.join(" or ")));
        }
        found
    }

    /// An address of the web.
    pub(super) fn web_address(&mut self, key: &str) -> Option<String> {
        let url = self.text(key)?;
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if is_web && url.len() <= 2048 && url.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Some(url);
        }
        self.refuse(key, "must be an https:// or http:// address");
        None
    }
}

fn known(key: &str) -> &'static Setting {
    SETTINGS.iter().find(|setting| setting.key == key).expect("only settings of the list are read")
}
