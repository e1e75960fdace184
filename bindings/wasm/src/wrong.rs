//! What a caller can do wrong, as an answer. Nothing in it is what a person typed.

use alloc::string::ToString;

use toroku::{Misuse, PolicyError, SettingError, SnapshotError};

use crate::json::Json;

/// Why a call was refused. Nothing has changed.
#[derive(Clone, Copy)]
pub(crate) enum Wrong {
    /// The engine says that the host called wrongly.
    Misuse(Misuse),
    /// The snapshot cannot be used.
    Snapshot(SnapshotError),
    /// A setting cannot be.
    Policy(PolicyError),
    /// A setting's number cannot be.
    Setting(SettingError),
    /// An argument does not have the form that it must have: which, without its content.
    Malformed(&'static str),
}

impl Wrong {
    /// The class of the error in JavaScript, its name, its message, and the code to word for an applicant.
    pub(crate) fn write(self, json: &mut Json) {
        json.object(|json| match self {
            Self::Misuse(misuse) => {
                let name = match misuse {
                    Misuse::NotAccepted { state, input } => {
                        json.name("state").text(state.name());
                        json.name("input").text(input.name());
                        "not_accepted"
                    }
                    Misuse::OtherUserId => "other_user_id",
                    Misuse::OtherIssuing => "other_issuing",
                    Misuse::OtherNotification => "other_notification",
                    Misuse::NoProblems => "no_problems",
                    Misuse::Exhausted => "exhausted",
                    Misuse::WeakEntropy => "weak_entropy",
                };
                say(json, "misuse", name, &misuse.to_string());
                json.name("code").text(misuse.code().name());
            }
            Self::Snapshot(error) => {
                let name = match error {
                    SnapshotError::NotASnapshot => "not_a_snapshot",
                    SnapshotError::Newer { .. } => "newer",
                    SnapshotError::OtherKind => "other_kind",
                    SnapshotError::Broken => "broken",
                    SnapshotError::RolledBack => "rolled_back",
                };
                say(json, "snapshot", name, &error.to_string());
                json.name("code").text(error.code().name());
            }
            Self::Policy(error) => {
                let name = match error {
                    PolicyError::TermsVersion => "terms_version",
                    PolicyError::PasswordUrl => "password_url",
                    PolicyError::LoginUrl => "login_url",
                };
                say(json, "policy", name, &error.to_string());
            }
            Self::Setting(error) => say(json, "policy", "setting", &error.to_string()),
            Self::Malformed(what) => {
                say(json, "misuse", "malformed", "");
                json.name("what").text(what);
            }
        });
    }
}

fn say(json: &mut Json, class: &str, name: &str, message: &str) {
    json.name("class").text(class);
    json.name("name").text(name);
    json.name("message").text(message);
}

impl From<Misuse> for Wrong {
    fn from(misuse: Misuse) -> Self {
        Self::Misuse(misuse)
    }
}

impl From<SnapshotError> for Wrong {
    fn from(error: SnapshotError) -> Self {
        Self::Snapshot(error)
    }
}

impl From<PolicyError> for Wrong {
    fn from(error: PolicyError) -> Self {
        Self::Policy(error)
    }
}

impl From<SettingError> for Wrong {
    fn from(error: SettingError) -> Self {
        Self::Setting(error)
    }
}
