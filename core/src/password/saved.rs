//! The content of a password setup's snapshot, version 1. The order of fields and variants is the format: it does
//! not change; a new version gets new types and these stay to read the old.
//!
//! What is saved is borrowed from the setup, so that saving copies nothing; what is restored is owned.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::hash::PasswordHash;
use super::setup::{Account, ActivePassword, PasswordSetup, State};
use super::token::{Link, LinkTimes};
use crate::instant::Instant;
use crate::personal::{Personal, Secret};
use crate::user_id::UserId;

#[derive(Serialize, Deserialize)]
pub(crate) struct SavedSetup<'a> {
    user_id: UserId,
    name: Cow<'a, Personal>,
    email: Cow<'a, Personal>,
    link_times: Cow<'a, [Instant]>,
    state: SavedState<'a>,
}

#[derive(Serialize, Deserialize)]
enum SavedState<'a> {
    AwaitingPassword(SavedLink<'a>),
    Active(SavedPassword<'a>, Option<SavedLink<'a>>),
}

#[derive(Serialize, Deserialize)]
struct SavedLink<'a> {
    digest: Cow<'a, Secret<32>>,
    expires_at: Instant,
}

#[derive(Serialize, Deserialize)]
struct SavedPassword<'a> {
    hash: Cow<'a, PasswordHash>,
    set_at: Instant,
    expires_at: Instant,
    reminded: Cow<'a, [u16]>,
}

impl<'a> From<&'a PasswordSetup> for SavedSetup<'a> {
    fn from(setup: &'a PasswordSetup) -> Self {
        let account = &setup.account;
        Self {
            user_id: account.user_id(),
            name: Cow::Borrowed(account.name()),
            email: Cow::Borrowed(account.email()),
            link_times: Cow::Borrowed(&setup.link_times.0),
            state: (&setup.state).into(),
        }
    }
}

impl From<SavedSetup<'_>> for PasswordSetup {
    fn from(saved: SavedSetup<'_>) -> Self {
        let (name, email) = (saved.name.into_owned(), saved.email.into_owned());
        Self {
            account: Account::new(saved.user_id, name, email),
            link_times: LinkTimes(saved.link_times.into_owned()),
            state: saved.state.into(),
        }
    }
}

impl<'a> From<&'a State> for SavedState<'a> {
    fn from(state: &'a State) -> Self {
        match state {
            State::AwaitingPassword { link } => Self::AwaitingPassword(link.into()),
            State::Active { password, link } => {
                Self::Active(password.into(), link.as_ref().map(SavedLink::from))
            }
        }
    }
}

impl From<SavedState<'_>> for State {
    fn from(saved: SavedState<'_>) -> Self {
        match saved {
            SavedState::AwaitingPassword(link) => Self::AwaitingPassword { link: link.into() },
            SavedState::Active(password, link) => {
                Self::Active { password: password.into(), link: link.map(Link::from) }
            }
        }
    }
}

impl<'a> From<&'a Link> for SavedLink<'a> {
    fn from(link: &'a Link) -> Self {
        Self { digest: Cow::Borrowed(&link.digest), expires_at: link.expires_at }
    }
}

impl From<SavedLink<'_>> for Link {
    fn from(saved: SavedLink<'_>) -> Self {
        Self { digest: saved.digest.into_owned(), expires_at: saved.expires_at }
    }
}

impl<'a> From<&'a ActivePassword> for SavedPassword<'a> {
    fn from(password: &'a ActivePassword) -> Self {
        Self {
            hash: Cow::Borrowed(&password.hash),
            set_at: password.set_at,
            expires_at: password.expires_at,
            reminded: Cow::Borrowed(&password.reminded),
        }
    }
}

impl From<SavedPassword<'_>> for ActivePassword {
    fn from(saved: SavedPassword<'_>) -> Self {
        Self {
            hash: saved.hash.into_owned(),
            set_at: saved.set_at,
            expires_at: saved.expires_at,
            reminded: saved.reminded.into_owned(),
        }
    }
}
