//! The one match: what each input does in each state.

use alloc::vec::Vec;

use sha2::{Digest, Sha256};

use super::answer::{PasswordAnswer, PasswordEffect, PasswordMisuse, PasswordStep};
use super::hash::{self, HashMemory, NormalText, PasswordHash};
use super::input::{OpenPages, PasswordInput};
use super::policy::PasswordPolicy;
use super::rules;
use super::setup::{ActivePassword, PasswordSetup, State};
use super::token::{Fit, Link, Token};
use super::validity;
use crate::instant::Instant;
use crate::personal::{Entropy, Personal, Secret};
use crate::typed::MAX_ITEM_BYTES;

type Next = (PasswordSetup, PasswordStep);

/// What follows from `input` at `now`: a function of its arguments and nothing else.
pub(super) fn transition(
    setup: &PasswordSetup,
    input: &PasswordInput,
    now: Instant,
    policy: &PasswordPolicy,
    memory: &mut HashMemory,
) -> Result<Next, PasswordMisuse> {
    use PasswordInput as I;

    let not_accepted = PasswordMisuse::NotAccepted { state: setup.state(), input: input.kind() };
    if !input.is_plausible() {
        return Err(PasswordMisuse::WeakEntropy);
    }
    match (&setup.state, input) {
        // ---- With a password or without: a link may be out, and sets one ----
        (State::AwaitingPassword { .. } | State::Active { .. }, I::OpenLink { token, pages }) => {
            Ok(open_link(setup, token, *pages, now))
        }
        (
            State::AwaitingPassword { .. } | State::Active { .. },
            I::SetPassword { token, password, confirmation, salt, pages },
        ) => match refuse_link(setup, token, *pages, now) {
            Some(refusal) => Ok(refusal),
            None => set_password(setup, password, confirmation, salt, now, policy, memory),
        },
        (
            State::AwaitingPassword { .. } | State::Active { .. },
            I::RequestLink { user_id, email, entropy },
        ) => Ok(request_link(setup, user_id, email, entropy, now, policy)),

        // ---- Awaiting password: nothing else counts ----
        (State::AwaitingPassword { .. }, I::LogIn { password }) => {
            hash::verify_nothing(memory, password, policy.hash_cost())?;
            Ok(unchanged(setup, PasswordAnswer::PasswordWrong))
        }
        (State::AwaitingPassword { .. }, I::ChangePassword { .. } | I::ReminderSent { .. }) => {
            Err(not_accepted)
        }

        // ---- Active: a password, perhaps expired ----
        (
            State::Active { password: active, .. },
            I::ChangePassword { current, password, confirmation, salt },
        ) => {
            if active.hash.verify_within(memory, current)? {
                set_password(setup, password, confirmation, salt, now, policy, memory)
            } else {
                Ok(unchanged(setup, PasswordAnswer::PasswordWrong))
            }
        }
        (State::Active { password: active, .. }, I::LogIn { password }) => {
            let answer = if !active.hash.verify_within(memory, password)? {
                PasswordAnswer::PasswordWrong
            } else if now >= active.expires_at {
                PasswordAnswer::PasswordExpired
            } else {
                PasswordAnswer::LoggedIn
            };
            Ok(unchanged(setup, answer))
        }
        (State::Active { .. }, I::ReminderSent { days }) => note_reminder(setup, *days, policy),
    }
}

fn unchanged(setup: &PasswordSetup, answer: PasswordAnswer) -> Next {
    (setup.clone(), PasswordStep::answering(answer))
}

fn open_link(setup: &PasswordSetup, token: &Personal, pages: OpenPages, now: Instant) -> Next {
    refuse_link(setup, token, pages, now)
        .unwrap_or_else(|| unchanged(setup, PasswordAnswer::LinkUsable))
}

