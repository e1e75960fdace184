//! The one match: what each input does in each state.
//!
//! Pure: the state goes in and comes out, time and entropy are arguments. Every input is named in every
//! state, so that a new one does not compile until it is decided everywhere.

use alloc::boxed::Box;
use alloc::vec;

use crate::code::Code;
use crate::effect::Answer;
use crate::error::Misuse;
use crate::field::Entered;
use crate::input::Input;
use crate::instant::Instant;
use crate::item::Field;
use crate::kind::StateKind;
use crate::municipality;
use crate::personal::{Entropy, Personal};
use crate::policy::{Issuance, Policy};
use crate::problem::Problem;
use crate::state::{Completion, Confirmation, Delivery, Entry, Issuing, Start, State};
use crate::user_id::{UserId, random_candidate};

/// An accepted input's outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where the registration stands now.
    pub state: State,
    /// What the input led to.
    pub answer: Answer,
}

/// A refused input's outcome: the state as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The state that was given.
    pub state: State,
    /// Why.
    pub misuse: Misuse,
}

/// What `input` does in `state` at `now` under `policy`.
///
/// [`Registration`](crate::Registration) calls this and keeps the state; a host that keeps its own may call
/// it directly.
///
/// # Errors
/// [`Refused`] where the host called wrongly; it gives the state back unchanged.
pub fn transition(
    state: State,
    input: Input,
    now: Instant,
    policy: &Policy,
) -> Result<Step, Box<Refused>> {
    if state.has_expired(now, policy) {
        return expired(state, input, now, policy);
    }
    match state {
        State::Start(start) => from_start(start, input, now),
        State::Entry(entry) => from_entry(entry, input, now, policy),
        State::Confirmation(confirmation) => from_confirmation(confirmation, input, now, policy),
        State::Issuing(issuing) => from_issuing(issuing, &input, now, policy),
        State::Completion(completion) => from_completion(completion, input),
    }
}

type Outcome = Result<Step, Box<Refused>>;

// ---- from start (top page) --------------------------------------------------------------------------

fn from_start(start: Start, input: Input, now: Instant) -> Outcome {
    match input {
        Input::ChooseCategory { category, .. } if !category.is_covered() => {
            step(State::Start(start), Answer::NotCovered(category))
        }
        Input::ChooseCategory { entropy, .. } => match start.suspended {
            Some(mut entry) => {
                entry.touch(now);
                step(State::Entry(entry), Answer::Opened)
            }
            None if entropy.is_plausible() => opened(Entry::new(entropy, now)),
            None => refuse(State::Start(start), Misuse::WeakEntropy),
        },
        input @ (Input::Set { .. }
        | Input::Clear { .. }
        | Input::Fill { .. }
        | Input::TakeSuggestion { .. }
        | Input::SearchMunicipalities { .. }
        | Input::ShowTerms
        | Input::Agree { .. }
        | Input::Disagree
        | Input::Confirm
        | Input::Back
        | Input::Register { .. }
        | Input::UserIdReserved { .. }
        | Input::NumberReserved { .. }
        | Input::UserIdTaken { .. }
        | Input::Committed { .. }
        | Input::StorageFailed
        | Input::BackToTop
        | Input::NotificationDelivered { .. }
        | Input::NotificationFailed { .. }
        | Input::Registered { .. }
        | Input::Refused { .. }
        | Input::NotReached { .. }) => not_accepted(State::Start(start), &input),
    }
}

// ---- from entry (STEP1) -----------------------------------------------------------------------------

