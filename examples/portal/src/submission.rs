//! The host's loop for submissions: what an app confirmed is checked, registered and given its user ID, once a
//! key.
//!
//! A submission has a session of its own, made of its key, and in it the registration runs as a browser's does
//! (`flow.rs`): the same snapshots, effects and transaction. What the key adds is a row in `submissions`, written by that
//! transaction.

use std::borrow::Cow;

use toroku::{
    Answer, Category, Code, Confirmed, Entropy, Field, Form, Input, Item, Language,
    NotificationKey, ParamName, Personal, Problem, StateKind,
};

use crate::app::App;
use crate::failure::{ErrorPage, Failure};
use crate::flow::{Besides, Flow};
use crate::secret;
use crate::store::{SessionId, StoreError, StoredSubmission, UsedKey};
use crate::submitted::{fields, fingerprint};

/// What was confirmed, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Submission {
    /// A text for each of [`fields`], empty where there is none.
    values: Vec<(Field, Personal)>,
    /// The language of the notification.
    language: Language,
}

/// What a record of a counter is known by, for ever.
#[derive(Debug)]
pub(crate) struct RecordReference([u8; 32]);

impl RecordReference {
    /// Of these parts. An app's key is hashed from sixteen bytes, so that none leads here.
    pub(crate) fn of(parts: &[&[u8]]) -> Self {
        let mut bytes = Vec::from(b"toroku-portal/record/v1");
        for part in parts {
            bytes.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend(*part);
        }
        Self(secret::hash(&bytes))
    }
}

/// What became of a submission.
#[derive(Debug)]
pub(crate) enum Registered {
    /// It is registered, by this request or before.
    Issued {
        /// What was registered.
        submission: StoredSubmission,
        /// Whether it was by this request.
        is_new: bool,
    },
    /// Something else was registered under the key.
    OtherBody,
    /// Whoever was registered under the key was erased.
    Erased,
    /// Nothing was registered: this is wrong, in field order.
    Refused(Vec<Problem>),
    /// Nothing was registered: the mailbox gets too many mails.
    TooManyMails,
    /// Nothing was registered, as far as is known: it can be sent again.
    Failed,
}

/// Registers a submission under its key, or says what was registered under it before.
pub(crate) async fn register(
    app: &App,
    key: NotificationKey,
    submission: &Submission,
) -> Result<Registered, Failure> {
    register_under(app, &hash_of(key), submission, true).await
}

/// Registers a record of a counter, as a submission under a hash that no app's key has. The office itself asks for
/// the mail, so it is not counted against the mailbox.
pub(crate) async fn register_record(
    app: &App,
    reference: &RecordReference,
    submission: &Submission,
) -> Result<Registered, Failure> {
    register_under(app, &reference.0, submission, false).await
}

/// What was registered of a record before, if these are its values.
pub(crate) async fn registered_record(
    app: &App,
    reference: &RecordReference,
    submission: &Submission,
) -> Result<Option<Registered>, StoreError> {
    let used = app.store.submission(&reference.0).await?;
    Ok(used.map(|used| submission.answer(used, false)))
}

async fn register_under(
    app: &App,
    key: &[u8; 32],
    submission: &Submission,
    is_limited: bool,
) -> Result<Registered, Failure> {
    if let Some(used) = app.store.submission(key).await? {
        return Ok(submission.answer(used, false));
    }
    let mut flow = Flow::open(app, session_of(key)).await?;
    let mut is_new = false;
    if flow.kind() != StateKind::Completion {
        // Another request may have registered it while this one waited.
        if let Some(used) = app.store.submission(key).await? {
            return Ok(submission.answer(used, false));
        }
        let confirmed = match submission.checked(app) {
            Ok(confirmed) => confirmed,
            Err(problems) => return Ok(Registered::Refused(problems)),
        };
        let besides = Besides { is_limited, submission_key: Some(key) };
        is_new = match advance(&mut flow, submission, &confirmed, &besides).await {
            Ok(answer) => matches!(answer, Answer::Issuing),
            // Another instance is at it, and has led it further already.
            Err(Failure::Redirect(_)) => false,
            Err(Failure::Page(ErrorPage::TooManyMails)) => return Ok(Registered::TooManyMails),
            Err(failure) => return Err(failure),
        };
    }
    match app.store.submission(key).await? {
        Some(used) => Ok(submission.answer(used, is_new)),
        None => Ok(Registered::Failed),
    }
}

