//! One applicant's registration, as an app holds it.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use toroku::{Instant, Language, Personal};

use crate::effect::{Answer, Effect, Keystroke, Step};
use crate::field::{Field, Item};
use crate::input::{Input, ItemText};
use crate::misuse::{Misuse, SnapshotError};
use crate::policy::Policy;
use crate::problem::FieldReport;
use crate::screen::{Screen, Viewer};
use crate::values::{Guard, Secret};

/// One applicant's registration from the top page to the user ID. Any thread may call it; a call waits until the one
/// before it is done.
#[derive(Debug, uniffi::Object)]
pub struct Registration {
    held: Mutex<Held>,
}

#[derive(Debug)]
struct Held {
    engine: toroku::Registration,
    policy: Arc<Policy>,
    language: Language,
    /// What was said of the fields of STEP1 when they were last handed out in this language, in the manual's order.
    handed_out: Vec<toroku::FieldReport>,
}

#[uniffi::export]
impl Registration {
    /// A new registration at the top page, worded in this language.
    #[uniffi::constructor]
    pub fn new(policy: Arc<Policy>, language: Language) -> Arc<Self> {
        Self::of(toroku::Registration::new(), policy, language)
    }

    /// The registration that was saved, by any language's build. The guard must be the one it was saved with, or
    /// one whose counter is not above.
    #[uniffi::constructor]
    pub fn restore(
        snapshot: &Secret,
        guard: &Guard,
        policy: Arc<Policy>,
        language: Language,
    ) -> Result<Arc<Self>, SnapshotError> {
        let restored = guard.engine(|guard| snapshot.open(guard, toroku::Registration::restore));
        let engine = restored.map_err(|_| SnapshotError::MalformedKey)??;
        Ok(Self::of(engine, policy, language))
    }

    /// Takes an input in. `now` is the device's or server's clock. Where this is misuse, nothing has changed.
    pub fn handle(&self, input: Input, now: Instant) -> Result<Step, Misuse> {
        let input = toroku::Input::try_from(input)?;
        let mut registration = self.lock();
        let policy = Arc::clone(&registration.policy);
        let answer = registration.engine.handle(input, now, &policy.engine)?;
        let (code, language) = (answer.code(), registration.language);
        Ok(Step {
            answer: Answer::worded(answer, language),
            code: code.map(Into::into),
            text: code.map(|code| language.code(code)),
            screen: registration.screen(now),
            effect: registration.engine.next_effect(&policy.engine).map(Effect::from),
        })
    }

    /// The text of one item of STEP1, as `Input::Set` takes it, for every key: the page handed out before is the one to
    /// change. Where this is misuse, nothing has changed.
    pub fn enter(&self, item: Item, text: Personal, now: Instant) -> Result<Keystroke, Misuse> {
        let mut registration = self.lock();
        let policy = Arc::clone(&registration.policy);
        let set = toroku::Input::Set { item: item.into(), text };
        let answer = registration.engine.handle(set, now, &policy.engine)?;
        Ok(registration.keystroke(item, answer, now))
    }

    /// The screen as it stands, for the first drawing and after a restore.
    pub fn screen(&self, now: Instant) -> Screen {
        self.lock().screen(now)
    }

    /// What `TakeSuggestion` would set, to show it before it is taken; nothing outside entry.
    pub fn taking(&self, field: Field, suggestion: Personal) -> Vec<ItemText> {
        let items = self.lock().engine.taking(field.into(), &suggestion);
        items.into_iter().map(|(item, text)| ItemText { item: item.into(), text }).collect()
    }

    /// What the host must do now; the same until its result is reported. After an input it stands in the
    /// step already: this is for the first drawing and after a restore.
    pub fn next_effect(&self) -> Option<Effect> {
        let registration = self.lock();
        registration.engine.next_effect(&registration.policy.engine).map(Effect::from)
    }

    /// The registration as bytes. They hold personal data in clear: an app's private encrypted storage, not a
    /// log or an unprotected backup.
    pub fn save(&self, guard: &Guard) -> Result<Secret, Misuse> {
        guard.engine(|guard| self.lock().engine.save(guard).into())
    }

    /// The language of wordings from now on.
    pub fn set_language(&self, language: Language) {
        let mut registration = self.lock();
        registration.language = language;
        registration.handed_out.clear();
    }

    /// The language of wordings.
    pub fn language(&self) -> Language {
        self.lock().language
    }

    /// The settings from the next input on, where the host's have changed.
    pub fn set_policy(&self, policy: Arc<Policy>) {
        self.lock().policy = policy;
    }

    /// The settings.
    pub fn policy(&self) -> Arc<Policy> {
        Arc::clone(&self.lock().policy)
    }
}

impl Registration {
    fn of(engine: toroku::Registration, policy: Arc<Policy>, language: Language) -> Arc<Self> {
        Arc::new(Self {
            held: Mutex::new(Held { engine, policy, language, handed_out: Vec::new() }),
        })
    }

    /// A panic on another thread (none is known) would leave the top page behind, never a torn registration.
    fn lock(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn screen(&mut self, now: Instant) -> Screen {
        self.handed_out = self.reports(now);
        self.viewer(now).screen(&self.engine, &self.handed_out)
    }

    fn keystroke(&mut self, item: Item, answer: toroku::Answer, now: Instant) -> Keystroke {
        let after = self.reports(now);
        let before = mem::replace(&mut self.handed_out, after);
        let changed = self.handed_out.iter().enumerate();
        let changed = changed.filter(|(place, report)| before.get(*place) != Some(*report));
        let (code, language) = (answer.code(), self.language);
        let state = self.engine.state();
        let text = state.draft().and_then(|draft| draft.text(item.into())).unwrap_or_default();
        Keystroke {
            answer: Answer::worded(answer, language),
            code: code.map(Into::into),
            text: code.map(|code| language.code(code)),
            item: ItemText { item, text: text.into() },
            reports: changed.map(|(_, report)| FieldReport::worded(report, language)).collect(),
            has_expired: state.has_expired(now, &self.policy.engine),
        }
    }

    /// What the engine has to say of each field of STEP1; nothing elsewhere.
    fn reports(&self, now: Instant) -> Vec<toroku::FieldReport> {
        let report = |field: &toroku::Field| self.engine.report(*field, now, &self.policy.engine);
        toroku::Field::ENTRY.iter().filter_map(report).collect()
    }

    fn viewer(&self, now: Instant) -> Viewer<'_> {
        Viewer { now, policy: &self.policy, language: self.language }
    }
}
