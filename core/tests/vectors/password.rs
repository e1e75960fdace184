//! Password setup: inputs one after the other, with what each must lead to.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use toroku::password::{
    Account, HashCost, OpenPages, PasswordAnswer, PasswordEffect, PasswordInput, PasswordMisuse,
    PasswordPolicy, PasswordRules, PasswordSetup,
};
use toroku::{Guard, Instant, Personal, Secret};

use crate::format::Text;
use crate::world;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: String,
    #[serde(rename = "comment")]
    _comment: String,
    now: i64,
    entropy: String,
    account: Who,
    first_token: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Who {
    user_id: String,
    name: String,
    email: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    #[serde(rename = "comment")]
    _comment: String,
    now: Option<i64>,
    #[serde(default)]
    policy: Settings,
    steps: Vec<Step>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    rules: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    input: String,
    #[serde(default)]
    at: i64,
    /// `first`, a name that `remember_token` gave, `wrong`, or the text itself.
    token: Option<String>,
    password: Option<Text>,
    confirmation: Option<Text>,
    current: Option<String>,
    salt: Option<String>,
    pages: Option<String>,
    user_id: Option<String>,
    email: Option<String>,
    entropy: Option<String>,
    days: Option<u16>,
    remember_token: Option<String>,
    expect: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    answer: Option<String>,
    misuse: Option<String>,
    state: String,
    code: Option<String>,
    problems: Option<Vec<ExpectedProblem>>,
    sends_link: Option<bool>,
    expires_at: Option<i64>,
    #[serde(default)]
    due: Option<u16>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedProblem {
    field: String,
    code: String,
    #[serde(default)]
    params: BTreeMap<String, Value>,
}

#[test]
fn every_password_case() {
    let file: File = crate::read("password.json");
    for case in &file.cases {
        run(&file, case);
    }
    println!("{} password cases", file.cases.len());
    assert!(file.cases.len() > 25);
}

fn run(file: &File, case: &Case) {
    let rules = match case.policy.rules.as_deref() {
        None => PasswordRules::NistB4,
        Some("legacy") => PasswordRules::Legacy,
        Some(other) => panic!("no rules {other}"),
    };
    let policy = PasswordPolicy::new(rules).with_hash_cost(HashCost::new(8, 1, 1).unwrap());
    let start = case.now.unwrap_or(file.now);
    let who = &file.account;
    let account =
        Account::new(who.user_id.parse().unwrap(), (*who.name).into(), (*who.email).into());
    let entropy = world::entropy(&file.entropy);
    let moment = |at: i64| Instant::from_unix_seconds(start + at);
    let (mut setup, token) =
        PasswordSetup::for_account(account, &entropy, moment(0), &policy).unwrap();
    assert_eq!(token.expose(), file.first_token);
    let mut tokens = BTreeMap::from([
        ("first".to_owned(), file.first_token.clone()),
        ("wrong".to_owned(), "0".repeat(64)),
    ]);
    for step in &case.steps {
        let id = format!("{}: {}", case.id, step.input);
        let now = moment(step.at);
        if step.input == "reminder_due" {
            assert_eq!(setup.reminder_due(now, &policy), step.expect.due, "{id}");
            continue;
        }
        let before = setup.clone();
        let outcome = setup.handle(input(step, &tokens), now, &policy);
        if outcome.is_err() {
            assert_eq!(setup, before, "{id}: misuse changed the state");
        }
        if let Ok(outcome) = &outcome {
            let sent = outcome.effect.as_ref().map(|effect| match effect {
                PasswordEffect::SendLink { token, .. } => token.expose().to_owned(),
            });
            if let Some(expected) = step.expect.sends_link {
                assert_eq!(sent.is_some(), expected, "{id}");
            }
            if let (Some(name), Some(token)) = (&step.remember_token, sent) {
                tokens.insert(name.clone(), token);
            }
        }
        expect(&id, &step.expect, &setup, outcome.map(|outcome| outcome.answer));
        let bytes = setup.save(&Guard::default());
        setup = PasswordSetup::restore(&bytes, &Guard::default()).unwrap();
    }
}

fn input(step: &Step, tokens: &BTreeMap<String, String>) -> PasswordInput {
    let text = |text: &Option<String>| Personal::from(text.clone().unwrap());
    let long = |text: &Option<Text>| Personal::from(text.as_ref().unwrap().whole());
    let salt = || Secret::new(world::bytes(step.salt.as_ref().unwrap()));
    let token = || {
        let name = step.token.as_ref().unwrap();
        Personal::from(tokens.get(name).unwrap_or(name).clone())
    };
    let pages = match step.pages.as_deref() {
        None | Some("none") => OpenPages::None,
        Some("home_or_login") => OpenPages::HomeOrLogin,
        Some(other) => panic!("no pages {other}"),
    };
    match step.input.as_str() {
        "open_link" => PasswordInput::OpenLink { token: token(), pages },
        "set_password" => PasswordInput::SetPassword {
            token: token(),
            password: long(&step.password),
            confirmation: long(&step.confirmation),
            salt: salt(),
            pages,
        },
        "request_link" => PasswordInput::RequestLink {
            user_id: text(&step.user_id),
            email: text(&step.email),
            entropy: world::entropy(step.entropy.as_ref().unwrap()),
        },
        "change_password" => PasswordInput::ChangePassword {
            current: text(&step.current),
            password: long(&step.password),
            confirmation: long(&step.confirmation),
            salt: salt(),
        },
        "log_in" => PasswordInput::LogIn { password: long(&step.password) },
        "reminder_sent" => PasswordInput::ReminderSent { days: step.days.unwrap() },
        other => panic!("no input {other}"),
    }
}

fn expect(
    id: &str,
    expected: &Expected,
    setup: &PasswordSetup,
    outcome: Result<PasswordAnswer, PasswordMisuse>,
) {
    assert_eq!(setup.state().name(), expected.state, "{id}");
    let answer = match outcome {
        Err(misuse) => {
            let name = match misuse {
                PasswordMisuse::NotAccepted { .. } => "not_accepted",
                PasswordMisuse::WeakEntropy => "weak_entropy",
                PasswordMisuse::UnknownReminder { .. } => "unknown_reminder",
                PasswordMisuse::OutOfMemory => "out_of_memory",
            };
            return assert_eq!(Some(name), expected.misuse.as_deref(), "{id}");
        }
        Ok(answer) => answer,
    };
    assert_eq!(Some(answer.name()), expected.answer.as_deref(), "{id}");
    if let Some(code) = &expected.code {
        assert_eq!(answer.code().map(toroku::Code::name), Some(code.as_str()), "{id}");
    }
    if let Some(moment) = expected.expires_at {
        assert_eq!(setup.expires_at().map(Instant::unix_seconds), Some(moment), "{id}");
    }
    if let PasswordAnswer::Problems(problems) = &answer {
        let found: Vec<_> = problems
            .iter()
            .map(|problem| ExpectedProblem {
                field: problem.field().name().to_owned(),
                code: problem.code().name().to_owned(),
                params: world::said(problem).params,
            })
            .collect();
        assert_eq!(Some(&found), expected.problems.as_ref(), "{id}");
    }
}