/// What the key was used for.
pub(crate) async fn registered(
    app: &App,
    key: NotificationKey,
) -> Result<Option<UsedKey>, StoreError> {
    app.store.submission(&hash_of(key)).await
}

/// Leads the registration from wherever it stands to its end.
async fn advance(
    flow: &mut Flow<'_>,
    submission: &Submission,
    confirmed: &Confirmed,
    besides: &Besides<'_>,
) -> Result<Answer, Failure> {
    let inputs = |flow: &Flow<'_>| {
        let begin = || {
            let entropy = Entropy::new(secret::random());
            Input::ChooseCategory { category: Category::ApplicantAtCounter, entropy }
        };
        let is_new = flow.kind() == StateKind::Start || flow.has_expired();
        let rest = [
            Input::Fill { items: submission.items() },
            Input::Agree { version: confirmed.terms_version().to_owned() },
            Input::Confirm,
            Input::Register { digest: confirmed.digest(), language: submission.language },
        ];
        Ok(is_new.then(begin).into_iter().chain(rest).collect())
    };
    flow.advance_with(inputs, besides).await
}

impl Submission {
    /// Of these texts, in the order of [`fields`].
    pub(crate) fn new(text: impl FnMut(Field) -> Personal, language: Language) -> Self {
        let mut text = text;
        Self { values: fields().map(|field| (field, text(field))).collect(), language }
    }

    /// Of what was confirmed here.
    pub(crate) fn of(confirmed: &Confirmed, language: Language) -> Self {
        let text = |field| confirmed.text(field).unwrap_or_default().into_owned().into();
        Self::new(text, language)
    }

    /// The language of the notification.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    fn text(&self, field: Field) -> &str {
        let found = self.values.iter().find(|(known, _)| *known == field);
        found.map_or("", |(_, text)| text.expose())
    }

    /// A text for each item.
    fn items(&self) -> Vec<(Item, Personal)> {
        let nothing = Form::new();
        let entered = self.values.iter().flat_map(|(field, text)| nothing.taking(*field, text));
        let again = (Item::EmailConfirmation, self.text(Field::Email).into());
        entered.chain([again]).collect()
    }

    /// The values as the office's engine confirms them under the office's policy.
    ///
    /// What is stored is what STEP2 showed, on whatever engine: a text that this engine would have to convert
    /// is a problem, with what it would be converted to.
    fn checked(&self, app: &App) -> Result<Confirmed, Vec<Problem>> {
        let items = self.items();
        let mut form = Form::new();
        for (item, text) in &items {
            form.set(*item, text.expose());
        }
        if !self.text(Field::Terms).is_empty() {
            form.agree(self.text(Field::Terms));
        }
        let confirmed =
            form.confirm(app.clock.even_instant(), &app.policy).map_err(|mut problems| {
                // Its text is the e-mail address's, and so are its problems.
                problems.retain(|problem| problem.field() != Field::EmailConfirmation);
                problems
            })?;
        let problems: Vec<_> = self
            .values
            .iter()
            .filter_map(|(field, text)| changed(*field, text, &confirmed))
            .collect();
        if problems.is_empty() { Ok(confirmed) } else { Err(problems) }
    }

    fn answer(&self, used: UsedKey, is_new: bool) -> Registered {
        let UsedKey::Registered(stored) = used else { return Registered::Erased };
        let texts = self.values.iter().map(|(_, text)| Cow::from(text.expose()));
        if fingerprint(texts, self.language)[..] == stored.fingerprint[..] {
            Registered::Issued { submission: stored, is_new }
        } else {
            Registered::OtherBody
        }
    }
}

/// The problem with a text that is not what would be stored.
fn changed(field: Field, text: &Personal, confirmed: &Confirmed) -> Option<Problem> {
    let stored = confirmed.text(field).filter(|stored| stored != text.expose())?;
    let stored = Personal::from(stored.into_owned());
    let problem = Problem::reported(Code::TextNotConverted, field)?;
    Some(problem.with_text(ParamName::Suggestion, stored.clone())?.with_suggestion(stored))
}

/// What is kept of a key: whoever reads the database cannot ask with it.
fn hash_of(key: NotificationKey) -> [u8; 32] {
    secret::hash(key.as_bytes())
}

/// The session in which the registration of this key runs.
fn session_of(key: &[u8; 32]) -> SessionId {
    let mut id = [0; 16];
    id.copy_from_slice(&key[..16]);
    SessionId(id)
}

#[cfg(test)]
mod tests;
