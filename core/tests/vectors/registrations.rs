//! Registrations: inputs one after the other, with what each must lead to.

use std::collections::BTreeMap;

use serde::Deserialize;
use toroku::{
    Answer, Delivery, Digest, Effect, Guard, Input, Instant, Language, Misuse, Personal, Policy,
    Prefecture, Registration, State,
};

use crate::format::{Items, PolicySettings, Text};
use crate::world;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    #[serde(rename = "schema")]
    _schema: String,
    #[serde(rename = "comment")]
    _comment: String,
    now: Option<i64>,
    entropy: Option<String>,
    #[serde(default)]
    pub(crate) reach: BTreeMap<String, Vec<Step>>,
    pub(crate) cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) id: String,
    #[serde(rename = "comment")]
    _comment: Option<String>,
    #[serde(default)]
    policy: PolicySettings,
    now: Option<i64>,
    entropy: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) steps: Vec<Step>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    #[serde(rename = "note")]
    _note: Option<String>,
    pub(crate) input: String,
    /// Seconds after the case's moment.
    #[serde(default)]
    at: i64,
    policy: Option<PolicySettings>,
    category: Option<String>,
    entropy: Option<String>,
    item: Option<String>,
    field: Option<String>,
    text: Option<Text>,
    items: Option<Items>,
    prefecture: Option<u8>,
    query: Option<String>,
    limit: Option<usize>,
    version: Option<String>,
    /// `shown`, a name that `remember_digest` gave, or hexadecimal digits.
    digest: Option<String>,
    language: Option<String>,
    user_id: Option<String>,
    number: Option<u64>,
    key: Option<String>,
    problems: Option<Vec<(String, String)>>,
    remember_digest: Option<String>,
    pub(crate) expect: Option<Expected>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    answer: Option<String>,
    misuse: Option<String>,
    pub(crate) state: String,
    code: Option<String>,
    problems: Option<Vec<(String, String)>>,
    view: Option<Vec<Shown>>,
    notices: Option<Vec<String>>,
    terms: Option<String>,
    effect: Option<ExpectedEffect>,
    user_id: Option<String>,
    municipalities: Option<Vec<String>>,
    delivery: Option<String>,
    draft: Option<Items>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    field: String,
    text: String,
    #[serde(default)]
    conversions: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedEffect {
    kind: String,
    key: String,
    user_id: Option<String>,
    attempt: Option<u32>,
    language: Option<String>,
}

pub(crate) const FILES: [&str; 3] =
    ["registrations/golden.json", "registrations/pairs.json", "registrations/more.json"];

#[test]
fn every_registration() {
    let mut count = 0;
    for file in FILES.map(crate::read::<File>) {
        for case in &file.cases {
            Run::new(&file, case).all_steps(&file, case);
            count += 1;
        }
    }
    println!("{count} registrations");
    assert!(count > 140);
}

/// A registration on its way.
pub(crate) struct Run {
    pub(crate) registration: Registration,
    id: String,
    base: PolicySettings,
    now: i64,
    entropy: String,
    digests: BTreeMap<String, Digest>,
    saves: u64,
}

impl Run {
    pub(crate) fn new(file: &File, case: &Case) -> Self {
        Self {
            registration: Registration::new(),
            id: case.id.clone(),
            base: case.policy.clone(),
            now: case.now.or(file.now).unwrap(),
            entropy: case.entropy.clone().or(file.entropy.clone()).unwrap(),
            digests: BTreeMap::new(),
            saves: 0,
        }
    }

    fn all_steps(&mut self, file: &File, case: &Case) {
        self.reach(file, case);
        for step in &case.steps {
            self.step(step);
        }
    }

    /// Goes the way to the state that the case begins in.
    pub(crate) fn reach(&mut self, file: &File, case: &Case) {
        for step in case.from.iter().flat_map(|from| &file.reach[from]) {
            self.step(step);
        }
    }

    pub(crate) fn step(&mut self, step: &Step) {
        let id = format!("{}: {}", self.id, step.input);
        if step.input == "restore" {
            return self.restore(&id);
        }
        let policy = world::policy(step.policy.as_ref().unwrap_or(&self.base));
        let now = Instant::from_unix_seconds(self.now + step.at);
        let before = self.registration.clone();
        let input = self.input(step);
        assert_eq!(input.kind().name(), step.input);
        let outcome = self.registration.handle(input, now, &policy);
        if let (Some(name), Some(view)) = (&step.remember_digest, self.registration.confirmation())
        {
            self.digests.insert(name.clone(), view.digest);
        }
        if outcome.is_err() {
            assert_eq!(self.registration, before, "{id}: misuse changed the state");
        }
        match &step.expect {
            None => drop(outcome.unwrap_or_else(|misuse| panic!("{id}: {misuse}"))),
            Some(expected) => self.expect(&id, expected, &outcome, &policy),
        }
    }

