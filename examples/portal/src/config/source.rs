//! Where settings come from: environment variables, and under them a TOML file, and under that the defaults.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use config::{Config as Layers, File, FileFormat, Map, Source as _, Value, ValueKind};

use super::kind::switch;
use super::settings::{Default, SETTINGS, Setting};
use super::{ConfigError, ConfigErrors};

/// The settings' texts, and what is wrong with them so far.
pub(super) struct Source {
    file: Layers,
    layers: Layers,
    path: PathBuf,
    /// With the index of the setting, for their order; one for each setting at most.
    errors: Vec<(Option<usize>, ConfigError)>,
}

impl Source {
    /// Reads the file, if there is one, and looks at every setting by itself. What is in the file and is no
    /// setting is an error.
    pub(super) fn new(
        path: Option<&Path>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigErrors> {
        let variable = |name: &str| environment(name).filter(|text| !text.is_empty());
        let path =
            path.map(Path::to_owned).or_else(|| variable("TOROKU_CONFIG").map(PathBuf::from));
        let file = path.as_deref().map_or(Ok(Layers::default()), read)?;
        let mut layers = Layers::builder().add_source(file.clone());
        for setting in SETTINGS {
            layers = layers
                .set_override_option(setting.key, variable(&setting.variable()))
                .expect("the settings' keys can be read");
        }
        let layers = layers.build().expect("texts can be laid over a file");
        let path = path.unwrap_or_default();
        let mut source = Self { file, layers, path, errors: Vec::new() };
        let keys = source.file.collect().unwrap_or_default();
        source.look_through("", keys);
        for setting in SETTINGS {
            if let Some(text) = source.given(setting.key)
                && let Err(reason) = setting.kind.check(&text)
            {
                source.refuse(setting.key, reason);
            }
        }
        Ok(source)
    }

    /// Refuses what the file has and no setting can be.
    fn look_through(&mut self, prefix: &str, table: Map<String, Value>) {
        for (name, value) in table {
            let key = format!("{prefix}{name}");
            let index = SETTINGS.iter().position(|setting| setting.key == key);
            let reason = match (value.kind, index) {
                (ValueKind::Table(table), None) => {
                    self.look_through(&format!("{key}."), table);
                    continue;
                }
                (ValueKind::String(_) | ValueKind::I64(_) | ValueKind::Boolean(_), Some(_)) => {
                    continue;
                }
                (_, Some(_)) => "must be a text, a whole number, true or false",
                (_, None) => "there is no such setting; see toroku-portal --help",
            };
            let name = format!("{key} in {}", self.path.display());
            self.errors.push((index, ConfigError { name, reason: reason.into() }));
        }
    }

    /// Notes that a setting cannot be used; the first reason is the one that is shown.
    pub(super) fn refuse(&mut self, key: &str, reason: impl Into<String>) {
        let (index, setting) = known(key);
        if self.errors.iter().any(|(known, _)| *known == Some(index)) {
            return;
        }
        // Named as the operator has written it.
        let text = |layers: &Layers| layers.get_string(key).ok();
        let is_of_file = text(&self.file).is_some() && text(&self.file) == text(&self.layers);
        let name = if is_of_file { key.to_owned() } else { setting.variable() };
        self.errors.push((Some(index), ConfigError { name, reason: reason.into() }));
    }

    /// All that was refused, in the order of the settings; what is no setting comes first.
    pub(super) fn finish(mut self) -> Result<(), ConfigErrors> {
        self.errors.sort_by_key(|(index, _)| *index);
        let errors: Vec<_> = self.errors.into_iter().map(|(_, error)| error).collect();
        if errors.is_empty() { Ok(()) } else { Err(ConfigErrors(errors)) }
    }

    /// The text that the operator has given the setting, if any.
    pub(super) fn given(&self, key: &str) -> Option<String> {
        self.layers.get_string(key).ok().filter(|text| !text.is_empty())
    }

    /// The setting's text: as given, if it can be used, else the default.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let (_, setting) = known(key);
        let given = self.given(key).filter(|text| setting.kind.check(text).is_ok());
        given.or(match setting.default {
            Default::Is(text) => Some(text.into()),
            Default::Absent(_) => None,
        })
    }

    /// The setting's value.
    pub(super) fn value<T: FromStr>(&self, key: &str) -> Option<T> {
        self.text(key)?.parse().ok()
    }

    /// The value of a setting with a default.
    pub(super) fn required<T: FromStr>(&self, key: &str) -> T {
        self.value(key).expect("the defaults are of their settings' kinds")
    }

    /// Whether the switch is on.
    pub(super) fn switch(&self, key: &str) -> Option<bool> {
        switch(&self.text(key)?)
    }
}

/// Reads a TOML file. The message shows the line's number; its text could hold a password.
fn read(path: &Path) -> Result<Layers, ConfigErrors> {
    let refused = |reason: String| {
        ConfigErrors(vec![ConfigError { name: path.display().to_string(), reason }])
    };
    let text =
        fs::read_to_string(path).map_err(|error| refused(format!("cannot be read: {error}")))?;
    let file = Layers::builder().add_source(File::from_str(&text, FileFormat::Toml)).build();
    file.map_err(|error| {
        let config::ConfigError::FileParse { cause, .. } = &error else {
            return refused("is no TOML".into());
        };
        let Some(error) = cause.downcast_ref::<toml::de::Error>() else {
            return refused(cause.to_string());
        };
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        refused(format!("line {line}: {}", error.message()))
    })
}

fn known(key: &str) -> (usize, &'static Setting) {
    let mut settings = SETTINGS.iter().enumerate();
    settings.find(|(_, setting)| setting.key == key).expect("only settings of the list are read")
}
