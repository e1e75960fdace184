//! One applicant's registration, as a host holds it.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::confirmation::ConfirmationView;
use crate::effect::{Answer, Commit, Effect, Submission};
use crate::error::Misuse;
use crate::field::Confirmed;
use crate::input::Input;
use crate::instant::Instant;
use crate::item::{Field, Item};
use crate::language::Language;
use crate::notification::{Notification, NotificationKey};
use crate::password::{Account, PasswordSetup};
use crate::personal::{Entropy, Personal};
use crate::policy::{Issuance, Policy};
use crate::report::FieldReport;
use crate::state::{Issuing, State};
use crate::transition::{candidate, transition};
use crate::user_id::UserId;

/// One applicant's registration from the top page to the user ID.
///
/// Four kinds of method, in the order of the host's loop: [`handle`](Self::handle) takes an input in,
/// [`state`](Self::state) and its views say what to show, [`save`](Self::save) makes the snapshot to store,
/// [`next_effect`](Self::next_effect) says what to do.
///
/// ```
/// use toroku::{Answer, Category, Entropy, Input, Instant, Policy, Registration};
/// let policy = Policy::new("2023-03", "https://registration.example/password")?;
/// let now = Instant::from_unix_seconds(1_700_000_000);
/// let entropy = Entropy::new(core::array::from_fn(|i| i as u8)); // from the host's random source
///
/// let mut registration = Registration::new();
/// let choice = Input::ChooseCategory { category: Category::ApplicantAtCounter, entropy };
/// assert_eq!(registration.handle(choice, now, &policy)?, Answer::Opened);
/// // Confirm with nothing entered answers with all ten problems at once.
/// let Answer::Problems(problems) = registration.handle(Input::Confirm, now, &policy)? else { panic!() };
/// assert_eq!(problems.len(), 10);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registration {
    pub(crate) state: State,
}

impl Registration {
    /// A new registration at the top page.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an input in. `now` is the host's clock.
    ///
    /// # Errors
    /// [`Misuse`] where the host called wrongly; nothing has changed then.
    pub fn handle(
        &mut self,
        input: Input,
        now: Instant,
        policy: &Policy,
    ) -> Result<Answer, Misuse> {
        match transition(core::mem::take(&mut self.state), input, now, policy) {
            Ok(step) => {
                self.state = step.state;
                Ok(step.answer)
            }
            Err(refused) => {
                self.state = refused.state;
                Err(refused.misuse)
            }
        }
    }

    /// Where the registration stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What the engine has to say about one field as it is entered now; `None` outside entry.
    pub fn report(&self, field: Field, now: Instant, policy: &Policy) -> Option<FieldReport> {
        match &self.state {
            State::Entry(entry) => Some(entry.report(field, now, policy)),
            State::Start(_) | State::Confirmation(_) | State::Issuing(_) | State::Completion(_) => {
                None
            }
        }
    }

    /// What [`Input::TakeSuggestion`] would set, to show it before it is taken; nothing outside entry.
    pub fn taking(&self, field: Field, suggestion: &Personal) -> Vec<(Item, Personal)> {
        match &self.state {
            State::Entry(entry) => entry.form().taking(field, suggestion),
            State::Start(_) | State::Confirmation(_) | State::Issuing(_) | State::Completion(_) => {
                Vec::new()
            }
        }
    }

    /// The page of STEP2; `None` outside confirmation and issuing.
    pub fn confirmation(&self) -> Option<ConfirmationView> {
        match &self.state {
            State::Confirmation(confirmation) => Some(confirmation.view()),
            State::Issuing(issuing) => Some(issuing.confirmation.view()),
            State::Start(_) | State::Entry(_) | State::Completion(_) => None,
        }
    }

    /// What the host must do now; `None` where nothing waits.
    ///
    /// The same until its outcome is reported. Save a snapshot before acting on it: a host that crashes,
    /// restores and asks again is ordered to do the same thing again, not another.
    pub fn next_effect(&self, policy: &Policy) -> Option<Effect> {
        match &self.state {
            State::Issuing(issuing) => Some(effect_of(issuing, policy)),
            State::Start(_) | State::Entry(_) | State::Confirmation(_) | State::Completion(_) => {
                None
            }
        }
    }
}

fn effect_of(issuing: &Issuing, policy: &Policy) -> Effect {
    let key = issuing.key();
    match (policy.issuance(), issuing.user_id()) {
        (Issuance::Office, _) => Effect::Submit(Box::new(Submission {
            key,
            confirmed: issuing.confirmed().clone(),
            language: issuing.language,
            registered_at: issuing.registered_at,
        })),
        (_, Some(user_id)) => Effect::Commit(Box::new(commit(issuing, user_id, policy))),
        (Issuance::Random, None) => Effect::ReserveUserId { key, user_id: candidate(issuing).1 },
        (Issuance::Sequence(_), None) => {
            let attempt = issuing.confirmation.entry.attempt.candidate;
            Effect::ReserveNumber { key, attempt }
        }
    }
}

fn commit(issuing: &Issuing, user_id: UserId, policy: &Policy) -> Commit {
    let entropy = &issuing.confirmation.entry.entropy;
    let confirmed = issuing.confirmed().clone();
    Commit::with(confirmed, user_id, entropy, issuing.registered_at, policy, issuing.language)
}

impl Commit {
    /// What is stored of values that were checked without a registration ([`Form::confirm`](crate::Form::confirm)),
    /// under a user ID that the host has reserved. The same arguments give the same commit again, and a registration
    /// with this entropy would order the same.
    ///
    /// # Errors
    /// [`Misuse::WeakEntropy`] where all of its bytes are the same.
    pub fn new(
        confirmed: Confirmed,
        user_id: UserId,
        entropy: &Entropy,
        registered_at: Instant,
        policy: &Policy,
        language: Language,
    ) -> Result<Self, Misuse> {
        if !entropy.is_plausible() {
            return Err(Misuse::WeakEntropy);
        }
        Ok(Self::with(confirmed, user_id, entropy, registered_at, policy, language))
    }

    fn with(
        confirmed: Confirmed,
        user_id: UserId,
        entropy: &Entropy,
        registered_at: Instant,
        policy: &Policy,
        language: Language,
    ) -> Self {
        let key = NotificationKey::of_entropy(entropy);
        let (name, email) = (confirmed.user_name().as_str(), confirmed.email().as_str());
        let account = Account::new(user_id, name.into(), email.into());
        let (password_setup, token) =
            PasswordSetup::awaiting(account, entropy, registered_at, policy.password());
        let link = password_setup.link(policy.password_url(), &token);
        let hours = policy.password().link_lifetime_hours();
        let notification =
            Notification::registration_complete(key, email, name, user_id, link, hours, language);
        Self { key, user_id, confirmed, registered_at, notification, password_setup }
    }
}