    /// Saves, restores in a guarded way, and must be where it was.
    fn restore(&mut self, id: &str) {
        let key = toroku::Secret::new(std::array::from_fn(|i| u8::try_from(i).unwrap()));
        self.saves += 1;
        let guard =
            Guard::default().with_key(&key).with_context(b"vectors").with_counter(self.saves);
        let bytes = self.registration.save(&guard);
        let restored = Registration::restore(&bytes, &guard).unwrap();
        assert_eq!(restored, self.registration, "{id}");
        self.registration = restored;
    }

    fn input(&self, step: &Step) -> Input {
        let text = |text: &Option<String>| text.clone().unwrap();
        match step.input.as_str() {
            "choose_category" => Input::ChooseCategory {
                category: world::category(step.category.as_ref().unwrap()),
                entropy: world::entropy(step.entropy.as_ref().unwrap_or(&self.entropy)),
            },
            "set" => Input::Set {
                item: world::item(step.item.as_ref().unwrap()),
                text: step.text.as_ref().unwrap().whole().into(),
            },
            "clear" => Input::Clear { item: world::item(step.item.as_ref().unwrap()) },
            "fill" => Input::Fill { items: world::items(step.items.as_ref().unwrap()) },
            "take_suggestion" => Input::TakeSuggestion {
                field: world::field(step.field.as_ref().unwrap()),
                text: step.text.as_ref().unwrap().whole().into(),
            },
            "search_municipalities" => Input::SearchMunicipalities {
                prefecture: step.prefecture.map(|number| Prefecture::by_number(number).unwrap()),
                query: Personal::from(text(&step.query)),
                limit: step.limit.unwrap(),
            },
            "show_terms" => Input::ShowTerms,
            "agree" => Input::Agree { version: text(&step.version) },
            "disagree" => Input::Disagree,
            "confirm" => Input::Confirm,
            "back" => Input::Back,
            "register" => Input::Register {
                digest: self.digest(step.digest.as_ref().unwrap()),
                language: Language::by_tag(step.language.as_ref().unwrap()).unwrap(),
            },
            "user_id_reserved" => {
                Input::UserIdReserved { user_id: text(&step.user_id).parse().unwrap() }
            }
            "number_reserved" => Input::NumberReserved { number: step.number.unwrap() },
            "user_id_taken" => Input::UserIdTaken { user_id: text(&step.user_id).parse().unwrap() },
            "committed" => Input::Committed { key: world::key(&text(&step.key)) },
            "storage_failed" => Input::StorageFailed,
            "back_to_top" => Input::BackToTop,
            "notification_delivered" => {
                Input::NotificationDelivered { key: world::key(&text(&step.key)) }
            }
            "notification_failed" => {
                Input::NotificationFailed { key: world::key(&text(&step.key)) }
            }
            "registered" => Input::Registered {
                key: world::key(&text(&step.key)),
                user_id: text(&step.user_id).parse().unwrap(),
            },
            "refused" => Input::Refused {
                key: world::key(&text(&step.key)),
                problems: step.problems.as_ref().unwrap().iter().map(world::reported).collect(),
            },
            "not_reached" => Input::NotReached { key: world::key(&text(&step.key)) },
            other => panic!("no input {other}"),
        }
    }

    fn digest(&self, name: &str) -> Digest {
        match name {
            "shown" => self.registration.confirmation().unwrap().digest,
            name => self.digests.get(name).copied().unwrap_or_else(|| name.parse().unwrap()),
        }
    }

    fn expect(
        &self,
        id: &str,
        expected: &Expected,
        outcome: &Result<Answer, Misuse>,
        policy: &Policy,
    ) {
        assert_eq!(self.registration.state().kind().name(), expected.state, "{id}");
        match outcome {
            Err(misuse) => {
                assert_eq!(Some(misuse_name(*misuse)), expected.misuse.as_deref(), "{id}");
            }
            Ok(answer) => {
                assert_eq!(Some(answer.name()), expected.answer.as_deref(), "{id}");
                expect_answer(id, answer, expected);
            }
        }
        if let Some(view) = &expected.view {
            self.expect_view(id, view);
        }
        if let Some(notices) = &expected.notices {
            let shown = self.registration.confirmation().unwrap().notices;
            let codes: Vec<_> = shown.iter().map(|notice| notice.code().name()).collect();
            assert_eq!(codes, *notices, "{id}");
        }
        if let Some(effect) = &expected.effect {
            expect_effect(id, effect, self.registration.next_effect(policy).as_ref());
        }
        if !expected.state.starts_with("issuing") {
            assert_eq!(self.registration.next_effect(policy), None, "{id}");
        }
        if let Some(delivery) = &expected.delivery {
            let State::Completion(completion) = self.registration.state() else { panic!("{id}") };
            let name = match completion.delivery() {
                Delivery::Pending => "pending",
                Delivery::Delivered => "delivered",
                Delivery::Failed => "failed",
            };
            assert_eq!(name, delivery, "{id}");
        }
        if let Some(items) = &expected.draft {
            let draft = self.registration.state().draft().unwrap();
            for (name, text) in items {
                assert_eq!(
                    draft.text(world::item(name)),
                    Some(text.whole().as_str()),
                    "{id}: {name}"
                );
            }
            assert_eq!(draft.is_empty(), items.is_empty(), "{id}");
        }
    }

