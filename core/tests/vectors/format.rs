//! The shapes that several files of vectors share.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A text, or a text repeated.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Text {
    Plain(String),
    Repeated { text: String, times: usize },
}

impl Text {
    pub(crate) fn whole(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Repeated { text, times } => text.repeat(*times),
        }
    }
}

pub(crate) type Items = BTreeMap<String, Text>;

/// The policy's settings; what is left out is the default.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PolicySettings {
    pub(crate) terms_version: Option<String>,
    pub(crate) strict: bool,
    pub(crate) phone_plan_required: bool,
    pub(crate) birth_unknown_first: bool,
    pub(crate) inactivity_limit: Option<u32>,
    pub(crate) draft_outlives_expiry: Option<bool>,
    pub(crate) issued_by_office: Option<bool>,
    pub(crate) sequence_key: Option<String>,
    pub(crate) user_types: Option<Vec<UserTypeSetting>>,
    pub(crate) patterns: Vec<PatternSetting>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserTypeSetting {
    pub(crate) name: String,
    pub(crate) text: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatternSetting {
    pub(crate) field: String,
    pub(crate) name: String,
    pub(crate) expression: String,
}

/// A problem or notice as expected: code, parameters by name, suggestions.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Said {
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) params: BTreeMap<String, serde_json::Value>,
    #[serde(default)]
    pub(crate) suggestions: Vec<String>,
}
