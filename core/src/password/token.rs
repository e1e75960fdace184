//! The token of a link, and what is kept of it.

use alloc::vec::Vec;
use core::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::policy::PasswordPolicy;
use crate::instant::Instant;
use crate::personal::{Entropy, Personal, Secret};

/// What the entropy is used for, so that other uses of it give other bytes.
const PURPOSE: &[u8] = b"toroku/password-token/v1";
/// Hexadecimal digits of a token.
const TEXT_LENGTH: usize = 64;
const DAY: i64 = 86_400;
/// Seconds by which a clock that is set back is still believed to be the one that is wrong.
const FAR_AHEAD: i64 = 7 * DAY;

/// The secret part of a link: 64 lower-case hexadecimal digits, 256 bits.
///
/// Whoever has it can set the password, so it goes into the mail and nowhere else. `Debug` hides it, there
/// is no `Display`, and it is wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Personal);

impl Token {
    /// The token that `entropy` stands for: HMAC-SHA-256(entropy, "toroku/password-token/v1"). The same
    /// entropy is the same token, so that a host that crashed and replays sends the same mail.
    pub(crate) fn derive(entropy: &Entropy) -> Self {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(entropy.expose()).expect("any length is a key");
        mac.update(PURPOSE);
        let bytes = Zeroizing::new(<[u8; 32]>::from(mac.finalize().into_bytes()));
        // Allocates its full size at once: a string that grows leaves copies behind.
        Self(base16ct::lower::encode_string(bytes.as_slice()).into())
    }

    /// The text to put into the link.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// What is kept of it: its SHA-256, which cannot be turned back. A host whose links carry nothing but
    /// the token finds the setup by it, see
    /// [`PasswordSetup::link_digest`](super::PasswordSetup::link_digest).
    pub fn digest(&self) -> Secret<32> {
        Self::digest_of(&self.0)
    }

    /// [`Token::digest`] of a token as a link brought it, right or wrong.
    pub fn digest_of(text: &Personal) -> Secret<32> {
        // No token is longer, and a digest of the beginning of a longer text is as wrong.
        let bytes = text.expose().as_bytes();
        Secret::new(Sha256::digest(&bytes[..bytes.len().min(TEXT_LENGTH + 1)]).into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// A link that was sent. It holds no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) digest: Secret<32>,
    pub(super) expires_at: Instant,
}

/// What a token is to a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Usable,
    Expired,
    Wrong,
}

impl Link {
    pub(super) fn new(token: &Token, now: Instant, policy: &PasswordPolicy) -> Self {
        let expires_at = now.plus_seconds(i64::from(policy.link_lifetime()));
        Self { digest: token.digest(), expires_at }
    }

    /// Compares in constant time: that of digests, so that even the digest does not leak.
    pub(super) fn fit(&self, token: &Personal, now: Instant) -> Fit {
        if self.digest != Token::digest_of(token) {
            Fit::Wrong
        } else if now >= self.expires_at {
            Fit::Expired
        } else {
            Fit::Usable
        }
    }

    pub(super) fn digest(&self) -> &Secret<32> {
        &self.digest
    }

    pub(super) fn expires_at(&self) -> Instant {
        self.expires_at
    }
}

/// When links were made, as far back as the daily limit looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LinkTimes(pub(super) Vec<Instant>);

impl LinkTimes {
    /// Whether one more is within the limit at `now`. A time after `now` (the host's clock was set back)
    /// counts as just now.
    pub(super) fn has_room(&self, now: Instant, policy: &PasswordPolicy) -> bool {
        let recent = self.0.iter().filter(|made| now.seconds_since(**made) < DAY).count();
        recent < usize::from(policy.links_per_day())
    }

    /// Takes times far after `now` for `now`: the host's clock was ahead when they were noted, and would close the
    /// account to links until it gets there. They keep counting as just now, so that nobody gains one by it.
    pub(super) fn put_right(&mut self, now: Instant) {
        for made in &mut self.0 {
            if made.seconds_since(now) > FAR_AHEAD {
                *made = now;
            }
        }
    }

    /// Notes one made at `now`, or at the latest time known where the host's clock was set back: otherwise
    /// the link would be forgotten as soon as the clock is right again.
    pub(super) fn record(&mut self, now: Instant) {
        self.put_right(now);
        let now = self.0.iter().copied().fold(now, Instant::max);
        self.0.retain(|made| now.seconds_since(*made) < DAY);
        self.0.push(now);
    }
}
