//! The host's loop: restore, handle, save, act on effects, save.

use toroku::{
    Answer, Commit, Digest, Effect, Field, Guard, Input, Language, Registration, State, StateKind,
};

use crate::app::{App, INACTIVITY_LIMIT};
use crate::attempt::{CountedMail, MailFor};
use crate::failure::{ErrorPage, Failure};
use crate::store::{
    CommitResult, Companions, NewOpenRegistration, SessionId, StoreError, setup_context,
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
    _lock: tokio::sync::MutexGuard<'a, ()>,
}

impl<'a> Flow<'a> {
    /// Waits for the session's other requests and restores its registration; a new one where there is none.
    pub(crate) async fn open(app: &'a App, session: SessionId) -> Result<Self, Failure> {
        let lock = app.sessions.hold(&session.0).await;
        let mut flow = Self {
            app,
            session,
            counter: 0,
            registration: Registration::new(),
            is_kept: false,
            gone: None,
            _lock: lock,
        };
        flow.restore().await?;
        Ok(flow)
    }

    async fn restore(&mut self) -> Result<(), Failure> {
        let now = self.app.clock.seconds();
        let stored = self.app.store.open_registration(self.session).await?;
        let has_ended = stored.as_ref().is_some_and(|stored| stored.has_ended(now));
        if has_ended {
            let is_draft = stored.as_ref().is_some_and(|stored| !stored.is_complete);
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
        self.registration.state().has_expired(self.app.clock.instant(), &self.app.policy)
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
    ///
    /// Where another instance has saved the registration since it was restored, it is restored and the inputs are
    /// handled again. If they make no sense there any more, the applicant is shown where it stands.
    pub(crate) async fn handle_all(
        &mut self,
        inputs: impl IntoIterator<Item = Input>,
    ) -> Result<Answer, Failure> {
        let inputs: Vec<Input> = inputs.into_iter().collect();
        for attempt in 0..MAX_CHANGES {
            let now = self.app.clock.instant();
            let mut next = self.registration.clone();
            let handled = inputs.iter().try_fold(Answer::Kept, |_, input| {
                next.handle(input.clone(), now, &self.app.policy)
            });
            let answer = match handled {
                Err(_) if attempt > 0 => return Err(Failure::redirect(self.page())),
                handled => handled?,
            };
            match self.save(&next).await {
                Ok(()) => {
                    self.registration = next;
                    return Ok(answer);
                }
                Err(StoreError::Changed) => self.restore().await?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Changed.into())
    }

    /// Registration was clicked on the STEP2 of this digest. Nothing happens where the mailbox has had as many
    /// registrations as it may in a day: else anybody could fill anybody's.
    pub(crate) async fn register(
        &mut self,
        digest: Digest,
        language: Language,
    ) -> Result<Answer, Failure> {
        if let State::Confirmation(confirmation) = self.registration.state() {
            let view = confirmation.view();
            let mut items = view.items.iter();
            let email = items.find(|item| item.field == Field::Email);
            if let Some(email) = email {
                let email = email.text.expose().to_owned();
                return self.register_counted(&email, digest, language).await;
            }
        }
        self.handle(Input::Register { digest, language }).await
    }

    async fn register_counted(
        &mut self,
        email: &str,
        digest: Digest,
        language: Language,
    ) -> Result<Answer, Failure> {
        let counted = CountedMail::take(self.app, email, MailFor::Registration).await?;
        let counted = counted.ok_or(ErrorPage::TooManyMails)?;
        let answer = self.handle(Input::Register { digest, language }).await;
        if self.kind() != StateKind::Issuing || answer.is_err() {
            counted.give_back(self.app).await?;
        }
        answer
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
        self.app.clock.seconds() + seconds
    }

    /// Forgets the registration, so that nothing of it is kept. One whose user ID is being issued goes on.
    pub(crate) async fn forget(self) -> Result<(), Failure> {
        Ok(self.app.store.forget_open_registration(self.session).await?)
    }

    async fn save(&mut self, registration: &Registration) -> Result<(), StoreError> {
        let next = self.counter + 1;
        let snapshot = registration.save(&self.guard(next));
        let row = NewOpenRegistration {
            session: self.session,
            counter: next,
            state: registration.state().kind().name(),
            snapshot: &snapshot,
            now: self.app.clock.seconds(),
            is_kept: self.is_kept,
            ends_at: self.ends_at(registration.state().kind()),
        };
        self.app.store.save_open_registration(&row).await?;
        self.counter = next;
        Ok(())
    }

    /// Acts on effects until none waits.
    ///
    /// The registration was saved before, so whatever happens here, the same effect is asked for again.
    pub(crate) async fn settle(&mut self) -> Result<(), Failure> {
        loop {
            match self.act().await {
                // Or another instance has gone on with it meanwhile; it was restored as that one left it.
                Ok(true) | Err(Failure::Redirect(_)) => {}
                Ok(false) => return Ok(()),
                Err(failure) => return Err(failure),
            }
        }
    }

    /// Acts on one effect; whether one waited.
    async fn act(&mut self) -> Result<bool, Failure> {
        match self.registration.next_effect(&self.app.policy) {
            // The portal is the office: its policy submits nothing.
            None | Some(Effect::Submit(_)) => return Ok(false),
            Some(Effect::ReserveNumber { key, attempt }) => {
                let number = self.app.store.reserve_number(&key.expose(), attempt).await?;
                self.handle(Input::NumberReserved { number }).await?;
            }
            Some(Effect::ReserveUserId { key, user_id }) => {
                let reserved = self.app.store.reserve_user_id(&key.expose(), user_id).await?;
                let report = if reserved {
                    Input::UserIdReserved { user_id }
                } else {
                    Input::UserIdTaken { user_id }
                };
                self.handle(report).await?;
            }
            Some(Effect::Commit(record)) => self.commit(&record).await?,
        }
        Ok(true)
    }

    async fn commit(&mut self, record: &Commit) -> Result<(), Failure> {
        let now = self.app.clock.instant();
        let mut completed = self.registration.clone();
        completed.handle(Input::Committed { key: record.key }, now, &self.app.policy)?;
        let next = self.counter + 1;
        let context = setup_context(record.user_id.as_str());
        let setup_guard =
            Guard::default().with_key(&self.app.key).with_context(&context).with_counter(1);
        let companions = Companions {
            open_registration: NewOpenRegistration {
                session: self.session,
                counter: next,
                state: completed.state().kind().name(),
                snapshot: &completed.save(&self.guard(next)),
                now: now.unix_seconds(),
                is_kept: false,
                ends_at: self.ends_at(StateKind::Completion),
            },
            password_setup: &record.password_setup.save(&setup_guard),
        };
        match self.app.store.commit(record, &companions).await {
            Ok(CommitResult::Committed) => {
                self.registration = completed;
                self.counter = next;
                self.app.mail_waits.notify_one();
                self.app.metrics.registrations.inc();
                Ok(())
            }
            Ok(CommitResult::UserIdTaken) => {
                let user_id = record.user_id;
                self.handle(Input::UserIdTaken { user_id }).await.map(drop)
            }
            // Another instance has gone on with it: what it did is taken over.
            Err(StoreError::Changed) => self.restore().await,
            Err(error) => {
                tracing::error!(%error, "a registration could not be stored");
                // Whether it was is not known from the error: the store is asked.
                if self.app.store.has_registration(&record.key.expose()).await? {
                    return self.restore().await;
                }
                self.handle(Input::StorageFailed).await.map(drop)
            }
        }
    }
}

/// Takes up the registrations under way that nothing has happened in for `idle` seconds: those that an
/// instance left behind when it died. Where one is still at work, both do the same and one of them finds it changed.
pub(crate) async fn resume(app: &App, idle: i64) -> Result<usize, Failure> {
    let sessions = app.store.issuing_sessions(app.clock.seconds() - idle).await?;
    for session in &sessions {
        let mut flow = Flow::open(app, *session).await?;
        if let Err(failure) = flow.settle().await {
            // It is tried again when the applicant's next request comes, and with the next call.
            tracing::error!(?failure, "a registration under way could not be taken up");
        }
    }
    Ok(sessions.len())
}

/// Reports to a registration whether its notification was delivered; does nothing where it has gone on.
pub(crate) async fn report_delivery(app: &App, key: &str, delivered: bool) -> Result<(), Failure> {
    let Some(session) = app.store.session_of_notification(key).await? else { return Ok(()) };
    let mut flow = Flow::open(app, session).await?;
    let State::Completion(completion) = flow.registration().state() else { return Ok(()) };
    let own_key = completion.key();
    if own_key.expose() != key {
        return Ok(());
    }
    let input = if delivered {
        Input::NotificationDelivered { key: own_key }
    } else {
        Input::NotificationFailed { key: own_key }
    };
    flow.handle(input).await.map(drop)
}

#[cfg(test)]
pub(crate) mod tests;
