//! What a registration holds, as far as a host can see it: its state, and all that comes of it.

use base16ct::lower::encode_string as hex;
use serde_json::{Value, json};
use toroku::{
    Answer, Category, Code, Effect, Entropy, Field, Input, Instant, Issuance, Item, Language,
    ParamValue, Personal, Policy, Registration, Secret, SequenceKey, State, UserTypeOffer,
};

use crate::NOW;

/// What is typed in STEP1, in the order of [`Item::ALL`].
pub(crate) const SAMPLE: [&str; 11] = [
    "HOUMU TARO",
    "male",
    "2000",
    "01",
    "01",
    "011011",
    "1-1-1 緑ヶ関ハイツ202号",
    "0312345678",
    "user01@ens-test.com",
    "user01@ens-test.com",
    "applicant_at_counter",
];

pub(crate) fn now() -> Instant {
    Instant::from_unix_seconds(NOW)
}

/// The host's settings in all golden files. They are arguments, not part of a snapshot.
pub(crate) fn policy(issuance: &str) -> Policy {
    let issuance = match issuance {
        "random" => Issuance::Random,
        "sequence" => {
            Issuance::Sequence(SequenceKey::new(&Secret::new(std::array::from_fn(key))).unwrap())
        }
        "office" => Issuance::Office,
        other => panic!("no way to issue {other}"),
    };
    Policy::new("2023-03", "https://registration.example/password")
        .unwrap()
        .with_inactivity_limit(60)
        .with_user_types(vec![
            UserTypeOffer::new("applicant_at_counter", "窓口 Counter"),
            UserTypeOffer::new("guardian", "親権者 Guardian"),
        ])
        .with_issuance(issuance)
}

fn key(at: usize) -> u8 {
    u8::try_from(at * 7).unwrap()
}

/// The state, and the end that the registration comes to from here.
pub(crate) fn holds(registration: &Registration, issuance: &str) -> Value {
    let policy = policy(issuance);
    json!({
        "state": state(registration, &policy),
        "end": end(registration.clone(), &policy),
    })
}

fn state(registration: &Registration, policy: &Policy) -> Value {
    let state = registration.state();
    let draft = state.draft().map(|draft| {
        let texts = Item::ALL.iter().map(|item| (item.name().to_owned(), json!(draft.text(*item))));
        Value::Object(texts.collect())
    });
    let lives = |seconds| !state.has_expired(now().plus_seconds(seconds), policy);
    let rest = match state {
        State::Start(_) | State::Confirmation(_) => json!(null),
        State::Entry(entry) => json!({
            "key": entry.key().expose(),
            "problems": problems(registration, policy),
        }),
        State::Issuing(issuing) => json!({
            "key": issuing.key().expose(),
            "user_id": issuing.user_id().map(|id| id.to_string()),
        }),
        State::Completion(completion) => json!({
            "key": completion.key().expose(),
            "user_id": completion.user_id().to_string(),
            "email": completion.email().as_str(),
            "delivery": format!("{:?}", completion.delivery()),
        }),
    };
    json!({
        "name": state.kind().name(),
        "draft": draft,
        "agreed": state.agreed_terms(),
        "lives": [lives(60), lives(61)],
        "rest": rest,
        "shown": shown(registration),
        "effect": registration.next_effect(policy).map(|order| effect(&order)),
        "given_up": given_up(registration, policy),
    })
}

/// What is wrong at the fields, in full.
fn problems(registration: &Registration, policy: &Policy) -> Value {
    let value = |value: &ParamValue| match value {
        ParamValue::Number(number) => json!(number),
        ParamValue::Text(text) => json!(text.expose()),
        ParamValue::Chars(list) => json!(list.iter().map(Personal::expose).collect::<Vec<_>>()),
        ParamValue::Parts(parts) => json!(parts.iter().map(|part| part.name()).collect::<Vec<_>>()),
    };
    let problem = |field: &Field| {
        let problem = registration.report(*field, now(), policy)?.problem?;
        let params =
            problem.params().iter().map(|one| json!([one.name().name(), value(one.value())]));
        let suggestions = problem.suggestions().iter().map(Personal::expose);
        Some(json!({
            "field": problem.field().name(),
            "code": problem.code().name(),
            "params": params.collect::<Vec<_>>(),
            "suggestions": suggestions.collect::<Vec<_>>(),
        }))
    };
    Field::ENTRY.iter().filter_map(problem).collect()
}

