//! Whole registrations: any inputs in any order, any clock, a host that dies, repeats itself and mixes things up.
#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use toroku::{
    Answer, Category, Code, Digest, Effect, Field, Guard, Input, Instant, Issuance, Language,
    NotificationKey, ParamName, Policy, Prefecture, Commit, Problem, Registration, State, Submission,
    UserId,
};
use toroku_fuzz::{Settings, Text, at, entropy, fresh, good, item, policy};

#[derive(arbitrary::Arbitrary, Debug)]
struct Case {
    settings: Settings,
    now: u32,
    steps: Vec<Step>,
}

#[derive(arbitrary::Arbitrary, Debug)]
enum Step {
    Choose(u8, u8),
    Set(u8, Text),
    Clear(u8),
    FillGood,
    Take(u8, Text),
    Search(Option<u8>, Text, u8),
    ShowTerms,
    Agree(bool),
    Disagree,
    Confirm,
    Back,
    Register(bool, u8),
    /// Does what the effect says, and reports it.
    Obey,
    /// Does it, and dies before the report.
    ObeyAndDie,
    /// Reports what was not asked for.
    Lie(u8, u64),
    Taken,
    StorageFailed,
    BackToTop,
    Delivered(bool),
    Failed,
    Wait(u16),
    ClockBack(u16),
    Die,
    TermsChange,
    /// Under the policy of an app away from the office, from here on.
    Office,
    NotReached,
    /// The office has registered nothing: a code, a field, a parameter and its text.
    Refuse(bool, u16, u8, u8, Text),
}

/// A host's store: unique keys, unique user IDs.
#[derive(Default)]
struct Store {
    numbers: BTreeMap<([u8; 16], u32), u64>,
    records: BTreeMap<[u8; 16], Box<Commit>>,
    /// What the office has registered.
    submissions: BTreeMap<[u8; 16], Box<Submission>>,
}

fuzz_target!(|case: Case| {
    let mut policy = policy(case.settings);
    let guard = Guard::default();
    let mut now = at(case.now);
    let mut registration = Registration::new();
    let mut saved = registration.save(&guard);
    let mut store = Store::default();
    for (number, step) in case.steps.into_iter().take(64).enumerate() {
        let effect = registration.next_effect(&policy);
        assert_eq!(effect, registration.next_effect(&policy), "an effect that changes by asking");
        let Some(input) =
            input(step, number, effect, &registration, &mut store, &mut now, &mut policy)
        else {
            registration = Registration::restore(&saved, &guard).expect("what was saved restores");
            continue;
        };
        let before = registration.clone();
        match registration.handle(input, now, &policy) {
            Err(_) => assert_eq!(registration, before, "misuse changed the state"),
            Ok(answer) => holds(&answer, &before, &registration, &store),
        }
        saved = registration.save(&guard);
        let restored = Registration::restore(&saved, &guard).expect("what was saved restores");
        assert_eq!(restored, registration);
        assert_eq!(restored.next_effect(&policy), registration.next_effect(&policy));
    }
});

