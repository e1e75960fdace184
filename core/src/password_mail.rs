//! The mails of password setup: a new link, a reminder. The first link goes with the registration's own.

use sha2::{Digest, Sha256};

use crate::language::Language;
use crate::notification::{Notification, NotificationKey};
use crate::password::{PasswordSetup, Token};
use crate::policy::Policy;

impl PasswordSetup {
    /// The mail that [`PasswordEffect::SendLink`](crate::password::PasswordEffect::SendLink) orders, with the link to
    /// the policy's password page. Its key is of the token: the same link is the same mail.
    pub fn link_mail(&self, token: &Token, policy: &Policy, language: Language) -> Notification {
        let account = self.account();
        Notification::new_link(
            key(b"toroku/notification-key/link/v1", token.digest().expose(), &[]),
            account.email().expose(),
            account.name().expose(),
            account.user_id(),
            self.link(policy.password_url(), token),
            policy.password().link_lifetime_hours(),
            language,
        )
    }

    /// The mail that [`PasswordSetup::reminder_due`] says is due, `days` before the end, with the policy's
    /// login page; `None` while there is no password. Its key is of the account, the end and the days:
    /// the same reminder is the same mail.
    pub fn reminder_mail(
        &self,
        days: u16,
        policy: &Policy,
        language: Language,
    ) -> Option<Notification> {
        let (account, expires_at) = (self.account(), self.expires_at()?);
        let user_id = account.user_id();
        let when =
            [expires_at.unix_seconds().to_be_bytes().as_slice(), &days.to_be_bytes()].concat();
        Some(Notification::password_reminder(
            key(b"toroku/notification-key/reminder/v1", user_id.as_str().as_bytes(), &when),
            account.email().expose(),
            account.name().expose(),
            user_id,
            policy.login_url(),
            u32::from(days),
            language,
        ))
    }
}

/// The first half of the SHA-256 of a label and two parts, of which the first has one length a label.
fn key(label: &[u8], of: &[u8], when: &[u8]) -> NotificationKey {
    let mut hash = Sha256::new();
    hash.update(label);
    hash.update(of);
    hash.update(when);
    let digest: [u8; 32] = hash.finalize().into();
    NotificationKey::from_bytes(digest[..16].try_into().expect("half of 32 bytes"))
}