    fn expect_view(&self, id: &str, expected: &[Shown]) {
        let view = self.registration.confirmation().unwrap();
        assert_eq!(view.items.len(), expected.len(), "{id}");
        for (item, expected) in view.items.iter().zip(expected) {
            assert_eq!(item.field.name(), expected.field, "{id}");
            assert_eq!(item.text.expose(), expected.text, "{id}");
            let made: Vec<_> = item.conversions.iter().map(|c| c.code().name()).collect();
            assert_eq!(made, expected.conversions, "{id}: {}", expected.field);
        }
    }
}

impl Expected {
    pub(crate) fn is_accepted(&self) -> bool {
        self.misuse.is_none()
    }
}

fn misuse_name(misuse: Misuse) -> &'static str {
    match misuse {
        Misuse::NotAccepted { .. } => "not_accepted",
        Misuse::OtherUserId => "other_user_id",
        Misuse::OtherIssuing => "other_issuing",
        Misuse::OtherNotification => "other_notification",
        Misuse::NoProblems => "no_problems",
        Misuse::Exhausted => "exhausted",
        Misuse::WeakEntropy => "weak_entropy",
    }
}

fn expect_answer(id: &str, answer: &Answer, expected: &Expected) {
    if let Some(code) = &expected.code {
        assert_eq!(answer.code().map(toroku::Code::name), Some(code.as_str()), "{id}");
    }
    match answer {
        Answer::Problems(problems) => {
            let found: Vec<_> = problems
                .iter()
                .map(|problem| {
                    (problem.field().name().to_owned(), problem.code().name().to_owned())
                })
                .collect();
            assert_eq!(Some(&found), expected.problems.as_ref(), "{id}");
        }
        Answer::Municipalities(found) => {
            let codes: Vec<_> =
                found.iter().map(|municipality| municipality.code().to_string()).collect();
            assert_eq!(Some(&codes), expected.municipalities.as_ref(), "{id}");
        }
        Answer::Terms { version } => assert_eq!(Some(version), expected.terms.as_ref(), "{id}"),
        Answer::Registered(user_id) | Answer::AlreadyRegistered(user_id) => {
            assert_eq!(Some(user_id.as_str()), expected.user_id.as_deref(), "{id}");
        }
        Answer::Opened
        | Answer::NotCovered(_)
        | Answer::Kept
        | Answer::ReadyToConfirm
        | Answer::WentBack
        | Answer::Issuing
        | Answer::NotAsShown
        | Answer::StorageFailed
        | Answer::BackAtTop
        | Answer::Noted
        | Answer::Expired
        | Answer::NotReached => {}
    }
}

fn expect_effect(id: &str, expected: &ExpectedEffect, effect: Option<&Effect>) {
    let (kind, key, user_id, attempt) = match effect.unwrap_or_else(|| panic!("{id}: no effect")) {
        Effect::ReserveUserId { key, user_id } => ("reserve_user_id", *key, Some(*user_id), None),
        Effect::ReserveNumber { key, attempt } => ("reserve_number", *key, None, Some(*attempt)),
        Effect::Commit(record) => {
            assert_eq!(record.notification.key(), record.key, "{id}");
            assert!(record.notification.text().expose().contains(record.user_id.as_str()), "{id}");
            if let Some(language) = &expected.language {
                assert_eq!(record.notification.language().tag(), language, "{id}");
            }
            ("commit", record.key, Some(record.user_id), None)
        }
        Effect::Submit(submission) => {
            if let Some(language) = &expected.language {
                assert_eq!(submission.language.tag(), language, "{id}");
            }
            ("submit", submission.key, None, None)
        }
    };
    assert_eq!(kind, expected.kind, "{id}");
    assert_eq!(key.expose(), expected.key, "{id}");
    let user_id = user_id.map(|user_id| user_id.to_string());
    assert_eq!(user_id, expected.user_id, "{id}");
    assert_eq!(attempt, expected.attempt, "{id}");
}
