//! A small reference machine, plain enough to be seen to be right, held against the engine: in every state
//! it can reach, every input.
//!
//! The model knows nothing of texts. A draft is whether it is empty, good, or good but for a bad phone
//! number; the terms are agreed to, agreed to in an old version, or not; a user ID is the number of the
//! candidate; and an office refuses the phone number or nothing. Two ways that lead to one model state must
//! lead to one engine state, to the byte of its snapshot.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]
#![allow(clippy::print_stdout, reason = "how much was walked")]
#![allow(clippy::wildcard_enum_match_arm, reason = "all that the model does not name is misuse")]

mod sample;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use toroku::{
    Answer, Category, Code, Digest, Effect, Entropy, Field, Guard, Input, Instant, Issuance, Item,
    Language, NotificationKey, Policy, Problem, Registration, random_candidate,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Draft {
    Empty,
    Good,
    OtherGood,
    BadPhone,
    NoPhone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Agreed {
    No,
    Old,
    Yes,
}

/// What goes along: the draft, the agreement, the candidate to ask for, whether it is reserved, whether the
/// office has refused the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    draft: Draft,
    agreed: Agreed,
    candidate: u32,
    reserved: bool,
    refused: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Model {
    Start(Option<Kept>),
    Entry(Kept),
    Confirmation(Kept),
    Issuing(Kept),
    /// The candidate that became the user ID; what was reported of the mail.
    Completion(u32, Mail),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mail {
    Pending,
    Delivered,
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    ChooseCovered,
    ChooseOther,
    ChooseWithoutEntropy,
    FillGood,
    SetOtherPhone,
    SetBadPhone,
    ClearPhone,
    TakeOtherPhone,
    Search,
    ShowTerms,
    Agree,
    AgreeOld,
    Disagree,
    Confirm,
    Back,
    RegisterShown,
    RegisterStale,
    ReservedRight,
    ReservedOther,
    Number,
    TakenRight,
    TakenOther,
    Committed,
    CommittedOther,
    StorageFailed,
    BackToTop,
    Delivered,
    DeliveredOther,
    Failed,
    Registered,
    RegisteredOther,
    Refused,
    RefusedOther,
    RefusedForNothing,
    NotReached,
    NotReachedOther,
}

const ALL: [Said; 36] = [
    Said::ChooseCovered,
    Said::ChooseOther,
    Said::ChooseWithoutEntropy,
    Said::FillGood,
    Said::SetOtherPhone,
    Said::SetBadPhone,
    Said::ClearPhone,
    Said::TakeOtherPhone,
    Said::Search,
    Said::ShowTerms,
    Said::Agree,
    Said::AgreeOld,
    Said::Disagree,
    Said::Confirm,
    Said::Back,
    Said::RegisterShown,
    Said::RegisterStale,
    Said::ReservedRight,
    Said::ReservedOther,
    Said::Number,
    Said::TakenRight,
    Said::TakenOther,
    Said::Committed,
    Said::CommittedOther,
    Said::StorageFailed,
    Said::BackToTop,
    Said::Delivered,
    Said::DeliveredOther,
    Said::Failed,
    Said::Registered,
    Said::RegisteredOther,
    Said::Refused,
    Said::RefusedOther,
    Said::RefusedForNothing,
    Said::NotReached,
    Said::NotReachedOther,
];

/// Candidates beyond this are not walked: each is like the one before.
const CANDIDATES: u32 = 3;

/// What the model says: the answer's name and where it leads, or `None` for misuse.
fn model(state: Model, said: Said, is_office: bool) -> Option<(&'static str, Model)> {
    use Model::{Completion, Confirmation, Entry, Issuing, Start};
    let new = Kept {
        draft: Draft::Empty,
        agreed: Agreed::No,
        candidate: 0,
        reserved: false,
        refused: false,
    };
    let same = |answer| Some((answer, state));
    match (state, said) {
        (Start(_), Said::ChooseOther) => same("not_covered"),
        (Start(Some(kept)), Said::ChooseCovered | Said::ChooseWithoutEntropy) => {
            Some(("opened", Entry(kept)))
        }
        (Start(None), Said::ChooseCovered) => Some(("opened", Entry(new))),

        (Entry(kept), _) => {
            let draft = |draft| {
                let refused = kept.refused && draft == kept.draft;
                Some(("kept", Entry(Kept { draft, refused, ..kept })))
            };
            let agreed = |agreed| Some(("kept", Entry(Kept { agreed, ..kept })));
            let is_empty = kept.draft == Draft::Empty;
            match said {
                Said::FillGood => draft(Draft::Good),
                // On an empty draft a phone alone would be a sixth kind of draft: not walked.
                Said::SetOtherPhone | Said::TakeOtherPhone if !is_empty => draft(Draft::OtherGood),
                Said::SetBadPhone if !is_empty => draft(Draft::BadPhone),
                Said::ClearPhone if !is_empty => draft(Draft::NoPhone),
                Said::ClearPhone => same("kept"),
                Said::Search => same("municipalities"),
                Said::ShowTerms => same("terms"),
                Said::Agree => agreed(Agreed::Yes),
                Said::AgreeOld => agreed(Agreed::Old),
                Said::Disagree => agreed(Agreed::No),
                Said::Confirm => match (kept.draft, kept.agreed) {
                    (Draft::Good | Draft::OtherGood, Agreed::Yes) if !kept.refused => {
                        Some(("ready_to_confirm", Confirmation(kept)))
                    }
                    _ => same("problems"),
                },
                Said::Back => Some(("went_back", Start(Some(kept)))),
                _ => None,
            }
        }

        (Confirmation(kept), Said::RegisterShown) => Some(("issuing", Issuing(kept))),
        (Confirmation(_), Said::RegisterStale) => same("not_as_shown"),
        (Confirmation(kept), Said::Back) => Some(("went_back", Entry(kept))),

        (Issuing(_), Said::RegisterShown | Said::RegisterStale) => same("issuing"),
        (Issuing(kept), _) if is_office => match said {
            Said::Registered => Some(("registered", Completion(kept.candidate, Mail::Pending))),
            Said::Refused => Some(("problems", Entry(Kept { refused: true, ..kept }))),
            Said::NotReached => same("not_reached"),
            _ => None,
        },
        (Issuing(kept), Said::ReservedRight) => {
            Some(("issuing", Issuing(Kept { reserved: true, ..kept })))
        }
        (Issuing(kept), Said::TakenRight) => {
            let candidate = kept.candidate + 1;
            Some(("issuing", Issuing(Kept { candidate, reserved: false, ..kept })))
        }
        (Issuing(kept), Said::Committed) if kept.reserved => {
            Some(("registered", Completion(kept.candidate, Mail::Pending)))
        }
        (Issuing(kept), Said::StorageFailed) => Some(("storage_failed", Confirmation(kept))),

        (Completion(..), Said::RegisterShown | Said::RegisterStale) => same("already_registered"),
        (Completion(..), Said::BackToTop) => Some(("back_at_top", Start(None))),
        (Completion(id, _), Said::Delivered) => Some(("noted", Completion(id, Mail::Delivered))),
        (Completion(id, Mail::Pending), Said::Failed) => {
            Some(("noted", Completion(id, Mail::Failed)))
        }
        (Completion(..), Said::Failed | Said::Registered) => same("noted"),

        _ => None,
    }
}

struct World {
    policy: Policy,
    now: Instant,
    entropy: Entropy,
    key: NotificationKey,
}

impl World {
    fn new(issuance: Issuance) -> Self {
        let policy = Policy::new("now", "https://registration.example/password")
            .unwrap()
            .with_issuance(issuance);
        let entropy = Entropy::new(std::array::from_fn(|i| u8::try_from(i).unwrap()));
        let mut world = Self {
            policy,
            now: Instant::from_unix_seconds(1_700_000_000),
            entropy,
            key: NotificationKey::from_bytes([0; 16]),
        };
        // The registration's key is whatever its first effect names; the walk holds all others against it.
        let mut first = Registration::new();
        for said in
            [Said::ChooseCovered, Said::FillGood, Said::Agree, Said::Confirm, Said::RegisterShown]
        {
            world.say(&mut first, said, 0).unwrap();
        }
        world.key = match first.next_effect(&world.policy) {
            Some(Effect::ReserveUserId { key, .. }) => key,
            Some(Effect::Submit(submission)) => submission.key,
            effect => panic!("{effect:?}"),
        };
        world
    }

    fn say(
        &self,
        registration: &mut Registration,
        said: Said,
        candidate: u32,
    ) -> Result<Answer, toroku::Misuse> {
        let shown =
            registration.confirmation().map_or(Digest::from_bytes([1; 32]), |view| view.digest);
        let id = |k| random_candidate(&self.entropy, k).unwrap();
        let other_key = NotificationKey::from_bytes([9; 16]);
        let phone = |text: &str| Input::Set { item: Item::Phone, text: text.into() };
        let choose = |category, entropy: Entropy| Input::ChooseCategory { category, entropy };
        let register = |digest| Input::Register { digest, language: Language::ENGLISH };
        let input = match said {
            Said::ChooseCovered => choose(Category::ApplicantAtCounter, self.entropy.clone()),
            Said::ChooseOther => choose(Category::LegalSpecialist, self.entropy.clone()),
            Said::ChooseWithoutEntropy => {
                choose(Category::ApplicantAtCounter, Entropy::new([0; 32]))
            }
            Said::FillGood => Input::Fill { items: sample::typed("HOUMU TARO") },
            Said::SetOtherPhone => phone("0398765432"),
            Said::SetBadPhone => phone("x"),
            Said::ClearPhone => Input::Clear { item: Item::Phone },
            Said::Search => {
                Input::SearchMunicipalities { prefecture: None, query: "naha".into(), limit: 1 }
            }
            Said::TakeOtherPhone => {
                Input::TakeSuggestion { field: Field::Phone, text: "0398765432".into() }
            }
            Said::ShowTerms => Input::ShowTerms,
            Said::Agree => Input::Agree { version: "now".into() },
            Said::AgreeOld => Input::Agree { version: "then".into() },
            Said::Disagree => Input::Disagree,
            Said::Confirm => Input::Confirm,
            Said::Back => Input::Back,
            Said::RegisterShown => register(shown),
            Said::RegisterStale => register(Digest::from_bytes([0; 32])),
            Said::ReservedRight => Input::UserIdReserved { user_id: id(candidate) },
            Said::ReservedOther => Input::UserIdReserved { user_id: id(candidate + 1) },
            Said::Number => Input::NumberReserved { number: 0 },
            Said::TakenRight => Input::UserIdTaken { user_id: id(candidate) },
            Said::TakenOther => Input::UserIdTaken { user_id: id(candidate + 1) },
            Said::Committed => Input::Committed { key: self.key },
            Said::CommittedOther => Input::Committed { key: other_key },
            Said::StorageFailed => Input::StorageFailed,
            Said::BackToTop => Input::BackToTop,
            Said::Delivered => Input::NotificationDelivered { key: self.key },
            Said::DeliveredOther => Input::NotificationDelivered { key: other_key },
            Said::Failed => Input::NotificationFailed { key: self.key },
            Said::Registered => Input::Registered { key: self.key, user_id: id(candidate) },
            Said::RegisteredOther => Input::Registered { key: other_key, user_id: id(candidate) },
            Said::Refused => Input::Refused { key: self.key, problems: vec![phone_problem()] },
            Said::RefusedOther => {
                Input::Refused { key: other_key, problems: vec![phone_problem()] }
            }
            Said::RefusedForNothing => Input::Refused { key: self.key, problems: Vec::new() },
            Said::NotReached => Input::NotReached { key: self.key },
            Said::NotReachedOther => Input::NotReached { key: other_key },
        };
        registration.handle(input, self.now, &self.policy)
    }

    /// What must hold in every state, whatever led there.
    fn check_standing(&self, state: Model, registration: &Registration) {
        let guard = Guard::default();
        let restored = Registration::restore(&registration.save(&guard), &guard).unwrap();
        assert_eq!(restored, *registration, "{state:?}");
        let effect = registration.next_effect(&self.policy);
        // Replay from the snapshot gives the same order: same user ID, same key, same mail.
        assert_eq!(restored.next_effect(&self.policy), effect, "{state:?}");
        match (state, effect) {
            (Model::Issuing(kept), Some(Effect::ReserveUserId { key, user_id })) => {
                assert!(!kept.reserved, "{state:?}");
                assert_eq!(key, self.key, "{state:?}");
                assert_eq!(
                    Some(user_id),
                    random_candidate(&self.entropy, kept.candidate),
                    "{state:?}"
                );
            }
            (Model::Issuing(kept), Some(Effect::Commit(record))) => {
                assert!(kept.reserved, "{state:?}");
                assert_eq!(record.key, self.key, "{state:?}");
                assert_eq!(Some(record.user_id), random_candidate(&self.entropy, kept.candidate));
                // What is committed is what was confirmed, and never without its mail.
                let shown = registration.confirmation().unwrap();
                assert_eq!(record.confirmed.digest(), shown.digest, "{state:?}");
                assert_eq!(record.notification.key(), self.key, "{state:?}");
                assert!(record.notification.text().expose().contains(record.user_id.as_str()));
                assert_eq!(record.password_setup.account().user_id(), record.user_id);
            }
            (Model::Issuing(_), Some(Effect::Submit(submission))) => {
                assert_eq!(submission.key, self.key, "{state:?}");
                let shown = registration.confirmation().unwrap();
                assert_eq!(submission.confirmed.digest(), shown.digest, "{state:?}");
            }
            (
                Model::Start(_) | Model::Entry(_) | Model::Confirmation(_) | Model::Completion(..),
                None,
            ) => {}
            (state, effect) => panic!("{state:?}: {effect:?}"),
        }
        if let Model::Entry(kept) = state {
            let report = registration.report(Field::Phone, self.now, &self.policy).unwrap();
            let is_good = matches!(kept.draft, Draft::Good | Draft::OtherGood) && !kept.refused;
            assert_eq!(report.problem.is_none(), is_good, "{state:?}");
        }
        let name = match state {
            Model::Start(_) => "start",
            Model::Entry(_) => "entry",
            Model::Confirmation(_) => "confirmation",
            Model::Issuing(_) => "issuing",
            Model::Completion(..) => "completion",
        };
        assert_eq!(registration.state().kind().name(), name);
    }
}

fn phone_problem() -> Problem {
    Problem::reported(Code::PhoneNotInPlan, Field::Phone).unwrap()
}

/// Whether the walk goes on with this input: not where it would leave the states that the model has.
fn is_walked(state: Model, said: Said) -> bool {
    match (state, said) {
        (Model::Entry(kept), Said::SetOtherPhone | Said::SetBadPhone | Said::TakeOtherPhone) => {
            kept.draft != Draft::Empty
        }
        (Model::Issuing(kept), Said::TakenRight) => kept.candidate + 1 < CANDIDATES,
        _ => true,
    }
}

fn candidate_of(state: Model) -> u32 {
    match state {
        Model::Start(Some(kept))
        | Model::Entry(kept)
        | Model::Confirmation(kept)
        | Model::Issuing(kept) => kept.candidate,
        Model::Start(None) => 0,
        Model::Completion(candidate, _) => candidate,
    }
}

#[test]
fn every_input_in_every_reachable_state() {
    assert_eq!(walked(Issuance::Random), (184, 6_611));
}

#[test]
fn every_input_in_every_reachable_state_where_the_office_issues() {
    assert_eq!(walked(Issuance::Office), (50, 1_791));
}

/// How many states were reached, and how many steps tried.
fn walked(issuance: Issuance) -> (usize, usize) {
    let is_office = matches!(issuance, Issuance::Office);
    let world = World::new(issuance);
    let mut reached = BTreeMap::from([(Model::Start(None), Registration::new())]);
    let mut to_walk = VecDeque::from([Model::Start(None)]);
    let mut steps = 0;
    while let Some(state) = to_walk.pop_front() {
        let registration = reached[&state].clone();
        world.check_standing(state, &registration);
        for said in ALL.into_iter().filter(|said| is_walked(state, *said)) {
            steps += 1;
            let mut next = registration.clone();
            let result = world.say(&mut next, said, candidate_of(state));
            match (model(state, said, is_office), result) {
                (None, Err(_)) => {
                    assert_eq!(next, registration, "{state:?} {said:?}: misuse changed it");
                }
                (Some((answer, to)), Ok(given)) => {
                    assert_eq!(given.name(), answer, "{state:?} {said:?}");
                    if let Some(known) = reached.get(&to) {
                        assert_eq!(*known, next, "{state:?} {said:?}: two ways to {to:?} differ");
                    } else {
                        reached.insert(to, next);
                        to_walk.push_back(to);
                    }
                }
                (expected, given) => panic!("{state:?} {said:?}: {given:?}, not {expected:?}"),
            }
        }
    }
    println!("{} states, {steps} steps", reached.len());
    (reached.len(), steps)
}

/// From every state, the applicant who goes on gets one user ID, however often the host dies in between.
#[test]
fn every_state_leads_to_one_user_id_through_crashes() {
    let world = World::new(Issuance::Random);
    let mut ids = BTreeSet::new();
    let mut numbers = fastrand::Rng::with_seed(12_345);
    for round in 0..400 {
        let guard = Guard::default();
        let mut stored = Registration::new().save(&guard);
        // A store that keeps each record once, by its key.
        let (mut reserved, mut committed) = (None, None);
        for said in
            [Said::ChooseCovered, Said::FillGood, Said::Agree, Said::Confirm, Said::RegisterShown]
        {
            let mut registration = Registration::restore(&stored, &guard).unwrap();
            world.say(&mut registration, said, 0).unwrap();
            stored = registration.save(&guard);
        }
        let mut registration = Registration::restore(&stored, &guard).unwrap();
        while let Some(effect) = registration.next_effect(&world.policy) {
            // The effect is done, and the host may die before or after it saves what it did.
            let report = match effect {
                Effect::ReserveUserId { user_id, .. } => {
                    assert!(
                        reserved.is_none_or(|known| known == user_id),
                        "round {round}: two user IDs"
                    );
                    reserved = Some(user_id);
                    Input::UserIdReserved { user_id }
                }
                Effect::Commit(record) => {
                    assert!(
                        committed.as_ref().is_none_or(|known| *known == record),
                        "round {round}"
                    );
                    let key = record.key;
                    committed = Some(record);
                    Input::Committed { key }
                }
                Effect::ReserveNumber { .. } | Effect::Submit(_) => {
                    panic!("user IDs are random here")
                }
            };
            if numbers.u8(..3) != 0 {
                registration.handle(report, world.now, &world.policy).unwrap();
                if numbers.bool() {
                    stored = registration.save(&guard);
                }
            }
            if numbers.bool() {
                registration = Registration::restore(&stored, &guard).unwrap();
            }
        }
        ids.insert(committed.unwrap().user_id);
    }
    assert_eq!(ids.len(), 1, "one registration's entropy is one user ID");
}