/// Why the link cannot be used; `None` where it can.
///
/// An open page comes before the token: the answer then says nothing about the token. A wrong token changes
/// nothing and is counted nowhere: 256 bits are not guessed, and a link that tries make void could be made so
/// by anyone who knows the user ID. Hosts limit the tries by address.
fn refuse_link(
    setup: &PasswordSetup,
    token: &Personal,
    pages: OpenPages,
    now: Instant,
) -> Option<Next> {
    match pages {
        OpenPages::HomeOrLogin => return Some(unchanged(setup, PasswordAnswer::Conflict)),
        OpenPages::None => {}
    }
    match setup.pending_link().map_or(Fit::Wrong, |link| link.fit(token, now)) {
        Fit::Usable => None,
        Fit::Expired => Some(unchanged(setup, PasswordAnswer::TokenExpired)),
        Fit::Wrong => Some(unchanged(setup, PasswordAnswer::TokenInvalid)),
    }
}

/// Sets the password if it may be one. Any link that is out ends with it, the one it came by and any other.
fn set_password(
    setup: &PasswordSetup,
    password: &Personal,
    confirmation: &Personal,
    salt: &Secret<16>,
    now: Instant,
    policy: &PasswordPolicy,
    memory: &mut HashMemory,
) -> Result<Next, PasswordMisuse> {
    let normal: NormalText = match rules::check(password, confirmation, &setup.account, policy) {
        Ok(normal) => normal,
        Err(problems) => return Ok(unchanged(setup, PasswordAnswer::Problems(problems))),
    };
    let hash = PasswordHash::make(memory, &normal, salt, policy.hash_cost())?;
    let expires_at = validity::end(now, policy.validity_years());
    let password = ActivePassword { hash, set_at: now, expires_at, reminded: Vec::new() };
    let next = PasswordSetup {
        account: setup.account.clone(),
        link_times: setup.link_times.clone(),
        state: State::Active { password, link: None },
    };
    Ok((next, PasswordStep::answering(PasswordAnswer::PasswordSet { expires_at })))
}

/// A new link in place of the last one, if the account is the asker's and the day's links are not used
/// up. The answer is the same in any case, and so is the work: the token is made before anyone knows
/// whether it is needed.
fn request_link(
    setup: &PasswordSetup,
    user_id: &Personal,
    email: &Personal,
    entropy: &Entropy,
    now: Instant,
    policy: &PasswordPolicy,
) -> Next {
    let token = Token::derive(entropy);
    let link = Link::new(&token, now, policy);
    let is_theirs = is_same(user_id, setup.account.user_id().as_str())
        & is_same(email, setup.account.email().expose());
    let mut next = setup.clone();
    let mut step = PasswordStep::answering(PasswordAnswer::LinkRequested);
    if is_theirs {
        next.link_times.put_right(now);
    }
    if is_theirs & next.link_times.has_room(now, policy) {
        let expires_at = link.expires_at();
        next.link_times.record(now);
        match &mut next.state {
            State::AwaitingPassword { link: last } => *last = link,
            State::Active { link: last, .. } => *last = Some(link),
        }
        step.effect = Some(PasswordEffect::SendLink { token, expires_at });
    }
    (next, step)
}

fn note_reminder(
    setup: &PasswordSetup,
    days: u16,
    policy: &PasswordPolicy,
) -> Result<Next, PasswordMisuse> {
    if !policy.reminder_days().contains(&days) {
        return Err(PasswordMisuse::UnknownReminder { days });
    }
    let mut next = setup.clone();
    match &mut next.state {
        State::Active { password, .. } if !password.reminded.contains(&days) => {
            password.reminded.push(days);
        }
        State::Active { .. } | State::AwaitingPassword { .. } => {}
    }
    Ok((next, PasswordStep::answering(PasswordAnswer::ReminderNoted)))
}

/// Whether `typed` is what is on record, whatever its case and width and the spaces around it: the mail
/// goes to the address on record in any case. Digests are compared, in constant time.
fn is_same(typed: &Personal, on_record: &str) -> bool {
    digest(typed.expose()) == digest(on_record)
}

fn digest(text: &str) -> Secret<32> {
    if text.len() > MAX_ITEM_BYTES {
        // No text of so many bytes is on record, and a digest is of none but the empty text.
        return Secret::new([0; 32]);
    }
    let mut sha = Sha256::new();
    for c in rules::fold(text.trim()).iter() {
        sha.update(u32::from(*c).to_be_bytes());
    }
    Secret::new(sha.finalize().into())
}