fn from_entry(mut entry: Box<Entry>, input: Input, now: Instant, policy: &Policy) -> Outcome {
    match input {
        Input::Set { item, text } => {
            entry.set(item, text);
            kept(entry, now)
        }
        Input::Clear { item } => {
            entry.set(item, Personal::default());
            kept(entry, now)
        }
        Input::Fill { items } => {
            for (item, text) in items {
                entry.set(item, text);
            }
            kept(entry, now)
        }
        Input::TakeSuggestion { field, text } => {
            for (item, text) in entry.form().taking(field, &text) {
                entry.set(item, text);
            }
            kept(entry, now)
        }
        Input::SearchMunicipalities { prefecture, query, limit } => {
            entry.touch(now);
            let found = municipality::search(query.expose(), prefecture, limit);
            step(State::Entry(entry), Answer::Municipalities(found))
        }
        Input::ShowTerms => {
            entry.touch(now);
            let version = policy.terms_version().into();
            step(State::Entry(entry), Answer::Terms { version })
        }
        Input::Agree { version } => {
            // A version longer than any policy's is none that was shown; it is not worth keeping.
            entry.agreed = Some(version).filter(|version| version.len() <= 64);
            entry.forget_refusal(Field::Terms);
            kept(entry, now)
        }
        Input::Disagree => {
            entry.agreed = None;
            kept(entry, now)
        }
        Input::Confirm => {
            entry.touch(now);
            let checked = Entered::new(&entry.form(), now, policy).check_all();
            match checked {
                Ok(passed) if entry.refused.is_empty() => {
                    let confirmation = Confirmation {
                        entry: *entry,
                        digest: passed.confirmed.digest(),
                        confirmed: passed.confirmed,
                        conversions: passed.conversions,
                        notices: passed.notices,
                    };
                    step(State::Confirmation(Box::new(confirmation)), Answer::ReadyToConfirm)
                }
                checked => {
                    let mut problems = checked.err().unwrap_or_default();
                    entry.refused.iter().cloned().for_each(|refused| refused.join(&mut problems));
                    step(State::Entry(entry), Answer::Problems(problems))
                }
            }
        }
        Input::Back => {
            entry.touch(now);
            step(State::Start(Start { suspended: Some(entry) }), Answer::WentBack)
        }
        input @ (Input::ChooseCategory { .. }
        | Input::Register { .. }
        | Input::UserIdReserved { .. }
        | Input::NumberReserved { .. }
        | Input::UserIdTaken { .. }
        | Input::Committed { .. }
        | Input::StorageFailed
        | Input::BackToTop
        | Input::NotificationDelivered { .. }
        | Input::NotificationFailed { .. }
        | Input::Registered { .. }
        | Input::Refused { .. }
        | Input::NotReached { .. }) => not_accepted(State::Entry(entry), &input),
    }
}

// ---- from confirmation (STEP2) ----------------------------------------------------------------------

fn from_confirmation(
    mut confirmation: Box<Confirmation>,
    input: Input,
    now: Instant,
    policy: &Policy,
) -> Outcome {
    match input {
        Input::Register { digest, .. } if digest != confirmation.digest => {
            confirmation.entry.touch(now);
            step(State::Confirmation(confirmation), Answer::NotAsShown)
        }
        // The terms may have changed while the page was open: they are agreed to anew, at STEP1.
        Input::Register { .. }
            if confirmation.confirmed.terms_version() != policy.terms_version() =>
        {
            confirmation.entry.touch(now);
            let problems = vec![Problem::of(Code::TermsChanged)];
            step(State::Entry(Box::new(confirmation.entry)), Answer::Problems(problems))
        }
        Input::Register { language, .. } => {
            confirmation.entry.touch(now);
            let issuing = Issuing { confirmation: *confirmation, registered_at: now, language };
            step(State::Issuing(Box::new(issuing)), Answer::Issuing)
        }
        Input::Back => {
            confirmation.entry.touch(now);
            step(State::Entry(Box::new(confirmation.entry)), Answer::WentBack)
        }
        input @ (Input::ChooseCategory { .. }
        | Input::Set { .. }
        | Input::Clear { .. }
        | Input::Fill { .. }
        | Input::TakeSuggestion { .. }
        | Input::SearchMunicipalities { .. }
        | Input::ShowTerms
        | Input::Agree { .. }
        | Input::Disagree
        | Input::Confirm
        | Input::UserIdReserved { .. }
        | Input::NumberReserved { .. }
        | Input::UserIdTaken { .. }
        | Input::Committed { .. }
        | Input::StorageFailed
        | Input::BackToTop
        | Input::NotificationDelivered { .. }
        | Input::NotificationFailed { .. }
        | Input::Registered { .. }
        | Input::Refused { .. }
        | Input::NotReached { .. }) => not_accepted(State::Confirmation(confirmation), &input),
    }
}

