//! The host's loop: restore, handle, save. What a registration asks for from the click to its user ID is done in the
//! transaction that stores it: a number, the registration, the mail, the password setup and STEP3 last together or not
//! at all. So there is nothing to take up again after a crash, and the state between is never saved.

use toroku::{
    Answer, Commit, Digest, Effect, Guard, Input, Language, Misuse, NotificationKey, Registration,
    State, StateKind,
};

use crate::app::{App, INACTIVITY_LIMIT};
use crate::attempt::{MailFor, counted_mail};
use crate::failure::{ErrorPage, Failure};
use crate::session::Visit;
use crate::store::{
    CommitResult, Companions, Counted, Issuing, NewOpenRegistration, OpenRegistration, SessionId,
    StoreError, setup_context,
};

/// How often a registration is restored anew because another instance has changed it, before it is an error.
const MAX_CHANGES: u32 = 8;

/// The registration of one session, restored. Others may change it meanwhile: whoever saves second decides anew.
pub(crate) struct Flow<'a> {
    app: &'a App,
    session: SessionId,
    counter: u64,
    registration: Registration,
    /// Whether the applicant wants it kept for longer than an hour.
    is_kept: bool,
    /// Whether this request says so.
    wish: Option<bool>,
    /// Where the top page says why nothing of it is there any more, if it was there.
    gone: Option<&'static str>,
}

impl<'a> Flow<'a> {
    /// The registration as it came with the request's session; a new one where there was none.
    pub(crate) async fn of(app: &'a App, visit: &Visit) -> Result<Self, Failure> {
        let mut flow = Self::new(app, visit.session);
        flow.restore_from(visit.registration.as_deref()).await?;
        Ok(flow)
    }

    /// The same of a session whose registration has not been read.
    pub(crate) async fn open(app: &'a App, session: SessionId) -> Result<Self, Failure> {
        let mut flow = Self::new(app, session);
        flow.restore().await?;
        Ok(flow)
    }

    fn new(app: &'a App, session: SessionId) -> Self {
        let registration = Registration::new();
        Self { app, session, counter: 0, registration, is_kept: false, wish: None, gone: None }
    }

    async fn restore(&mut self) -> Result<(), Failure> {
        let stored = self.app.store.open_registration(self.session).await?;
        self.restore_from(stored.as_ref()).await
    }

    async fn restore_from(&mut self, stored: Option<&OpenRegistration>) -> Result<(), Failure> {
        let now = self.app.clock.even_seconds();
        let has_ended = stored.is_some_and(|stored| stored.has_ended(now));
        if has_ended {
            let is_draft = stored.is_some_and(|stored| !stored.is_complete);
            self.gone = Some(if is_draft { "/?notice=ended" } else { "/?notice=over" });
            self.app.store.forget_ended_registration(self.session, now).await?;
        }
        let Some(stored) = stored.filter(|_| !has_ended) else {
            self.counter = 0;
            self.registration = Registration::new();
            return Ok(());
        };
        self.counter = stored.counter;
        self.is_kept = self.wish.unwrap_or(stored.is_kept);
        let restored = self.app.unsealed(|key| {
            let guard = Guard::default().with_key(key).with_context(&self.session.0);
            Registration::restore(&stored.snapshot, &guard.with_counter(stored.counter))
        });
        match restored {
            Ok(registration) => self.registration = registration,
            Err(error) => {
                tracing::error!(%error, "a registration could not be restored and begins anew");
                self.registration = Registration::new();
                self.gone = Some("/?notice=unusable");
            }
        }
        Ok(())
    }

