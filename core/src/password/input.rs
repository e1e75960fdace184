//! Everything a host can say to a password setup.

use core::fmt;

use crate::personal::{Entropy, Personal, Secret};

crate::open_pages_table! { [crate::vocabulary] [] }

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

crate::password_input_table! { [crate::vocabulary] [] }
crate::password_input_table! { [crate::vocabulary::kinds] pub PasswordInput = }
