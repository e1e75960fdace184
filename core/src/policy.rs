//! What the host decides: the settings under which every input is judged.

use alloc::string::String;
use alloc::vec::Vec;

use thiserror::Error;

use crate::password::PasswordPolicy;
#[cfg(feature = "patterns")]
use crate::pattern::PatternRule;
use crate::user_id::SequenceKey;

/// The host's settings. The same policy goes with every input of a registration; a setting that changes in
/// between (a new version of the Terms of Use, say) counts from the next input on.
///
/// ```
/// use toroku::Policy;
/// let policy = Policy::new("2023-03", "https://registration.example/password")?
///     .with_inactivity_limit(3600);
/// assert_eq!(policy.terms_version(), "2023-03");
/// # Ok::<(), toroku::PolicyError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Policy {
    terms_version: String,
    password_url: String,
    login_url: String,
    settings: Settings,
    user_types: Vec<UserTypeOffer>,
    issuing: Issuance,
    password: PasswordPolicy,
    #[cfg(feature = "patterns")]
    patterns: Vec<PatternRule>,
}

macro_rules! settings {
    ($(#[$doc:meta])* $name:ident $table:literal
        policy { $(
            $(#[$row:meta])* $number:literal $variant:ident $text:literal
                $field:ident: $set:ident as $kept:ty = $default:expr, $with:ident $getter:ident;
        )* }
        $($rest:tt)*
    ) => {
        /// The settings of the table.
        #[derive(Clone, Debug)]
        struct Settings {
            $($field: $kept,)*
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl Policy { $(
            $(#[$row])*
            #[must_use]
            pub fn $with(mut self, $field: $set) -> Self {
                self.settings.$field = $field.into();
                self
            }

            $(#[$row])*
            pub fn $getter(&self) -> $kept {
                self.settings.$field
            }
        )* }
    };
}

crate::setting_table! { [settings] }

/// A user type that the policy offers: a stable name and the bilingual text for screens.
///
/// ```
/// use toroku::UserTypeOffer;
/// let manual = UserTypeOffer::applicant_at_counter();
/// assert_eq!(manual.name(), "applicant_at_counter");
/// assert!(manual.text().starts_with("(窓口申請)"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserTypeOffer {
    name: String,
    text: String,
}

impl UserTypeOffer {
    /// An offer with a name of the host's choice and the text that STEP1 and STEP2 show.
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// The manual's: applicant (at a counter) for electronic issuance of a certificate of eligibility.
    pub fn applicant_at_counter() -> Self {
        Self::new(
            "applicant_at_counter",
            "(窓口申請) 在留資格認定証明書電子交付希望者 Applicant (at a counter) for electronic issuance \
             of a certificate of eligibility",
        )
    }

    /// The name that the item's text must be.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text for people, in Japanese and English.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// How user IDs are issued.
#[derive(Clone, Debug)]
pub enum Issuance {
    /// From the registration's entropy: the host's store says of each candidate whether it is taken.
    Random,
    /// From a number that the host's store counts up, permuted under this key: never taken.
    Sequence(SequenceKey),
    /// By the office, to which the host submits what was confirmed: for an app away from it. The host needs no
    /// store, key or number.
    Office,
}

impl Policy {
    /// The manual's rules, one user type, random user IDs, no inactivity limit, the default password policy.
    ///
    /// `terms_version` names the Terms of Use in force. `password_url` is the address of the page where a
    /// password is set; links in mails are made from it and from nothing that a request says.
    ///
    /// # Errors
    /// [`PolicyError`] where the version is empty, or the address is not an absolute `https://` one (or
    /// `http://` on `localhost`, `127.0.0.1` or `[::1]`) of printable ASCII without query, fragment or
    /// user information.
    pub fn new(terms_version: &str, password_url: &str) -> Result<Self, PolicyError> {
        if terms_version.is_empty() || terms_version.len() > 64 {
            return Err(PolicyError::TermsVersion);
        }
        if !is_base_url(password_url) {
            return Err(PolicyError::PasswordUrl);
        }
        Ok(Self {
            terms_version: terms_version.into(),
            password_url: password_url.into(),
            login_url: password_url.into(),
            settings: Settings::default(),
            user_types: alloc::vec![UserTypeOffer::applicant_at_counter()],
            issuing: Issuance::Random,
            password: PasswordPolicy::default(),
            #[cfg(feature = "patterns")]
            patterns: Vec::new(),
        })
    }

    /// The user types to choose from, in the order of the screen.
    #[must_use]
    pub fn with_user_types(mut self, offers: Vec<UserTypeOffer>) -> Self {
        self.user_types = offers;
        self
    }

    /// The way user IDs are issued.
    #[must_use]
    pub fn with_issuance(mut self, issuance: Issuance) -> Self {
        self.issuing = issuance;
        self
    }

    /// The address of the page to log in at, for reminders; the password page's where none is set.
    ///
    /// # Errors
    /// [`PolicyError::LoginUrl`] under the same conditions as the password page's.
    pub fn with_login_url(mut self, login_url: &str) -> Result<Self, PolicyError> {
        if !is_base_url(login_url) {
            return Err(PolicyError::LoginUrl);
        }
        self.login_url = login_url.into();
        Ok(self)
    }

    /// The rules for passwords and links.
    #[must_use]
    pub fn with_password(mut self, password: PasswordPolicy) -> Self {
        self.password = password;
        self
    }

    /// Adds a rule of the host's own; a field may have several, the first that fails is the problem.
    #[cfg(feature = "patterns")]
    #[must_use]
    pub fn with_pattern(mut self, rule: PatternRule) -> Self {
        self.patterns.push(rule);
        self
    }

    /// The version of the Terms of Use in force.
    pub fn terms_version(&self) -> &str {
        &self.terms_version
    }

    /// The address of the page where a password is set.
    pub fn password_url(&self) -> &str {
        &self.password_url
    }

    /// The address of the page to log in at.
    pub fn login_url(&self) -> &str {
        &self.login_url
    }

    /// The user types to choose from.
    pub fn user_types(&self) -> &[UserTypeOffer] {
        &self.user_types
    }

    /// The way user IDs are issued.
    pub fn issuance(&self) -> &Issuance {
        &self.issuing
    }

    /// The rules for passwords and links.
    pub fn password(&self) -> &PasswordPolicy {
        &self.password
    }

    /// The rules of the host's own.
    #[cfg(feature = "patterns")]
    pub fn patterns(&self) -> &[PatternRule] {
        &self.patterns
    }
}

/// A setting that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// Empty, or more than 64 bytes.
    #[error("the version of the terms must have 1 to 64 bytes")]
    TermsVersion,
    /// Not an address that may stand in a mail.
    #[error("the password address must be an absolute https address without query or fragment")]
    PasswordUrl,
    /// Not an address that may stand in a mail.
    #[error("the login address must be an absolute https address without query or fragment")]
    LoginUrl,
}

fn is_base_url(url: &str) -> bool {
    let rest = if let Some(rest) = url.strip_prefix("https://") {
        rest
    } else if let Some(rest) = url.strip_prefix("http://") {
        let host = rest.split('/').next().unwrap_or_default();
        let name = if host.starts_with('[') {
            host.split_inclusive(']').next().unwrap_or_default()
        } else {
            host.split(':').next().unwrap_or_default()
        };
        if !["localhost", "127.0.0.1", "[::1]"].contains(&name) {
            return false;
        }
        rest
    } else {
        return false;
    };
    let printable = url.bytes().all(|b| b.is_ascii_graphic() && !b"?#@\"<>\\^`{|}".contains(&b));
    printable && url.len() <= 512 && !rest.is_empty() && !rest.starts_with('/')
}