/// The page of STEP2.
fn shown(registration: &Registration) -> Value {
    let Some(view) = registration.confirmation() else { return json!(null) };
    let codes = |codes: Vec<Code>| codes.iter().map(|code| code.name()).collect::<Vec<_>>();
    let items: Vec<Value> = view
        .items
        .iter()
        .map(|item| {
            let conversions = item.conversions.iter().map(toroku::Conversion::code).collect();
            json!([item.field.name(), item.text.expose(), codes(conversions)])
        })
        .collect();
    json!({
        "items": items,
        "terms": view.terms_version,
        "notices": codes(view.notices.iter().map(toroku::Notice::code).collect()),
        "digest": view.digest.to_string(),
    })
}

/// Whether STEP2 still lives where the store fails now.
fn given_up(registration: &Registration, policy: &Policy) -> Value {
    let mut registration = registration.clone();
    if registration.handle(Input::StorageFailed, now(), policy).is_err() {
        return json!(null);
    }
    let lives = |seconds| !registration.state().has_expired(now().plus_seconds(seconds), policy);
    json!([lives(60), lives(61)])
}

/// An order to the host, but for the wording of the mail, which may become better.
fn effect(effect: &Effect) -> Value {
    match effect {
        Effect::Submit(order) => submission(order),
        Effect::ReserveUserId { key, user_id } => {
            json!({"reserve": user_id.to_string(), "key": key.expose()})
        }
        Effect::ReserveNumber { key, attempt } => {
            json!({"number": attempt, "key": key.expose()})
        }
        Effect::Commit(record) => {
            let confirmed = &record.confirmed;
            json!({
                "commit": record.user_id.to_string(),
                "key": record.key.expose(),
                "digest": confirmed.digest().to_string(),
                "municipality": confirmed.municipality().code(),
                "user_type": [confirmed.user_type().name(), confirmed.user_type().text()],
                "registered_at": record.registered_at.unix_seconds(),
                "mail": {
                    "key": record.notification.key().expose(),
                    "to": record.notification.to().expose(),
                    "language": record.notification.language().tag(),
                    "token": token(record.notification.text().expose()),
                },
                "password_setup": hex(&record.password_setup.save(&toroku::Guard::default())),
            })
        }
    }
}

fn submission(submission: &toroku::Submission) -> Value {
    json!({
        "submit": submission.confirmed.digest().to_string(),
        "key": submission.key.expose(),
        "language": submission.language.tag(),
        "registered_at": submission.registered_at.unix_seconds(),
    })
}

fn token(mail: &str) -> String {
    mail.split("token=").nth(1).unwrap().chars().take(64).collect()
}

/// Goes on to the user ID; where STEP1 has problems, their fields are noted and the samples
/// typed in.
fn end(mut registration: Registration, policy: &Policy) -> Value {
    let mut path = Vec::new();
    loop {
        let input = match (registration.next_effect(policy), registration.state()) {
            (Some(order), _) => {
                path.push(effect(&order));
                match order {
                    Effect::ReserveUserId { user_id, .. } => Input::UserIdReserved { user_id },
                    Effect::ReserveNumber { attempt, .. } => {
                        Input::NumberReserved { number: 1_000 + u64::from(attempt) }
                    }
                    Effect::Commit(record) => Input::Committed { key: record.key },
                    Effect::Submit(submission) => Input::Registered {
                        key: submission.key,
                        user_id: "hdlpf38617".parse().unwrap(),
                    },
                }
            }
            (None, State::Start(_)) => Input::ChooseCategory {
                category: Category::ApplicantAtCounter,
                entropy: Entropy::new(*b"another entropy, not to be used."),
            },
            (None, State::Entry(_)) => Input::Confirm,
            (None, State::Confirmation(confirmation)) => {
                Input::Register { digest: confirmation.digest(), language: Language::ENGLISH }
            }
            (None, State::Issuing(_)) => unreachable!("an effect waits there"),
            (None, State::Completion(completion)) => {
                path.push(json!({"user_id": completion.user_id().to_string()}));
                return json!(path);
            }
        };
        match registration.handle(input, now(), policy).unwrap() {
            Answer::Problems(problems) => {
                let fields = problems.iter().map(|problem| problem.field().name());
                path.push(json!(fields.collect::<Vec<_>>()));
                // What an office has refused is another text, or none.
                for item in Item::ALL.iter().copied() {
                    registration.handle(Input::Clear { item }, now(), policy).unwrap();
                }
                let items = Item::ALL.iter().zip(SAMPLE);
                let items = items.map(|(item, text)| (*item, Personal::new(text))).collect();
                registration.handle(Input::Fill { items }, now(), policy).unwrap();
                let version = policy.terms_version().to_owned();
                registration.handle(Input::Agree { version }, now(), policy).unwrap();
            }
            answer @ (Answer::Expired | Answer::NotAsShown) => {
                path.push(json!(answer.name()));
                return json!(path);
            }
            _ => {}
        }
    }
}