    fn guard(&self, counter: u64) -> Guard<'_> {
        Guard::default().with_key(&self.app.key).with_context(&self.session.0).with_counter(counter)
    }

    /// The registration.
    pub(crate) fn registration(&self) -> &Registration {
        &self.registration
    }

    /// Where it stands.
    pub(crate) fn kind(&self) -> StateKind {
        self.registration.state().kind()
    }

    /// Whether the applicant wants it kept for longer than an hour.
    pub(crate) fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// The same, to be kept as the applicant wishes from the next saving on.
    pub(crate) fn keeping(self, is_kept: bool) -> Self {
        Self { is_kept, wish: Some(is_kept), ..self }
    }

    /// Leads to the top page, which says so, where it has ended or cannot be used.
    pub(crate) fn goes_on(&self) -> Result<(), Failure> {
        match self.gone {
            Some(address) => Err(Failure::redirect(address)),
            None if self.has_expired() => Err(Failure::redirect("/?notice=expired")),
            None => Ok(()),
        }
    }

    /// Whether nothing was done in it for too long.
    pub(crate) fn has_expired(&self) -> bool {
        self.registration.state().has_expired(self.app.clock.even_instant(), &self.app.policy)
    }

    /// The page of the state.
    pub(crate) fn page(&self) -> &'static str {
        match self.registration.state() {
            State::Start(_) => "/",
            State::Entry(_) => "/entry",
            State::Confirmation(_) => "/confirmation",
            State::Issuing(_) | State::Completion(_) => "/completion",
        }
    }

    /// Handles the inputs that `decide` finds right where it stands, and saves once; the last one's answer.
    ///
    /// Where another request or instance has saved the registration since it was read, it is read and decided anew. If the
    /// inputs make no sense there any more, the applicant is shown where it stands.
    pub(crate) async fn advance(
        &mut self,
        decide: impl Fn(&Self) -> Result<Vec<Input>, Failure>,
    ) -> Result<Answer, Failure> {
        self.advance_with(decide, &Besides::default()).await
    }

    /// The same where they may register. What stands in `besides` is stored with the registration or not at all.
    pub(crate) async fn advance_with(
        &mut self,
        decide: impl Fn(&Self) -> Result<Vec<Input>, Failure>,
        besides: &Besides<'_>,
    ) -> Result<Answer, Failure> {
        for attempt in 0..MAX_CHANGES {
            let inputs = decide(self)?;
            if inputs.is_empty() {
                return Ok(Answer::Kept);
            }
            let now = self.app.clock.even_instant();
            let mut next = self.registration.clone();
            let handled = inputs
                .into_iter()
                .try_fold(Answer::Kept, |_, input| next.handle(input, now, &self.app.policy));
            let answer = match handled {
                Err(_) if attempt > 0 => return Err(Failure::redirect(self.page())),
                handled => handled?,
            };
            let issuing = issuing_key(&next);
            let saved = match issuing {
                None => self.save(&next).await.map_err(Stopped::Store),
                Some(_) => self.issue(&mut next, besides).await,
            };
            match (saved, issuing) {
                (Ok(()), _) => {
                    self.registration = next;
                    self.counter += 1;
                    return Ok(answer);
                }
                (Err(Stopped::Store(StoreError::Changed)), _) => {
                    self.app.store.settled().await?;
                    self.restore().await?;
                }
                (Err(Stopped::Store(error)), Some(key)) => return self.unstored(error, key).await,
                (Err(Stopped::Store(error)), None) => return Err(error.into()),
                (Err(Stopped::Failure(failure)), _) => return Err(failure),
            }
        }
        Err(StoreError::Changed.into())
    }

    /// A registration could not be stored. It stands at STEP2 as before, unless it was stored though the database has
    /// said otherwise.
    async fn unstored(
        &mut self,
        error: StoreError,
        key: NotificationKey,
    ) -> Result<Answer, Failure> {
        tracing::error!(%error, "a registration could not be stored");
        if !self.app.store.has_registration(&key.expose()).await? {
            return Ok(Answer::StorageFailed);
        }
        self.restore().await?;
        Ok(Answer::Issuing)
    }

    /// Registration was clicked on the STEP2 of this digest. Nothing happens where the mailbox has had as many
    /// registrations as it may in a day: else anybody could fill anybody's.
    pub(crate) async fn register(
        &mut self,
        digest: Digest,
        language: Language,
    ) -> Result<Answer, Failure> {
        let besides = Besides { is_limited: true, submission_key: None };
        self.advance_with(|_| Ok(vec![Input::Register { digest, language }]), &besides).await
    }

    /// Until when it is kept and shown: STEP3 for some minutes, what is entered for the policy's hour after the last
    /// click, or longer where the applicant asked for that.
    fn ends_at(&self, kind: StateKind) -> i64 {
        let ages = &self.app.config.retention;
        let seconds = match (kind, self.is_kept) {
            (StateKind::Completion, _) => i64::from(ages.completed_minutes) * 60,
            (_, true) => (i64::from(ages.drafts_hours) * 3600).max(INACTIVITY_LIMIT.into()),
            (_, false) => INACTIVITY_LIMIT.into(),
        };
        self.app.clock.even_seconds() + seconds
    }

    /// Forgets the registration, so that nothing of it is kept. One whose user ID is being issued goes on.
    pub(crate) async fn forget(self) -> Result<(), Failure> {
        Ok(self.app.store.forget_open_registration(self.session).await?)
    }

    fn row<'s>(&self, registration: &Registration, snapshot: &'s [u8]) -> NewOpenRegistration<'s> {
        let kind = registration.state().kind();
        let mut notification_key = None;
        if let State::Completion(completion) = registration.state() {
            notification_key = Some(completion.key().expose());
        }
        NewOpenRegistration {
            session: self.session,
            counter: self.counter + 1,
            state: kind.name(),
            snapshot,
            now: self.app.clock.even_seconds(),
            is_kept: self.is_kept,
            ends_at: self.ends_at(kind),
            notification_key,
        }
    }

    async fn save(&self, registration: &Registration) -> Result<(), StoreError> {
        let snapshot = registration.save(&self.guard(self.counter + 1));
        self.app.store.save_open_registration(&self.row(registration, &snapshot)).await
    }

    /// Does what the registration asks for until it is completed, in one transaction.
    async fn issue(&self, next: &mut Registration, besides: &Besides<'_>) -> Result<(), Stopped> {
        let app = self.app;
        let (now, policy) = (app.clock.instant(), &app.policy);
        let mut issuing = app.store.issuing(self.counted(next, besides)).await?;
        loop {
            match next.next_effect(policy) {
                // The portal is the office: its policy submits nothing.
                None | Some(Effect::Submit(_)) => break,
                Some(Effect::ReserveNumber { .. }) => {
                    let number = issuing.next_number().await?;
                    next.handle(Input::NumberReserved { number }, now, policy)?;
                }
                // It is the one that the transaction stores, or somebody else has it.
                Some(Effect::ReserveUserId { user_id, .. }) => {
                    next.handle(Input::UserIdReserved { user_id }, now, policy)?;
                }
                Some(Effect::Commit(record)) => {
                    let mut completed = next.clone();
                    completed.handle(Input::Committed { key: record.key }, now, policy)?;
                    match self.store(&mut issuing, &record, &completed, besides).await? {
                        CommitResult::Committed => *next = completed,
                        CommitResult::TooManyMails => {
                            app.metrics.limited.inc();
                            return Err(ErrorPage::TooManyMails.into());
                        }
                        CommitResult::UserIdTaken => {
                            let user_id = record.user_id;
                            next.handle(Input::UserIdTaken { user_id }, now, policy)?;
                        }
                    }
                }
            }
        }
        issuing.commit().await?;
        app.mail_waits.notify_one();
        app.metrics.registrations.inc();
        Ok(())
    }

    /// The mail of what is being issued, as it is counted against its mailbox.
    fn counted(&self, registration: &Registration, besides: &Besides<'_>) -> Option<Counted> {
        let State::Issuing(issuing) = registration.state() else { return None };
        let email = issuing.confirmed().email();
        if besides.is_limited {
            counted_mail(self.app, email.as_str(), MailFor::Registration)
        } else {
            None
        }
    }

    async fn store(
        &self,
        issuing: &mut Issuing,
        record: &Commit,
        completed: &Registration,
        besides: &Besides<'_>,
    ) -> Result<CommitResult, StoreError> {
        let context = setup_context(record.user_id.as_str());
        let setup_guard =
            Guard::default().with_key(&self.app.key).with_context(&context).with_counter(1);
        let snapshot = completed.save(&self.guard(self.counter + 1));
        let companions = Companions {
            open_registration: self.row(completed, &snapshot),
            password_setup: &record.password_setup.save(&setup_guard),
            submission_key: besides.submission_key,
        };
        issuing.store(record, &companions).await
    }
}

/// The key of a registration whose user ID is to be issued.
fn issuing_key(registration: &Registration) -> Option<NotificationKey> {
    let State::Issuing(issuing) = registration.state() else { return None };
    Some(issuing.key())
}

/// What is stored together with a registration.
#[derive(Debug, Default)]
pub(crate) struct Besides<'a> {
    /// Whether its mail is counted against the mailbox.
    pub(crate) is_limited: bool,
    /// The hash of the submission's key, where it is one.
    pub(crate) submission_key: Option<&'a [u8; 32]>,
}

/// Why nothing was saved.
enum Stopped {
    /// By the database.
    Store(StoreError),
    /// By anything else.
    Failure(Failure),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Misuse> for Stopped {
    fn from(misuse: Misuse) -> Self {
        Self::Failure(misuse.into())
    }
}

impl From<ErrorPage> for Stopped {
    fn from(page: ErrorPage) -> Self {
        Self::Failure(page.into())
    }
}

#[cfg(test)]
pub(crate) mod tests;
