//! The host's loop: restore, handle, save, act on effects, save.

use toroku::{
    Answer, Commit, Digest, Effect, Field, Guard, Input, Language, Registration, State, StateKind,
};

use crate::account;
use crate::app::App;
use crate::store::{CommitOutcome, Companions, NewPassage, SessionId, StoreError};
use crate::trouble::{ErrorPage, Trouble};

/// How often a passage is restored anew because another instance has changed it, before it is an error.
const MAX_CHANGES: u32 = 8;

/// The passage of one session, restored. Whoever holds it holds the session's lock.
pub(crate) struct Flow<'a> {
    app: &'a App,
    session: SessionId,
    counter: u64,
    registration: Registration,
    was_unusable: bool,
    _lock: tokio::sync::MutexGuard<'a, ()>,
}

impl<'a> Flow<'a> {
    /// Waits for the session's other requests and restores its passage; a new one where there is none.
    pub(crate) async fn open(app: &'a App, session: SessionId) -> Result<Self, Trouble> {
        let lock = app.sessions.hold(&session.0).await;
        let mut flow = Self {
            app,
            session,
            counter: 0,
            registration: Registration::new(),
            was_unusable: false,
            _lock: lock,
        };
        flow.restore().await?;
        Ok(flow)
    }

    async fn restore(&mut self) -> Result<(), Trouble> {
        let Some(stored) = self.app.store.passage(self.session).await? else {
            self.counter = 0;
            self.registration = Registration::new();
            return Ok(());
        };
        self.counter = stored.counter;
        let restored = self.app.unsealed(|key| {
            let guard = Guard::default().with_key(key).with_context(&self.session.0);
            Registration::restore(&stored.snapshot, &guard.with_counter(stored.counter))
        });
        match restored {
            Ok(registration) => self.registration = registration,
            Err(error) => {
                tracing::error!(%error, "a passage could not be restored and begins anew");
                self.registration = Registration::new();
                self.was_unusable = true;
            }
        }
        Ok(())
    }

