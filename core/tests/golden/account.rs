//! What a password setup holds, as far as a host can see it: its getters, and how it answers.

use base16ct::lower::encode_string as hex;
use serde_json::{Value, json};
use toroku::password::{
    HashCost, OpenPages, PasswordEffect, PasswordInput, PasswordPolicy, PasswordRules,
};
use toroku::{Instant, PasswordSetup, Secret};

use crate::registration::now;

pub(crate) const PASSWORD: &str = "my cat eats blue fish";
const DAY: i64 = 24 * 3_600;

/// The host's settings in all golden files, whatever the default becomes.
pub(crate) fn policy() -> PasswordPolicy {
    PasswordPolicy::new(PasswordRules::NistB4)
        .with_link_lifetime(24 * 3_600)
        .and_then(|policy| policy.with_links_per_day(5))
        .and_then(|policy| policy.with_validity_years(1))
        .and_then(|policy| policy.with_reminder_days(&[30, 7]))
        .unwrap()
        .with_hash_cost(HashCost::new(8, 1, 1).unwrap())
}

pub(crate) fn entropy(seed: u8) -> Secret<32> {
    Secret::new(std::array::from_fn(|at| u8::try_from(at).unwrap() ^ seed))
}

/// What the setup's getters give, and its answers to a link, to requests for links, and to log-ins. `token` is the newest
/// link's.
pub(crate) fn holds(setup: &PasswordSetup, token: &str) -> Value {
    let policy = policy();
    let seconds = |at: Option<Instant>| at.map(Instant::unix_seconds);
    let ends = setup.expires_at();
    let due = |days: i64| {
        ends.map(|end| setup.reminder_due(end.plus_seconds(-days * DAY), &policy).unwrap_or(0))
    };
    json!({
        "state": setup.state().name(),
        "user_id": setup.account().user_id().to_string(),
        "name": setup.account().name().expose(),
        "email": setup.account().email().expose(),
        "set_at": seconds(setup.set_at()),
        "expires_at": seconds(ends),
        "hash": setup.password_hash().map(|hash| hash.as_phc().to_owned()),
        "link": setup.link_digest().map(|digest| hex(digest.expose())),
        "link_expires_at": seconds(setup.link_expires_at()),
        "reminders": [due(31), due(30), due(29), due(7), due(6)],
        "link_last_seconds": last_seconds(setup, token),
        "links_today": links_today(setup),
        "log_in": log_in(setup),
    })
}

/// The answers to the link in its last second and after it.
fn last_seconds(setup: &PasswordSetup, token: &str) -> Value {
    let end = setup.link_expires_at().unwrap_or(now());
    let at = |seconds| {
        let input = PasswordInput::OpenLink { token: token.into(), pages: OpenPages::None };
        setup.clone().handle(input, end.plus_seconds(seconds), &policy()).unwrap().answer.name()
    };
    json!([at(-1), at(0)])
}

/// At which seconds of the next two days another link is sent, where one is asked for at each time at which an
/// earlier one may stop counting.
fn links_today(setup: &PasswordSetup) -> Value {
    let mut setup = setup.clone();
    let mut sent = Vec::new();
    for at in (0..8).chain(DAY - 20..DAY + 20) {
        let input = PasswordInput::RequestLink {
            user_id: setup.account().user_id().to_string().into(),
            email: setup.account().email().expose().into(),
            entropy: entropy(9),
        };
        let step = setup.handle(input, now().plus_seconds(at), &policy()).unwrap();
        if let Some(PasswordEffect::SendLink { .. }) = step.effect {
            sent.push(at);
        }
    }
    json!(sent)
}

fn log_in(setup: &PasswordSetup) -> Value {
    let end = setup.expires_at().unwrap_or(now());
    let answer = |password: &str, seconds| {
        let input = PasswordInput::LogIn { password: password.into() };
        setup.clone().handle(input, end.plus_seconds(seconds), &policy()).unwrap().answer.name()
    };
    json!([answer(PASSWORD, -1), answer(PASSWORD, 0), answer("some other password", -1)])
}