// ---- from issuing (between the click and STEP3) -----------------------------------------------------

fn from_issuing(
    mut issuing: Box<Issuing>,
    input: &Input,
    now: Instant,
    policy: &Policy,
) -> Outcome {
    let reserved = issuing.user_id();
    let is_office = matches!(policy.issuance(), Issuance::Office);
    match input {
        // The click again: the effect that waits is still the one.
        Input::Register { .. } => step(State::Issuing(issuing), Answer::Issuing),
        &Input::UserIdReserved { user_id } => match policy.issuance() {
            Issuance::Sequence(_) | Issuance::Office => {
                refuse(State::Issuing(issuing), Misuse::OtherIssuing)
            }
            Issuance::Random => {
                // A report repeated counts once.
                if reserved.unwrap_or_else(|| candidate(&issuing).1) != user_id {
                    return refuse(State::Issuing(issuing), Misuse::OtherUserId);
                }
                issuing.confirmation.entry.attempt.reserved = Some(user_id);
                step(State::Issuing(issuing), Answer::Issuing)
            }
        },
        &Input::NumberReserved { number } => match policy.issuance() {
            Issuance::Random | Issuance::Office => {
                refuse(State::Issuing(issuing), Misuse::OtherIssuing)
            }
            Issuance::Sequence(key) => match (key.user_id(number), reserved) {
                (Err(misuse), _) => refuse(State::Issuing(issuing), misuse),
                (Ok(user_id), Some(reserved)) if user_id != reserved => {
                    refuse(State::Issuing(issuing), Misuse::OtherUserId)
                }
                (Ok(user_id), _) => {
                    issuing.confirmation.entry.attempt.reserved = Some(user_id);
                    step(State::Issuing(issuing), Answer::Issuing)
                }
            },
        },
        Input::UserIdTaken { .. } | Input::Committed { .. } | Input::StorageFailed if is_office => {
            refuse(State::Issuing(issuing), Misuse::OtherIssuing)
        }
        &Input::UserIdTaken { user_id } => {
            let next = match (policy.issuance(), reserved) {
                (Issuance::Random, _) => {
                    let (k, id) = candidate(&issuing);
                    (id == user_id).then(|| k.wrapping_add(1))
                }
                (Issuance::Sequence(_), Some(id)) if id == user_id => {
                    Some(issuing.confirmation.entry.attempt.candidate.wrapping_add(1))
                }
                (Issuance::Sequence(_) | Issuance::Office, _) => None,
            };
            let Some(next) = next else {
                return refuse(State::Issuing(issuing), Misuse::OtherUserId);
            };
            let attempt = &mut issuing.confirmation.entry.attempt;
            attempt.candidate = next;
            attempt.reserved = None;
            step(State::Issuing(issuing), Answer::Issuing)
        }
        &Input::Committed { key } => match reserved {
            None => not_accepted(State::Issuing(issuing), input),
            Some(_) if key != issuing.key() => {
                refuse(State::Issuing(issuing), Misuse::OtherNotification)
            }
            Some(user_id) => registered(&issuing, user_id),
        },
        Input::StorageFailed => {
            step(State::Confirmation(Box::new(issuing.confirmation)), Answer::StorageFailed)
        }
        Input::Registered { .. } | Input::Refused { .. } | Input::NotReached { .. }
            if !is_office =>
        {
            refuse(State::Issuing(issuing), Misuse::OtherIssuing)
        }
        Input::Registered { key, .. } | Input::Refused { key, .. } | Input::NotReached { key }
            if *key != issuing.key() =>
        {
            refuse(State::Issuing(issuing), Misuse::OtherNotification)
        }
        &Input::Registered { user_id, .. } => registered(&issuing, user_id),
        Input::Refused { problems, .. } => refused_by_office(issuing, problems, now),
        Input::NotReached { .. } => step(State::Issuing(issuing), Answer::NotReached),
        Input::ChooseCategory { .. }
        | Input::Set { .. }
        | Input::Clear { .. }
        | Input::Fill { .. }
        | Input::TakeSuggestion { .. }
        | Input::SearchMunicipalities { .. }
        | Input::ShowTerms
        | Input::Agree { .. }
        | Input::Disagree
        | Input::Confirm
        | Input::Back
        | Input::BackToTop
        | Input::NotificationDelivered { .. }
        | Input::NotificationFailed { .. } => not_accepted(State::Issuing(issuing), input),
    }
}

