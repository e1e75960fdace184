//! The host's loop: restore, handle, save. What a registration asks for from the click to its user ID is done in the
//! transaction that stores it: a number, the registration, the mail, the password setup and STEP3 last together or not
//! at all. So there is nothing to take up again after a crash, and the state between is never saved.

use tokio::sync::MutexGuard;
use toroku::{
    Answer, Commit, Digest, Effect, Field, Guard, Input, Language, Misuse, NotificationKey,
    Registration, State, StateKind,
};

use crate::app::{App, INACTIVITY_LIMIT};
use crate::attempt::{MailFor, counted_mail};
use crate::failure::{ErrorPage, Failure};
use crate::patience;
use crate::secret;
use crate::session::Visit;
use crate::store::{
    CommitResult, Companions, Counted, NewOpenRegistration, OpenRegistration, SessionId,
    StoreError, Transaction, setup_context,
};

/// How often a registration is restored anew because another instance has changed it, before it is an error.
const MAX_CHANGES: u32 = 8;

/// The registration of one session, restored. Whoever holds it holds the session's lock.
pub(crate) struct Flow<'a> {
    app: &'a App,
    session: SessionId,
    counter: u64,
    registration: Registration,
    /// Whether the applicant wants it kept for longer than an hour.
    is_kept: bool,
    /// Where the top page says why nothing of it is there any more, if it was there.
    gone: Option<&'static str>,
    _lock: MutexGuard<'a, ()>,
}

impl<'a> Flow<'a> {
    /// Waits for the session's other requests and restores its registration; a new one where there is none.
    pub(crate) async fn open(app: &'a App, session: SessionId) -> Result<Self, Failure> {
        let lock = patience::within(app.sessions.hold(&session.0)).await;
        let lock = lock.map_err(|_| StoreError::TooLong)?;
        let mut flow = Self::locked(app, session, lock);
        flow.restore().await?;
        Ok(flow)
    }

    /// The same for a request that only looks: where nobody else is at it, it stands as it came with the session.
    pub(crate) async fn look(app: &'a App, visit: &Visit) -> Result<Self, Failure> {
        let lock = app.sessions.try_hold(&visit.session.0);
        let (Some(lock), Some(seen)) = (lock, &visit.seen) else {
            return Self::open(app, visit.session).await;
        };
        let mut flow = Self::locked(app, visit.session, lock);
        flow.restore_from(seen.as_deref()).await?;
        Ok(flow)
    }

    fn locked(app: &'a App, session: SessionId, lock: MutexGuard<'a, ()>) -> Self {
        Self {
            app,
            session,
            counter: 0,
            registration: Registration::new(),
            is_kept: false,
            gone: None,
            _lock: lock,
        }
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
        self.is_kept = stored.is_kept;
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

    /// Notes with the next saving whether the applicant wants it kept.
    pub(crate) fn keep(&mut self, is_kept: bool) {
        self.is_kept = is_kept;
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

    /// Handles one input and saves.
    pub(crate) async fn handle(&mut self, input: Input) -> Result<Answer, Failure> {
        self.handle_all([input]).await
    }

    /// Handles several inputs and saves once; the last one's answer.
    pub(crate) async fn handle_all(
        &mut self,
        inputs: impl IntoIterator<Item = Input>,
    ) -> Result<Answer, Failure> {
        self.handle_with(inputs.into_iter().collect(), &Besides::default()).await
    }

    /// The same where they may register. What stands in `besides` is stored with the registration or not at all.
    ///
    /// Where another request or instance has saved the registration since it was restored, it is restored and the
    /// inputs are handled again. If they make no sense there any more, the applicant is shown where it stands.
    pub(crate) async fn handle_with(
        &mut self,
        inputs: Vec<Input>,
        besides: &Besides<'_>,
    ) -> Result<Answer, Failure> {
        for attempt in 0..MAX_CHANGES {
            let now = self.app.clock.even_instant();
            let mut next = self.registration.clone();
            let handled = inputs.iter().try_fold(Answer::Kept, |_, input| {
                next.handle(input.clone(), now, &self.app.policy)
            });
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
                (Err(Stopped::Store(StoreError::Changed)), _) => self.restore().await?,
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
        let mut counted = None;
        if let State::Confirmation(confirmation) = self.registration.state() {
            let view = confirmation.view();
            let email = view.items.iter().find(|item| item.field == Field::Email);
            counted = email.and_then(|email| {
                counted_mail(self.app, email.text.expose(), MailFor::Registration)
            });
        }
        let besides = Besides { counted, submission_key: None };
        self.handle_with(vec![Input::Register { digest, language }], &besides).await
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
        let mut transaction = app.store.begin().await?;
        let seconds = now.unix_seconds();
        if transaction.take(besides.counted.as_slice(), seconds).await?.is_err() {
            app.metrics.limited.inc();
            return Err(ErrorPage::TooManyMails.into());
        }
        if let Some(key) = besides.submission_key {
            let token = secret::random();
            transaction.add_submission_session(self.session, &token, key, seconds).await?;
        }
        loop {
            match next.next_effect(policy) {
                // The portal is the office: its policy submits nothing.
                None | Some(Effect::Submit(_)) => break,
                Some(Effect::ReserveNumber { key, attempt }) => {
                    let number = transaction.next_number(&key.expose(), attempt).await?;
                    next.handle(Input::NumberReserved { number }, now, policy)?;
                }
                // It is the one that the transaction stores, or somebody else has it.
                Some(Effect::ReserveUserId { user_id, .. }) => {
                    next.handle(Input::UserIdReserved { user_id }, now, policy)?;
                }
                Some(Effect::Commit(record)) => {
                    let mut completed = next.clone();
                    completed.handle(Input::Committed { key: record.key }, now, policy)?;
                    match self.store(&mut transaction, &record, &completed, besides).await? {
                        CommitResult::Committed => *next = completed,
                        CommitResult::UserIdTaken => {
                            let user_id = record.user_id;
                            next.handle(Input::UserIdTaken { user_id }, now, policy)?;
                        }
                    }
                }
            }
        }
        transaction.commit().await?;
        app.mail_waits.notify_one();
        app.metrics.registrations.inc();
        Ok(())
    }

    async fn store(
        &self,
        transaction: &mut Transaction,
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
        transaction.store(record, &companions).await
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
    /// Its mail, as it is counted against the mailbox.
    pub(crate) counted: Option<Counted>,
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
