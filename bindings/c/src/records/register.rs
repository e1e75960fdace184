//! From a good record to the commit that the host is to make.

use alloc::borrow::ToOwned;

use toroku::{
    Answer, Category, Effect, Entropy, Input, Issuing, Language, Personal, Policy, Registration,
    State,
};

use crate::abi::number::RecordResult;
use crate::abi::status::{Outcome, Status};
use crate::records::check::Checked;

/// How a user ID is issued to a record.
pub(crate) struct Issue<'a> {
    pub(crate) number: u64,
    pub(crate) entropy: &'a Entropy,
    pub(crate) language: Language,
}

/// A good record's registration, up to the commit.
pub(crate) struct Registered(Registration);

impl Registered {
    /// The user ID and the key, which cost nothing: the commit holds a whole mail.
    pub(crate) fn issuing(&self) -> Outcome<&Issuing> {
        match self.0.state() {
            State::Issuing(issuing) => Ok(issuing),
            State::Start(_) | State::Entry(_) | State::Confirmation(_) | State::Completion(_) => {
                Err(Status::Bug)
            }
        }
    }

    /// What the host is to commit, with its mail.
    pub(crate) fn commit(&self, policy: &Policy) -> Outcome<Effect> {
        self.0.next_effect(policy).ok_or(Status::Bug)
    }
}

impl Checked<'_> {
    /// Registers a good record: nothing for another.
    pub(crate) fn register(&self, issue: &Issue<'_>) -> Outcome<Option<Registered>> {
        if self.status != RecordResult::Good {
            return Ok(None);
        }
        let mut registration = Registration::new();
        let (category, entropy) = (Category::ApplicantAtCounter, issue.entropy.clone());
        let items = self.texts.items().map(|(item, text)| (item, Personal::new(text))).collect();
        let version = self.texts.version().to_owned();
        for input in [
            Input::ChooseCategory { category, entropy },
            Input::Fill { items },
            Input::Agree { version },
            Input::Confirm,
        ] {
            self.handle(&mut registration, input)?;
        }
        let digest = registration.confirmation().ok_or(Status::Bug)?.digest;
        self.handle(&mut registration, Input::Register { digest, language: issue.language })?;
        self.issue(&mut registration, issue.number)?;
        Ok(Some(Registered(registration)))
    }

    fn handle(&self, registration: &mut Registration, input: Input) -> Outcome<Answer> {
        Ok(registration.handle(input, self.now, self.policy)?)
    }

    /// Goes on to the user ID, as a host does whose store answers at once.
    fn issue(&self, registration: &mut Registration, number: u64) -> Outcome {
        /// A store that has taken this many candidates of one record answers wrongly.
        const MOST_TAKEN: u64 = 1_000;
        let mut taken = 0;
        loop {
            let input = match registration.next_effect(self.policy).ok_or(Status::Bug)? {
                Effect::ReserveNumber { .. } => Input::NumberReserved { number },
                Effect::ReserveUserId { .. } if number > MOST_TAKEN => {
                    return Err(Status::OutOfRange);
                }
                Effect::ReserveUserId { user_id, .. } if taken < number => {
                    taken += 1;
                    Input::UserIdTaken { user_id }
                }
                Effect::ReserveUserId { user_id, .. } => Input::UserIdReserved { user_id },
                // What is registered here has its user ID at once.
                Effect::Submit(_) => return Err(Status::OtherIssuing),
                // It comes after the user ID, which this loop ends with.
                Effect::Commit(_) => return Err(Status::Bug),
            };
            let is_taken = matches!(input, Input::UserIdTaken { .. });
            self.handle(registration, input)?;
            if !is_taken {
                return Ok(());
            }
        }
    }
}
