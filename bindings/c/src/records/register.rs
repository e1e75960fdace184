//! From a good record to the commit that the host is to make.

use alloc::boxed::Box;

use toroku::{
    Commit, Confirmed, Effect, Entropy, Issuance, Language, NotificationKey, UserId,
    random_candidate,
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

impl Issue<'_> {
    /// The candidate behind as many as were taken.
    fn candidate(&self) -> Outcome<UserId> {
        /// A store that has taken this many candidates of one record answers wrongly.
        const MOST_TAKEN: u64 = 1_000;
        let taken = usize::try_from(self.number).ok().filter(|_| self.number <= MOST_TAKEN);
        let mut candidates = (0..=u32::MAX).filter_map(|k| random_candidate(self.entropy, k));
        candidates.nth(taken.ok_or(Status::OutOfRange)?).ok_or(Status::Bug)
    }
}

/// Who a good record is registered as: what a registration of its texts would issue, without one, which takes ten
/// times as long.
pub(crate) struct Registered {
    pub(crate) user_id: UserId,
    pub(crate) key: NotificationKey,
}

impl Checked<'_> {
    /// Registers a good record: nothing for another.
    pub(crate) fn register(&self, issue: &Issue<'_>) -> Outcome<Option<Registered>> {
        if self.status != RecordResult::Good {
            return Ok(None);
        }
        if !issue.entropy.is_plausible() {
            return Err(Status::WeakEntropy);
        }
        let user_id = match self.policy.issuance() {
            Issuance::Sequence(key) => key.user_id(issue.number)?,
            Issuance::Random => issue.candidate()?,
            // What is registered here has its user ID at once.
            Issuance::Office => return Err(Status::OtherIssuing),
        };
        Ok(Some(Registered { user_id, key: NotificationKey::of_entropy(issue.entropy) }))
    }

    /// What the host is to commit.
    pub(crate) fn commit(
        &self,
        registered: &Registered,
        confirmed: Confirmed,
        issue: &Issue<'_>,
    ) -> Outcome<Effect> {
        let Issue { entropy, language, .. } = *issue;
        let commit =
            Commit::new(confirmed, registered.user_id, entropy, self.now, self.policy, language)?;
        Ok(Effect::Commit(Box::new(commit)))
    }
}
