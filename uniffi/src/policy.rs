//! What the host decides.

use std::sync::Arc;

use thiserror::Error;
use toroku::password as engine;

use crate::field::Field;
use crate::mirror::mirror;
use crate::misuse::Misuse;
use crate::values::Secret;

macro_rules! settings {
    (
        $(#[$doc:meta])* $set:ident $table:literal
        policy { $(
            $(#[$row:meta])* $number:literal $variant:ident $text:literal
                $field:ident: $type:ident as $kept:ty = $default:expr, $with:ident $getter:ident;
        )* }
        rules $rules:tt
        password { $(
            $(#[$password_row:meta])* $password_number:literal $password:ident $password_text:literal
                $password_field:ident: $password_type:ident = $password_default:expr, in $span:expr,
                $password_with:ident $error:ident $message:literal;
        )* }
        lengths $lengths:tt
    ) => {
        /// The host's settings. What is left out is the engine's default.
        #[derive(Clone, Debug, uniffi::Record)]
        pub struct PolicySettings {
            /// The version of the Terms of Use in force.
            pub terms_version: String,
            /// The address of the page where a password is set: absolute, `https`, no query. Mails link to it.
            pub password_url: String,
            /// The address of the page to log in at, for reminders.
            #[uniffi(default = None)]
            pub login_url: Option<String>,
            $(
                $(#[$row])*
                #[uniffi(default = None)]
                pub $field: Option<$type>,
            )*
            /// Whether the office issues the user IDs: the app submits what was confirmed, and needs neither a
            /// store nor a `sequence_key`.
            #[uniffi(default = None)]
            pub issued_by_office: Option<bool>,
            /// 32 bytes: user IDs come from the store's sequence, permuted under this key, instead of at
            /// random.
            #[uniffi(default = None)]
            pub sequence_key: Option<Secret>,
            /// The user types to choose from, in the order of the screen.
            #[uniffi(default = None)]
            pub user_types: Option<Vec<UserTypeOffer>>,
            /// Rules of the host's own; the whole canonical value must match.
            #[uniffi(default = None)]
            pub patterns: Option<Vec<PatternRule>>,
            /// The rules for passwords and links.
            #[uniffi(default = None)]
            pub password: Option<PasswordSettings>,
        }

        impl PolicySettings {
            /// The policy with the settings of the table.
            fn applied(&self, mut policy: toroku::Policy) -> toroku::Policy {
                $(
                    if let Some(value) = self.$field {
                        policy = policy.$with(value);
                    }
                )*
                policy
            }
        }

        /// The rules for passwords, links and reminders. What is left out is the engine's default.
        #[derive(Clone, Debug, uniffi::Record)]
        pub struct PasswordSettings {
            /// Which rules a new password must meet.
            #[uniffi(default = None)]
            pub rules: Option<PasswordRules>,
            /// The fewest and most characters.
            #[uniffi(default = None)]
            pub lengths: Option<PasswordLengths>,
            $(
                $(#[$password_row])*
                #[uniffi(default = None)]
                pub $password_field: Option<$password_type>,
            )*
            /// How many days before its end a password is reminded of.
            #[uniffi(default = None)]
            pub reminder_days: Option<Vec<u16>>,
            /// What one hash costs.
            #[uniffi(default = None)]
            pub hash_cost: Option<HashCost>,
        }

        impl PasswordSettings {
            /// The policy with the settings of the table.
            fn applied(
                &self,
                mut policy: engine::PasswordPolicy,
            ) -> Result<engine::PasswordPolicy, engine::PasswordPolicyError> {
                $(
                    if let Some(value) = self.$password_field {
                        policy = policy.$password_with(value)?;
                    }
                )*
                Ok(policy)
            }
        }

        /// A setting that cannot be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Error, uniffi::Error)]
        #[uniffi::export(Display)]
        pub enum PolicyError {
            /// The version of the terms is empty, or more than 64 bytes.
            #[error("the version of the terms must have 1 to 64 bytes")]
            TermsVersion,
            /// The password address may not stand in a mail.
            #[error("the password address must be an absolute https address without query or fragment")]
            PasswordUrl,
            /// The login address may not stand in a mail.
            #[error("the login address must be an absolute https address without query or fragment")]
            LoginUrl,
            /// The sequence key is not 32 bytes, or all its bytes are the same.
            #[error("the sequence key must be 32 random bytes")]
            SequenceKey,
            /// A sequence key, where the office issues.
            #[error("where the office issues user IDs there is no sequence key")]
            TwoIssuers,
            /// Not a regular expression, or too large a one.
            #[error("a pattern is not a regular expression, or too large a one")]
            PatternExpression,
            /// The field has no text to match.
            #[error("a pattern's field has no text to match")]
            PatternField,
            /// This library was built without patterns.
            #[error("this library was built without patterns")]
            PatternsLeftOut,
            /// The password lengths are out of range.
            #[error("{}", engine::PasswordPolicyError::Lengths)]
            PasswordLengths,
            $(
                #[doc = $message]
                #[error($message)]
                $error,
            )*
            /// The reminders are out of range.
            #[error("{}", engine::PasswordPolicyError::Reminders)]
            Reminders,
            /// The cost of hashing is out of range.
            #[error("{}", engine::PasswordPolicyError::Cost)]
            Cost,
        }

        impl From<engine::PasswordPolicyError> for PolicyError {
            fn from(error: engine::PasswordPolicyError) -> Self {
                use engine::PasswordPolicyError as Engine;
                match error {
                    Engine::Lengths => Self::PasswordLengths,
                    $(Engine::$error => Self::$error,)*
                    Engine::Reminders => Self::Reminders,
                    Engine::Cost => Self::Cost,
                }
            }
        }
    };
}

toroku::setting_table! { [settings] }

toroku::password_rules_table! { [mirror] PasswordRules = toroku::password::PasswordRules => }

/// The fewest and most characters of a password.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PasswordLengths {
    /// The fewest.
    pub min: u16,
    /// The most.
    pub max: u16,
}

/// What one Argon2id hash costs.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HashCost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// A user type that the host offers.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct UserTypeOffer {
    /// The name that the item's text must be.
    pub name: String,
    /// The text for people, in Japanese and English.
    pub text: String,
}

/// A regular expression that the whole canonical value of a field must match, beside the built-in rule.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PatternRule {
    /// The field it is about.
    pub field: Field,
    /// The name that the problem carries, by which the host finds its own wording.
    pub name: String,
    /// The expression; the engine anchors it at both ends.
    pub expression: String,
}

/// One choice of a list at STEP1.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Choice {
    /// What to set the item to.
    pub value: String,
    /// What to show.
    pub text: String,
}

impl From<toroku::PolicyError> for PolicyError {
    fn from(error: toroku::PolicyError) -> Self {
        match error {
            toroku::PolicyError::TermsVersion => Self::TermsVersion,
            toroku::PolicyError::PasswordUrl => Self::PasswordUrl,
            toroku::PolicyError::LoginUrl => Self::LoginUrl,
        }
    }
}

#[cfg(feature = "patterns")]
impl From<toroku::PatternError> for PolicyError {
    fn from(error: toroku::PatternError) -> Self {
        match error {
            toroku::PatternError::Expression => Self::PatternExpression,
            toroku::PatternError::Field => Self::PatternField,
        }
    }
}

/// The host's settings, checked: made once, shared by all registrations and password setups.
#[derive(Debug, uniffi::Object)]
pub struct Policy {
    pub(crate) engine: toroku::Policy,
}

#[uniffi::export]
impl Policy {
    /// Checks the settings.
    #[uniffi::constructor]
    pub fn new(settings: PolicySettings) -> Result<Arc<Self>, PolicyError> {
        let mut policy = toroku::Policy::new(&settings.terms_version, &settings.password_url)?;
        if let Some(url) = &settings.login_url {
            policy = policy.with_login_url(url)?;
        }
        policy = settings.applied(policy);
        if let Some(key) = &settings.sequence_key {
            let key = key.sized().and_then(|key| Ok(toroku::SequenceKey::new(&key)?));
            let key = key.map_err(|_: Misuse| PolicyError::SequenceKey)?;
            policy = policy.with_issuance(toroku::Issuance::Sequence(key));
        }
        if settings.issued_by_office == Some(true) {
            if settings.sequence_key.is_some() {
                return Err(PolicyError::TwoIssuers);
            }
            policy = policy.with_issuance(toroku::Issuance::Office);
        }
        if let Some(offers) = &settings.user_types {
            let offer = |it: &UserTypeOffer| toroku::UserTypeOffer::new(&it.name, &it.text);
            policy = policy.with_user_types(offers.iter().map(offer).collect());
        }
        for rule in settings.patterns.iter().flatten() {
            policy = with_pattern(policy, rule)?;
        }
        if let Some(password) = &settings.password {
            policy = policy.with_password(password.engine()?);
        }
        Ok(Arc::new(Self { engine: policy }))
    }

    /// The version of the Terms of Use in force.
    pub fn terms_version(&self) -> String {
        self.engine.terms_version().to_owned()
    }

    /// The choices of the user type at STEP1.
    pub fn user_types(&self) -> Vec<Choice> {
        let choice = |offer: &toroku::UserTypeOffer| Choice {
            value: offer.name().to_owned(),
            text: offer.text().to_owned(),
        };
        self.engine.user_types().iter().map(choice).collect()
    }
}

/// The choices of the sex at STEP1.
#[uniffi::export]
pub fn sexes() -> Vec<Choice> {
    let choice = |sex: toroku::Sex| Choice {
        value: sex.name().to_owned(),
        text: sex.entry_text().to_owned(),
    };
    toroku::Sex::ALL.iter().copied().map(choice).collect()
}

#[cfg(feature = "patterns")]
fn with_pattern(policy: toroku::Policy, rule: &PatternRule) -> Result<toroku::Policy, PolicyError> {
    let rule = toroku::PatternRule::new(rule.field.into(), &rule.name, &rule.expression)?;
    Ok(policy.with_pattern(rule))
}

#[cfg(not(feature = "patterns"))]
fn with_pattern(_: toroku::Policy, _: &PatternRule) -> Result<toroku::Policy, PolicyError> {
    Err(PolicyError::PatternsLeftOut)
}

impl PasswordSettings {
    fn engine(&self) -> Result<engine::PasswordPolicy, PolicyError> {
        let mut policy = match self.rules {
            Some(rules) => engine::PasswordPolicy::new(rules.into()),
            None => engine::PasswordPolicy::default(),
        };
        if let Some(lengths) = &self.lengths {
            policy = policy.with_lengths(lengths.min, lengths.max)?;
        }
        policy = self.applied(policy)?;
        if let Some(days) = &self.reminder_days {
            policy = policy.with_reminder_days(days)?;
        }
        if let Some(cost) = &self.hash_cost {
            policy = policy.with_hash_cost(cost.engine()?);
        }
        Ok(policy)
    }
}

impl HashCost {
    pub(crate) fn engine(&self) -> Result<engine::HashCost, PolicyError> {
        Ok(engine::HashCost::new(self.memory_kib, self.passes, self.lanes)?)
    }
}