/// The input of a step; `None` where the host dies instead.
#[allow(clippy::too_many_arguments)]
fn input(
    step: Step,
    number: usize,
    effect: Option<Effect>,
    registration: &Registration,
    store: &mut Store,
    now: &mut Instant,
    policy: &mut Policy,
) -> Option<Input> {
    let shown = registration.confirmation().map(|view| view.digest);
    let key = |right: bool| match registration.state() {
        State::Completion(completion) if right => completion.key(),
        _ => NotificationKey::from_bytes([9; 16]),
    };
    Some(match step {
        Step::Choose(category, seed) => Input::ChooseCategory {
            category: Category::ALL[usize::from(category) % 3],
            // Fresh each time, as a host must give it; a zero is a broken random source.
            entropy: if seed == 0 { entropy(0) } else { fresh(number) },
        },
        Step::Set(i, text) => Input::Set { item: item(i), text: text.text().into() },
        Step::Clear(i) => Input::Clear { item: item(i) },
        Step::FillGood => Input::Fill { items: good() },
        Step::Take(field, text) => Input::TakeSuggestion {
            field: Field::ALL[usize::from(field) % Field::ALL.len()],
            text: text.text().into(),
        },
        Step::Search(prefecture, query, limit) => Input::SearchMunicipalities {
            prefecture: prefecture.and_then(Prefecture::by_number),
            query: query.text().into(),
            limit: limit.into(),
        },
        Step::ShowTerms => Input::ShowTerms,
        Step::Agree(current) => Input::Agree {
            version: if current { policy.terms_version().into() } else { "old".into() },
        },
        Step::Disagree => Input::Disagree,
        Step::Confirm => Input::Confirm,
        Step::Back => Input::Back,
        Step::Register(right, language) => Input::Register {
            digest: shown.filter(|_| right).unwrap_or(Digest::from_bytes([1; 32])),
            language: Language::all().nth(usize::from(language) % 3).expect("there are three"),
        },
        Step::Obey => obey(effect?, store),
        Step::ObeyAndDie => {
            obey(effect?, store);
            return None;
        }
        Step::Lie(0, _) => Input::Committed { key: NotificationKey::from_bytes([9; 16]) },
        Step::Lie(1, number) => Input::NumberReserved { number },
        Step::Lie(_, number) => {
            Input::UserIdReserved { user_id: UserId::from_number(number % UserId::COUNT)? }
        }
        Step::Taken => match effect? {
            Effect::ReserveUserId { user_id, .. } => Input::UserIdTaken { user_id },
            // Once a record is stored under the key, the store answers so and not that the ID is taken.
            Effect::Commit(record) if !store.records.contains_key(record.key.as_bytes()) => {
                Input::UserIdTaken { user_id: record.user_id }
            }
            Effect::Commit(record) => Input::Committed { key: record.key },
            Effect::ReserveNumber { .. } | Effect::Submit(_) => return None,
        },
        Step::Office => {
            // A host that has stored a record does not then leave it to the office.
            if store.records.is_empty() {
                *policy = policy.clone().with_issuance(Issuance::Office);
            }
            Input::ShowTerms
        }
        Step::NotReached => match effect? {
            Effect::Submit(submission) => Input::NotReached { key: submission.key },
            Effect::ReserveUserId { key, .. } | Effect::ReserveNumber { key, .. } => {
                Input::NotReached { key }
            }
            Effect::Commit(record) => Input::NotReached { key: record.key },
        },
        Step::Refuse(right, code, field, param, text) => match effect? {
            // The contract: only where nothing was registered.
            Effect::Submit(known) if store.submissions.contains_key(known.key.as_bytes()) => {
                obey(Effect::Submit(known), store)
            }
            Effect::Submit(submission) => {
                let codes = Code::ALL;
                let code = codes[usize::from(code) % codes.len()];
                let field = Field::ALL[usize::from(field) % Field::ALL.len()];
                let name = ParamName::ALL[usize::from(param) % ParamName::ALL.len()];
                let text = text.text();
                let problem = Problem::reported(code, code.field().unwrap_or(field))
                    .and_then(|problem| problem.with_text(name, text.as_str().into()))
                    .map(|problem| problem.with_suggestion(text.as_str().into()));
                let key = if right { submission.key } else { NotificationKey::from_bytes([9; 16]) };
                Input::Refused { key, problems: problem.into_iter().collect() }
            }
            _ => return None,
        },
        // The contract: only where nothing was stored.
        Step::StorageFailed => match &effect {
            Some(Effect::Commit(record)) if store.records.contains_key(record.key.as_bytes()) => {
                Input::Committed { key: record.key }
            }
            _ => Input::StorageFailed,
        },
        Step::BackToTop => Input::BackToTop,
        Step::Delivered(right) => Input::NotificationDelivered { key: key(right) },
        Step::Failed => Input::NotificationFailed { key: key(true) },
        Step::Wait(seconds) => {
            *now = now.plus_seconds(seconds.into());
            Input::ShowTerms
        }
        Step::ClockBack(seconds) => {
            *now = now.plus_seconds(-i64::from(seconds));
            Input::ShowTerms
        }
        Step::Die => return None,
        Step::TermsChange => {
            let version = if policy.terms_version() == "now" { "later" } else { "now" };
            let issuance = policy.issuance().clone();
            let fresh = Policy::new(version, policy.password_url()).expect("a good address");
            *policy = fresh
                .with_issuance(issuance)
                .with_strict(policy.is_strict())
                .with_password(policy.password().clone());
            Input::ShowTerms
        }
    })
}

/// What a good store does with an order, the second time as the first.
fn obey(effect: Effect, store: &mut Store) -> Input {
    match effect {
        Effect::ReserveUserId { user_id, .. } => Input::UserIdReserved { user_id },
        Effect::ReserveNumber { key, attempt } => {
            let next = store.numbers.len() as u64;
            Input::NumberReserved {
                number: *store.numbers.entry((*key.as_bytes(), attempt)).or_insert(next),
            }
        }
        Effect::Commit(record) => {
            let key = record.key;
            if let Some(known) = store.records.get(key.as_bytes()) {
                assert_eq!(known, &record, "one key, two records");
                return Input::Committed { key };
            }
            if store.records.values().any(|other| other.user_id == record.user_id) {
                return Input::UserIdTaken { user_id: record.user_id };
            }
            assert_eq!(record.notification.key(), key);
            assert!(record.notification.text().expose().contains(record.user_id.as_str()));
            assert_eq!(record.password_setup.account().user_id(), record.user_id);
            assert_eq!(record.notification.to().expose(), record.confirmed.email().as_str());
            store.records.insert(*key.as_bytes(), record);
            Input::Committed { key }
        }
        Effect::Submit(submission) => {
            let key = submission.key;
            let known = store.submissions.entry(*key.as_bytes()).or_insert(submission.clone());
            assert_eq!(*known, submission, "one key, two submissions");
            let number = u64::from_be_bytes(key.as_bytes()[..8].try_into().expect("eight of 16"));
            let user_id = UserId::from_number(number % UserId::COUNT).expect("below the count");
            Input::Registered { key, user_id }
        }
    }
}

fn holds(answer: &Answer, before: &Registration, after: &Registration, store: &Store) {
    match (answer, after.state()) {
        (Answer::Registered(user_id), State::Completion(completion)) => {
            assert_eq!(*user_id, completion.user_id());
            assert!(
                store.records.contains_key(completion.key().as_bytes())
                    || store.submissions.contains_key(completion.key().as_bytes()),
                "registered, nothing stored"
            );
        }
        (Answer::Registered(_), other) => panic!("registered in {}", other.kind()),
        // Back loses nothing.
        (Answer::WentBack, _) => {
            assert_eq!(before.state().draft(), after.state().draft());
            assert_eq!(before.state().agreed_terms(), after.state().agreed_terms());
        }
        (Answer::Problems(problems), State::Entry(_)) => {
            assert!(!problems.is_empty());
            assert!(problems.windows(2).all(|pair| pair[0].field() < pair[1].field()));
        }
        (Answer::Problems(_), other) => panic!("problems in {}", other.kind()),
        (Answer::Municipalities(found), _) => assert!(found.len() <= 255),
        _ => {}
    }
}