fn registered(issuing: &Issuing, user_id: UserId) -> Outcome {
    let completion = Completion {
        user_id,
        email: issuing.confirmed().email().clone(),
        key: issuing.key(),
        delivery: Delivery::Pending,
    };
    step(State::Completion(Box::new(completion)), Answer::Registered(user_id))
}

/// STEP1 again, with what the office says. The wait for its answer was not the applicant's.
fn refused_by_office(mut issuing: Box<Issuing>, problems: &[Problem], now: Instant) -> Outcome {
    let entry = &mut issuing.confirmation.entry;
    for problem in problems.iter().filter(|problem| Field::ENTRY.contains(&problem.field())) {
        problem.kept().join(&mut entry.refused);
    }
    if entry.refused.is_empty() {
        return refuse(State::Issuing(issuing), Misuse::NoProblems);
    }
    entry.touch(now);
    let problems = entry.refused.clone();
    step(State::Entry(Box::new(issuing.confirmation.entry)), Answer::Problems(problems))
}

/// The candidate to ask for: the first from the attempt's number on.
pub(crate) fn candidate(issuing: &Issuing) -> (u32, UserId) {
    let entry = &issuing.confirmation.entry;
    (entry.attempt.candidate..=u32::MAX)
        .chain(0..entry.attempt.candidate)
        .find_map(|k| Some((k, random_candidate(&entry.entropy, k)?)))
        .expect("a hash does not give only words above the bound for four billion inputs")
}

// ---- from completion (STEP3) ------------------------------------------------------------------------

fn from_completion(mut completion: Box<Completion>, input: Input) -> Outcome {
    match input {
        Input::Register { .. } => {
            let user_id = completion.user_id;
            step(State::Completion(completion), Answer::AlreadyRegistered(user_id))
        }
        Input::BackToTop => step(State::default(), Answer::BackAtTop),
        Input::NotificationDelivered { key }
        | Input::NotificationFailed { key }
        | Input::Registered { key, .. }
            if key != completion.key =>
        {
            refuse(State::Completion(completion), Misuse::OtherNotification)
        }
        Input::NotificationDelivered { .. } => {
            completion.delivery = Delivery::Delivered;
            step(State::Completion(completion), Answer::Noted)
        }
        Input::NotificationFailed { .. } => {
            // A delivery is not undone by the report of a repeated mail's failure.
            if completion.delivery == Delivery::Pending {
                completion.delivery = Delivery::Failed;
            }
            step(State::Completion(completion), Answer::Noted)
        }
        // The answer to a submission that was sent twice.
        Input::Registered { user_id, .. } if user_id == completion.user_id => {
            step(State::Completion(completion), Answer::Noted)
        }
        Input::Registered { .. } => refuse(State::Completion(completion), Misuse::OtherUserId),
        input @ (Input::ChooseCategory { .. }
        | Input::Set { .. }
        | Input::Clear { .. }
        | Input::Fill { .. }
        | Input::TakeSuggestion { .. }
        | Input::SearchMunicipalities { .. }
        | Input::ShowTerms
        | Input::Agree { .. }
        | Input::Disagree
        | Input::Confirm
        | Input::Back
        | Input::UserIdReserved { .. }
        | Input::NumberReserved { .. }
        | Input::UserIdTaken { .. }
        | Input::Committed { .. }
        | Input::StorageFailed
        | Input::Refused { .. }
        | Input::NotReached { .. }) => not_accepted(State::Completion(completion), &input),
    }
}