    fn guard(&self, counter: u64) -> Guard<'_> {
        Guard::default().with_key(&self.app.key).with_context(&self.session.0).with_counter(counter)
    }

    /// The passage.
    pub(crate) fn registration(&self) -> &Registration {
        &self.registration
    }

    /// Where it stands.
    pub(crate) fn kind(&self) -> StateKind {
        self.registration.state().kind()
    }

    /// Whether a snapshot was there and could not be used.
    pub(crate) fn was_unusable(&self) -> bool {
        self.was_unusable
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
    pub(crate) async fn tell(&mut self, input: Input) -> Result<Answer, Trouble> {
        self.tell_all([input]).await
    }

    /// Handles several inputs and saves once; the last one's answer.
    ///
    /// Where another instance has saved the passage since it was restored, it is restored and the inputs are
    /// handled again. If they make no sense there any more, the applicant is shown where it stands.
    pub(crate) async fn tell_all(
        &mut self,
        inputs: impl IntoIterator<Item = Input>,
    ) -> Result<Answer, Trouble> {
        let inputs: Vec<Input> = inputs.into_iter().collect();
        for attempt in 0..MAX_CHANGES {
            let now = self.app.clock.instant();
            let mut next = self.registration.clone();
            let handled = inputs.iter().try_fold(Answer::Kept, |_, input| {
                next.handle(input.clone(), now, &self.app.policy)
            });
            let answer = match handled {
                Err(_) if attempt > 0 => return Err(Trouble::go(self.page())),
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

    /// Registration was clicked on the STEP2 of this digest. Nothing happens where the e-mail address has had
    /// as many registrations and links as it may in a day: else anybody could fill anybody's mailbox.
    pub(crate) async fn register(
        &mut self,
        digest: Digest,
        language: Language,
    ) -> Result<Answer, Trouble> {
        if let State::Confirmation(confirmation) = self.registration.state() {
            let view = confirmation.view();
            let mut items = view.items.iter();
            let email = items.find(|item| item.field == Field::Email);
            if let Some(email) = email
                && !account::mailbox_has_room(self.app, email.text.expose()).await?
            {
                self.app.metrics.limited.count();
                return Err(ErrorPage::TooManyMails.into());
            }
        }
        self.tell(Input::Register { digest, language }).await
    }

    /// Forgets the passage, so that nothing of it is kept.
    pub(crate) async fn forget(self) -> Result<(), Trouble> {
        Ok(self.app.store.forget_passage(self.session).await?)
    }

    async fn save(&mut self, registration: &Registration) -> Result<(), StoreError> {
        let next = self.counter + 1;
        let snapshot = registration.save(&self.guard(next));
        let passage = NewPassage {
            session: self.session,
            counter: next,
            state: registration.state().kind().name(),
            snapshot: &snapshot,
            now: self.app.clock.seconds(),
        };
        self.app.store.save_passage(&passage).await?;
        self.counter = next;
        Ok(())
    }

    /// Acts on effects until none waits.
    ///
    /// The passage was saved before, so whatever happens here, the same effect is asked for again.
    pub(crate) async fn settle(&mut self) -> Result<(), Trouble> {
        loop {
            match self.act().await {
                // Or another instance has gone on with it meanwhile; it was restored as that one left it.
                Ok(true) | Err(Trouble::Go(_)) => {}
                Ok(false) => return Ok(()),
                Err(trouble) => return Err(trouble),
            }
        }
    }

    /// Acts on one effect; whether one waited.
    async fn act(&mut self) -> Result<bool, Trouble> {
        match self.registration.next_effect(&self.app.policy) {
            None => return Ok(false),
            Some(Effect::ReserveNumber { key, attempt }) => {
                let number = self.app.store.reserve_number(&key.to_string(), attempt).await?;
                self.tell(Input::NumberReserved { number }).await?;
            }
            Some(Effect::ReserveUserId { key, user_id }) => {
                let reserved = self.app.store.reserve_user_id(&key.to_string(), user_id).await?;
                let report = if reserved {
                    Input::UserIdReserved { user_id }
                } else {
                    Input::UserIdTaken { user_id }
                };
                self.tell(report).await?;
            }
            Some(Effect::Commit(record)) => self.commit(&record).await?,
        }
        Ok(true)
    }

    async fn commit(&mut self, record: &Commit) -> Result<(), Trouble> {
        let now = self.app.clock.instant();
        let mut completed = self.registration.clone();
        completed.handle(Input::Committed { key: record.key }, now, &self.app.policy)?;
        let next = self.counter + 1;
        let context = setup_context(record.user_id.as_str());
        let setup_guard =
            Guard::default().with_key(&self.app.key).with_context(&context).with_counter(1);
        let companions = Companions {
            passage: NewPassage {
                session: self.session,
                counter: next,
                state: completed.state().kind().name(),
                snapshot: &completed.save(&self.guard(next)),
                now: now.unix_seconds(),
            },
            password_setup: &record.password_setup.save(&setup_guard),
        };
        match self.app.store.commit(record, &companions).await {
            Ok(CommitOutcome::Committed) => {
                self.registration = completed;
                self.counter = next;
                self.app.mail_waits.notify_one();
                self.app.metrics.registrations.count();
                account::count_mail(self.app, record.confirmed.email().as_str()).await;
                Ok(())
            }
            Ok(CommitOutcome::UserIdTaken) => {
                let user_id = record.user_id;
                self.tell(Input::UserIdTaken { user_id }).await.map(drop)
            }
            // Another instance has gone on with it: what it did is taken over.
            Err(StoreError::Changed) => self.restore().await,
            Err(error) => {
                tracing::error!(%error, "a registration could not be stored");
                // Whether it was is not known from the error: the store is asked.
                if self.app.store.has_registration(&record.key.to_string()).await? {
                    return self.restore().await;
                }
                self.tell(Input::StorageFailed).await.map(drop)
            }
        }
    }
}

/// The name that a password setup's snapshot is bound to.
pub(crate) fn setup_context(user_id: &str) -> Vec<u8> {
    [b"account/", user_id.as_bytes()].concat()
}

/// Takes up the registrations under way that nothing has happened in for `idle` seconds: those that an
/// instance left behind when it died. Where one is still at work, both do the same and one of them is told so.
pub(crate) async fn resume(app: &App, idle: i64) -> Result<usize, Trouble> {
    let sessions = app.store.issuing_sessions(app.clock.seconds() - idle).await?;
    for session in &sessions {
        let mut flow = Flow::open(app, *session).await?;
        if let Err(trouble) = flow.settle().await {
            // It is tried again when the applicant's next request comes, and with the next call.
            tracing::error!(?trouble, "a registration under way could not be taken up");
        }
    }
    Ok(sessions.len())
}

/// What a passage is told of its notification; nothing where it has gone on.
pub(crate) async fn report_delivery(app: &App, key: &str, delivered: bool) -> Result<(), Trouble> {
    let Some(session) = app.store.session_of_notification(key).await? else { return Ok(()) };
    let mut flow = Flow::open(app, session).await?;
    let State::Completion(completion) = flow.registration().state() else { return Ok(()) };
    let key_of_passage = completion.key();
    if key_of_passage.to_string() != key {
        return Ok(());
    }
    let input = if delivered {
        Input::NotificationDelivered { key: key_of_passage }
    } else {
        Input::NotificationFailed { key: key_of_passage }
    };
    flow.tell(input).await.map(drop)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::app::Clock;
    use crate::config::Config;
    use crate::store::tests::Database;
    use toroku::{Category, Item, Secret};

    async fn app(config: &Config) -> App {
        let clock = Clock::new(|| 1_700_000_000);
        App::open(config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap()
    }

    fn inputs() -> Vec<Input> {
        let category = Category::ApplicantAtCounter;
        let items = [
            (Item::UserName, "HOUMU TARO"),
            (Item::Sex, "male"),
            (Item::BirthYear, "2000"),
            (Item::BirthMonth, "1"),
            (Item::BirthDay, "1"),
            (Item::Municipality, "011011"),
            (Item::StreetAddress, "1-1-1 緑ヶ関ハイツ202号"),
            (Item::Phone, "0312345678"),
            (Item::Email, "user01@ens-test.com"),
            (Item::EmailConfirmation, "user01@ens-test.com"),
            (Item::UserType, "applicant_at_counter"),
        ];
        vec![
            Input::ChooseCategory { category, entropy: Secret::new(crate::secret::random()) },
            Input::Fill { items: items.map(|(item, text)| (item, text.into())).to_vec() },
            Input::Agree { version: "sample-1".into() },
            Input::Confirm,
        ]
    }

    /// An account without a password yet, and the token of its mail.
    pub(crate) async fn registered(app: &App) -> (toroku::UserId, toroku::Personal) {
        let session = SessionId([9; 16]);
        app.store.add_session(session, &[9; 32], app.clock.seconds()).await.unwrap();
        let mut flow = Flow::open(app, session).await.unwrap();
        flow.tell_all(inputs()).await.unwrap();
        let digest = flow.registration().confirmation().unwrap().digest;
        flow.tell(Input::Register { digest, language: Language::ENGLISH }).await.unwrap();
        flow.settle().await.unwrap();
        let State::Completion(completion) = flow.registration().state() else {
            panic!("not completed")
        };
        let mail = app.store.claim_mail(i64::MAX - 1, i64::MAX).await.unwrap().unwrap();
        let (_, token) = mail.text.split_once("&token=").unwrap();
        (completion.user_id(), token.split_whitespace().next().unwrap().into())
    }

    /// The portal dies after the click and each effect of it, and is started again.
    #[tokio::test]
    async fn a_crash_between_effects_gives_one_registration_and_one_mail() {
        for effects in 0..=2 {
            let database = Database::make().await;
            let config = &database.config;
            let session = SessionId([7; 16]);
            {
                let app = app(config).await;
                app.store.add_session(session, &[1; 32], 1_700_000_000).await.unwrap();
                let mut flow = Flow::open(&app, session).await.unwrap();
                flow.tell_all(inputs()).await.unwrap();
                let digest = flow.registration().confirmation().unwrap().digest;
                let language = Language::ENGLISH;
                flow.tell(Input::Register { digest, language }).await.unwrap();
                for _ in 0..effects {
                    assert!(flow.act().await.unwrap());
                }
                // What the store has got is all that is left of it.
                drop(flow);
                app.store.close().await;
            }
            let app = app(config).await;
            assert_eq!(resume(&app, 0).await.unwrap(), usize::from(effects < 2));
            let flow = Flow::open(&app, session).await.unwrap();
            let State::Completion(completion) = flow.registration().state() else {
                panic!("not completed after {effects} effects")
            };
            let (key, user_id) = (completion.key().to_string(), completion.user_id());
            assert!(app.store.has_registration(&key).await.unwrap());
            assert!(app.store.setup_of(user_id.as_str()).await.unwrap().is_some());
            let mail = app.store.claim_mail(1_800_000_000, 1_900_000_000).await.unwrap().unwrap();
            assert!(mail.text.contains(user_id.as_str()));
            assert!(app.store.claim_mail(1_800_000_000, 1_900_000_000).await.unwrap().is_none());
            // A number was counted once, whatever was repeated.
            assert_eq!(app.store.reserve_number(&key, 0).await.unwrap(), 1);
            assert!(app.store.reserve_number("another", 0).await.unwrap() > 1);
            drop(flow);
            app.store.close().await;
            database.end();
        }
    }

    #[tokio::test]
    async fn a_passage_put_in_anothers_place_is_not_taken() {
        let database = Database::make().await;
        let app = app(&database.config).await;
        let (one, other) = (SessionId([1; 16]), SessionId([2; 16]));
        for session in [one, other] {
            app.store.add_session(session, &[session.0[0]; 32], 1_700_000_000).await.unwrap();
        }
        Flow::open(&app, one).await.unwrap().tell_all(inputs()).await.unwrap();
        let stored = app.store.passage(one).await.unwrap().unwrap();
        let (state, snapshot, now) = ("confirmation", &stored.snapshot[..], 1_700_000_000);
        let put = NewPassage { session: other, counter: 1, state, snapshot, now };
        app.store.save_passage(&put).await.unwrap();
        let flow = Flow::open(&app, other).await.unwrap();
        assert!(flow.was_unusable());
        assert_eq!(flow.kind(), StateKind::Start);
        drop(flow);
        app.store.close().await;
        database.end();
    }

    /// Two instances are asked for the same registration at the same time.
    #[tokio::test]
    async fn two_instances_at_one_passage_make_one_registration() {
        let database = Database::make().await;
        let (one, other) = (app(&database.config).await, app(&database.config).await);
        for round in 0..10 {
            let session = SessionId([round; 16]);
            one.store.add_session(session, &[round; 32], 1_700_000_000).await.unwrap();
            let mut flow = Flow::open(&one, session).await.unwrap();
            flow.tell_all(inputs()).await.unwrap();
            let digest = flow.registration().confirmation().unwrap().digest;
            drop(flow);
            let at = async |app: &App| {
                let mut flow = Flow::open(app, session).await.unwrap();
                // A refusal sends the browser to where the passage stands, which goes on with it.
                drop(flow.register(digest, Language::ENGLISH).await);
                flow.settle().await.unwrap();
                drop(flow);
                let mut flow = Flow::open(app, session).await.unwrap();
                flow.settle().await.unwrap();
                let State::Completion(completion) = flow.registration().state() else {
                    panic!("not completed")
                };
                (completion.key(), completion.user_id())
            };
            let (a, b) = tokio::join!(at(&one), at(&other));
            assert_eq!(a, b);
        }
        let mut mails = 0;
        while one.store.claim_mail(1_800_000_000, 1_900_000_000).await.unwrap().is_some() {
            mails += 1;
        }
        assert_eq!(mails, 10);
        one.store.close().await;
        other.store.close().await;
        database.end();
    }

    #[tokio::test]
    async fn user_ids_are_drawn_at_random_where_the_settings_say_so() {
        let mut database = Database::make().await;
        database.config.random_user_ids = true;
        let app = app(&database.config).await;
        let (user_id, _) = registered(&app).await;
        assert!(!app.store.reserve_user_id("another", user_id).await.unwrap());
        app.store.close().await;
        database.end();
    }

    #[tokio::test]
    async fn a_mailbox_is_not_filled_by_strangers() {
        let mut database = Database::make().await;
        database.config.limits.mails_per_mailbox = 1;
        let app = app(&database.config).await;
        let (user_id, _) = registered(&app).await;
        let session = SessionId([8; 16]);
        app.store.add_session(session, &[8; 32], 1_700_000_000).await.unwrap();
        let mut flow = Flow::open(&app, session).await.unwrap();
        flow.tell_all(inputs()).await.unwrap();
        let digest = flow.registration().confirmation().unwrap().digest;
        let refused = flow.register(digest, Language::ENGLISH).await;
        assert!(matches!(refused, Err(Trouble::Error(ErrorPage::TooManyMails))));
        assert_eq!(flow.kind(), StateKind::Confirmation);
        drop(flow);
        // A new link is not sent either; its asker is told what everybody is told.
        let before = app.store.setup_of(user_id.as_str()).await.unwrap().unwrap().counter;
        let (asker, email) = (user_id.as_str(), "user01@ens-test.com".into());
        account::request_link(&app, asker, email, Language::ENGLISH).await.unwrap();
        assert_eq!(app.store.setup_of(asker).await.unwrap().unwrap().counter, before);
        app.store.close().await;
        database.end();
    }
}
