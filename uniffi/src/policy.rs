//! What the host decides.

use std::sync::Arc;

use thiserror::Error;
use toroku::password as engine;

use crate::field::Field;
use crate::mirror::mirror;
use crate::misuse::Misuse;
use crate::values::Secret;

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
    /// No conversions: what would have been converted is a problem with the converted text as suggestion.
    #[uniffi(default = None)]
    pub strict: Option<bool>,
    /// A phone number outside Japan's numbering plan is a problem instead of a notice.
    #[uniffi(default = None)]
    pub phone_plan_required: Option<bool>,
    /// After this many seconds without an input, entry and confirmation expire.
    #[uniffi(default = None)]
    pub inactivity_limit: Option<u32>,
    /// Whether an expired registration that is started again keeps what was entered.
    #[uniffi(default = None)]
    pub draft_outlives_expiry: Option<bool>,
    /// 32 bytes: user IDs come from the store's sequence, permuted under this key, instead of at random.
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

/// The rules for passwords, links and reminders. What is left out is the engine's default.
#[derive(Clone, Debug, uniffi::Record)]
pub struct PasswordSettings {
    /// Which rules a new password must meet.
    #[uniffi(default = None)]
    pub rules: Option<PasswordRules>,
    /// The fewest and most characters.
    #[uniffi(default = None)]
    pub lengths: Option<PasswordLengths>,
    /// How many seconds a link can be used.
    #[uniffi(default = None)]
    pub link_lifetime: Option<u32>,
    /// How many wrong tokens make a link void.
    #[uniffi(default = None)]
    pub max_failures: Option<u8>,
    /// How many links are made within any 24 hours.
    #[uniffi(default = None)]
    pub links_per_day: Option<u8>,
    /// How many years a password is valid.
    #[uniffi(default = None)]
    pub validity_years: Option<u8>,
    /// How many days before its end a password is reminded of.
    #[uniffi(default = None)]
    pub reminder_days: Option<Vec<u16>>,
    /// What one hash costs.
    #[uniffi(default = None)]
    pub hash_cost: Option<HashCost>,
}

mirror! {
    /// Which rules a new password must meet.
    PasswordRules = toroku::password::PasswordRules {
        /// NIST SP 800-63B-4: length counts, composition does not.
        NistB4,
        /// As older systems have it: a letter, a digit and a sign of printable ASCII.
        Legacy,
    }
}

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
    /// A link's lifetime is out of range.
    #[error("{}", engine::PasswordPolicyError::LinkLifetime)]
    LinkLifetime,
    /// The failures that make a link void are out of range.
    #[error("{}", engine::PasswordPolicyError::MaxFailures)]
    MaxFailures,
    /// The links a day are out of range.
    #[error("{}", engine::PasswordPolicyError::LinksPerDay)]
    LinksPerDay,
    /// The years of validity are out of range.
    #[error("{}", engine::PasswordPolicyError::Validity)]
    Validity,
    /// The reminders are out of range.
    #[error("{}", engine::PasswordPolicyError::Reminders)]
    Reminders,
    /// The cost of hashing is out of range.
    #[error("{}", engine::PasswordPolicyError::Cost)]
    Cost,
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

impl From<engine::PasswordPolicyError> for PolicyError {
    fn from(error: engine::PasswordPolicyError) -> Self {
        use engine::PasswordPolicyError as Engine;
        match error {
            Engine::Lengths => Self::PasswordLengths,
            Engine::LinkLifetime => Self::LinkLifetime,
            Engine::MaxFailures => Self::MaxFailures,
            Engine::LinksPerDay => Self::LinksPerDay,
            Engine::Validity => Self::Validity,
            Engine::Reminders => Self::Reminders,
            Engine::Cost => Self::Cost,
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
        if let Some(strict) = settings.strict {
            policy = policy.with_strict(strict);
        }
        if let Some(required) = settings.phone_plan_required {
            policy = policy.with_phone_plan_required(required);
        }
        if let Some(seconds) = settings.inactivity_limit {
            policy = policy.with_inactivity_limit(seconds);
        }
        if let Some(outlives) = settings.draft_outlives_expiry {
            policy = policy.with_draft_outliving_expiry(outlives);
        }
        if let Some(key) = &settings.sequence_key {
            let key = key.sized().and_then(|key| Ok(toroku::SequenceKey::new(&key)?));
            let key = key.map_err(|_: Misuse| PolicyError::SequenceKey)?;
            policy = policy.with_issuance(toroku::Issuance::Sequence(key));
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
    toroku::Sex::ALL.into_iter().map(choice).collect()
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
        if let Some(seconds) = self.link_lifetime {
            policy = policy.with_link_lifetime(seconds)?;
        }
        if let Some(failures) = self.max_failures {
            policy = policy.with_max_failures(failures)?;
        }
        if let Some(links) = self.links_per_day {
            policy = policy.with_links_per_day(links)?;
        }
        if let Some(years) = self.validity_years {
            policy = policy.with_validity_years(years)?;
        }
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