// ---- expired (entry or confirmation, too long ago) --------------------------------------------------

/// Starts again on the choice of a category; answers everything else the state accepts with `Expired`.
fn expired(state: State, input: Input, now: Instant, policy: &Policy) -> Outcome {
    match input {
        Input::ChooseCategory { category, .. } if !category.is_covered() => {
            step(state, Answer::NotCovered(category))
        }
        Input::ChooseCategory { entropy, .. } if !entropy.is_plausible() => {
            refuse(state, Misuse::WeakEntropy)
        }
        Input::ChooseCategory { entropy, .. } => opened(started_again(state, entropy, now, policy)),
        Input::Back => step(state, Answer::Expired),
        Input::Register { .. } if state.kind() == StateKind::Confirmation => {
            step(state, Answer::Expired)
        }
        Input::Set { .. }
        | Input::Clear { .. }
        | Input::Fill { .. }
        | Input::TakeSuggestion { .. }
        | Input::SearchMunicipalities { .. }
        | Input::ShowTerms
        | Input::Agree { .. }
        | Input::Disagree
        | Input::Confirm
            if state.kind() == StateKind::Entry =>
        {
            step(state, Answer::Expired)
        }
        input @ (Input::Set { .. }
        | Input::Clear { .. }
        | Input::Fill { .. }
        | Input::TakeSuggestion { .. }
        | Input::SearchMunicipalities { .. }
        | Input::ShowTerms
        | Input::Agree { .. }
        | Input::Disagree
        | Input::Confirm
        | Input::Register { .. }
        | Input::UserIdReserved { .. }
        | Input::NumberReserved { .. }
        | Input::UserIdTaken { .. }
        | Input::Committed { .. }
        | Input::StorageFailed
        | Input::BackToTop
        | Input::NotificationDelivered { .. }
        | Input::NotificationFailed { .. }
        | Input::Registered { .. }
        | Input::Refused { .. }
        | Input::NotReached { .. }) => not_accepted(state, &input),
    }
}

fn started_again(state: State, entropy: Entropy, now: Instant, policy: &Policy) -> Entry {
    let old = match state {
        State::Entry(entry) => Some(*entry),
        State::Confirmation(confirmation) => Some(confirmation.entry),
        State::Start(_) | State::Issuing(_) | State::Completion(_) => None,
    };
    match old.filter(|_| policy.is_draft_outliving_expiry()) {
        Some(mut entry) => {
            entry.touch(now);
            entry
        }
        None => Entry::new(entropy, now),
    }
}

// ---- shared by the states ---------------------------------------------------------------------------

impl Entry {
    /// Notes that the applicant is there. A clock that jumps back does not shorten anyone's time.
    fn touch(&mut self, now: Instant) {
        self.touched = self.touched.max(now);
    }
}

fn opened(entry: Entry) -> Outcome {
    step(State::Entry(Box::new(entry)), Answer::Opened)
}

fn kept(mut entry: Box<Entry>, now: Instant) -> Outcome {
    entry.touch(now);
    step(State::Entry(entry), Answer::Kept)
}

#[expect(clippy::unnecessary_wraps, reason = "every arm of the match gives an outcome")]
fn step(state: State, answer: Answer) -> Outcome {
    Ok(Step { state, answer })
}

fn refuse(state: State, misuse: Misuse) -> Outcome {
    Err(Box::new(Refused { state, misuse }))
}

fn not_accepted(state: State, input: &Input) -> Outcome {
    let misuse = Misuse::NotAccepted { state: state.kind(), input: input.kind() };
    refuse(state, misuse)
}
