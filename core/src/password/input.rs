//! Everything a host can say to a password setup.

use core::fmt;

use crate::personal::{Entropy, Personal, Secret};

/// Which pages of the system are open in the browser that opened the link, as the host knows it (its
/// session cookies, say). The manual: an error occurs while the home page or login page is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenPages {
    /// Neither of the two.
    None,
    /// The home page or the login page, or both.
    HomeOrLogin,
}

/// What happened. `Debug` shows the kind alone; the texts and secrets in it are wiped when it is dropped.
///
/// Every password text may have up to 4096 bytes of UTF-8; a longer one is too long, or wrong, unread.
#[derive(Clone)]
pub enum PasswordInput {
    /// The link of a mail was opened: can it be used? Never uses it up.
    OpenLink {
        /// The token as it stands in the link.
        token: Personal,
        /// Which pages are open beside it.
        pages: OpenPages,
    },
    /// The form behind the link was sent.
    SetPassword {
        /// The token as it stands in the link.
        token: Personal,
        /// The new password.
        password: Personal,
        /// The new password again.
        confirmation: Personal,
        /// 16 fresh bytes from the host's random source.
        salt: Secret<16>,
        /// Which pages are open beside it.
        pages: OpenPages,
    },
    /// A new link is asked for by someone who says whose account it is.
    RequestLink {
        /// The user ID as typed.
        user_id: Personal,
        /// The e-mail address as typed.
        email: Personal,
        /// 32 fresh bytes from the host's random source, never used before: the same bytes are the same
        /// token.
        entropy: Entropy,
    },
    /// A password is replaced by one who knows it, also after it has expired.
    ChangePassword {
        /// The password so far.
        current: Personal,
        /// The new password.
        password: Personal,
        /// The new password again.
        confirmation: Personal,
        /// 16 fresh bytes from the host's random source.
        salt: Secret<16>,
    },
    /// Someone logs in.
    LogIn {
        /// The password as typed.
        password: Personal,
    },
    /// The reminder that [`PasswordSetup::reminder_due`](super::PasswordSetup::reminder_due) named was sent.
    ReminderSent {
        /// How many days before the end it is for.
        days: u16,
    },
}

impl PasswordInput {
    /// Which input it is.
    pub fn kind(&self) -> PasswordInputKind {
        match self {
            Self::OpenLink { .. } => PasswordInputKind::OpenLink,
            Self::SetPassword { .. } => PasswordInputKind::SetPassword,
            Self::RequestLink { .. } => PasswordInputKind::RequestLink,
            Self::ChangePassword { .. } => PasswordInputKind::ChangePassword,
            Self::LogIn { .. } => PasswordInputKind::LogIn,
            Self::ReminderSent { .. } => PasswordInputKind::ReminderSent,
        }
    }

    /// Whether the host's random source seems to work, as far as this input has bytes of it.
    pub(super) fn is_plausible(&self) -> bool {
        match self {
            Self::SetPassword { salt, .. } | Self::ChangePassword { salt, .. } => {
                salt.is_plausible()
            }
            Self::RequestLink { entropy, .. } => entropy.is_plausible(),
            Self::OpenLink { .. } | Self::LogIn { .. } | Self::ReminderSent { .. } => true,
        }
    }
}

impl fmt::Debug for PasswordInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(..)", self.kind())
    }
}

/// The inputs without what they carry, for messages to developers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PasswordInputKind {
    /// [`PasswordInput::OpenLink`]
    OpenLink,
    /// [`PasswordInput::SetPassword`]
    SetPassword,
    /// [`PasswordInput::RequestLink`]
    RequestLink,
    /// [`PasswordInput::ChangePassword`]
    ChangePassword,
    /// [`PasswordInput::LogIn`]
    LogIn,
    /// [`PasswordInput::ReminderSent`]
    ReminderSent,
}

impl PasswordInputKind {
    /// Every kind of input.
    pub const ALL: &'static [Self] = &[
        Self::OpenLink,
        Self::SetPassword,
        Self::RequestLink,
        Self::ChangePassword,
        Self::LogIn,
        Self::ReminderSent,
    ];

    /// The stable name, like `open_link`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenLink => "open_link",
            Self::SetPassword => "set_password",
            Self::RequestLink => "request_link",
            Self::ChangePassword => "change_password",
            Self::LogIn => "log_in",
            Self::ReminderSent => "reminder_sent",
        }
    }
}

impl fmt::Display for PasswordInputKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
