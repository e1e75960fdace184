//! What the office does to an account, and what it looks for. Commands and pages ask here.

use thiserror::Error;
use toroku::password::{PasswordEffect, PasswordInput, PasswordSetup};
use toroku::{Email, Entropy, Field, Form, Item, Language, Secret};

use super::notice::Notice;
use crate::account::{self, MAX_CHANGES};
use crate::app::App;
use crate::attempt::counted_of;
use crate::failure::Failure;
use crate::secret;
use crate::store::{By, NewMail, StoreError, StoredSetup};
use crate::text::Words;

/// Something could not be done.
#[derive(Debug, Error)]
pub(crate) enum ActionError {
    /// Nobody has this user ID.
    #[error("nobody is registered with this user ID")]
    Nobody,
    /// The account is closed.
    #[error("the account is locked or deactivated")]
    Closed,
    /// It is so already.
    #[error("nothing to do: {0}")]
    Already(&'static str),
    /// As many links were made as may be in a day.
    #[error("as many links as a day may have were sent already; try again tomorrow")]
    LinksUsedUp,
    /// A text is not what its field takes.
    #[error("{0}")]
    Value(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The account cannot be read.
    #[error("the account cannot be unsealed: is seal_key_file the key of this database?")]
    Failed,
}

impl From<Failure> for ActionError {
    fn from(_: Failure) -> Self {
        Self::Failed
    }
}

/// A field's value as it is kept, of what somebody typed.
pub(crate) fn canonical(app: &App, item: Item, typed: &str) -> Result<String, ActionError> {
    let (mut form, field) = (Form::new(), item.field());
    form.set(item, typed);
    let report = form.report(field, app.clock.instant(), &app.policy);
    if let Some(problem) = report.problem {
        return Err(ActionError::Value(Language::ENGLISH.code(problem.code())));
    }
    let converted = report.conversions.last();
    Ok(converted.map_or(typed, |conversion| conversion.after().expose()).to_owned())
}

/// Whoever acts for the office, at a portal's data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Office<'a> {
    /// The portal.
    pub(crate) app: &'a App,
    /// What the audit log calls who acts.
    pub(crate) actor: &'a str,
}

impl<'a> Office<'a> {
    /// A line of the audit log, now.
    pub(crate) fn by(&self, action: &'a str) -> By<'a> {
        By { at: self.app.clock.seconds(), actor: self.actor, action }
    }

    /// Writes the mail with the user ID and a new password link.
    pub(crate) async fn send_mail(&self, user_id: &str) -> Result<(), ActionError> {
        for _ in 0..MAX_CHANGES {
            let (stored, mut setup, language) = self.open_setup(user_id).await?;
            let input = PasswordInput::RequestLink {
                user_id: user_id.into(),
                email: setup.account().email().clone(),
                entropy: entropy(),
            };
            let policy = &self.app.policy;
            let step = setup.handle(input, self.app.clock.instant(), policy.password());
            let Some(PasswordEffect::SendLink { token, .. }) =
                step.map_err(account::refused)?.effect
            else {
                return Err(ActionError::LinksUsedUp);
            };
            let mail = setup.link_mail(&token, policy, language);
            let mails = [NewMail::of(&mail, user_id)];
            if self.save(&stored, &setup, "send mail", None, &mails).await? {
                return Ok(());
            }
        }
        Err(StoreError::Changed.into())
    }

    /// Puts an e-mail address right, in the registration and in the sealed password setup; both addresses are
    /// written to, and the new one gets a link where there is no password yet.
    pub(crate) async fn correct_email(
        &self,
        user_id: &str,
        typed: &str,
    ) -> Result<(), ActionError> {
        let text = canonical(self.app, Item::Email, typed)?;
        let email = Email::try_from(text)
            .map_err(|_| ActionError::Value(Field::Email.name().to_owned()))?;
        for _ in 0..MAX_CHANGES {
            let (stored, mut setup, language) = self.open_setup(user_id).await?;
            let before = setup.account().email().clone();
            if before.expose() == email.as_str() {
                return Err(ActionError::Already("this is the address"));
            }
            let policy = &self.app.policy;
            let (now, entropy) = (self.app.clock.instant(), entropy());
            let token =
                setup.correct_email(email.as_str().into(), &entropy, now, policy.password());
            let link = token
                .map_err(account::refused)?
                .map(|token| setup.link_mail(&token, policy, language));
            let notice = Notice::written(Words::of(language)).map_err(Failure::from)?;
            let addresses = [before.expose(), email.as_str()];
            let mut mails: Vec<_> =
                addresses.iter().map(|address| notice.to(address, user_id)).collect();
            mails.extend(link.as_ref().map(|link| NewMail::of(link, user_id)));
            let saved = self.save(&stored, &setup, "correct email", Some(email.as_str()), &mails);
            if saved.await? {
                return Ok(());
            }
        }
        Err(StoreError::Changed.into())
    }

    /// Locks an account: no login, no link, until it is unlocked. Its logins end.
    pub(crate) async fn lock(&self, user_id: &str) -> Result<(), ActionError> {
        let done = self.app.store.close_account(&self.by("lock"), user_id, false).await?;
        self.found(user_id, done, "it is locked or deactivated").await
    }

    /// Lets a locked account be used again.
    pub(crate) async fn unlock(&self, user_id: &str) -> Result<(), ActionError> {
        let done = self.app.store.open_account(&self.by("unlock"), user_id).await?;
        self.found(user_id, done, "it is not locked, or deactivated").await
    }

    /// Ends an account for ever: its password and the links that are out go. What was registered stays.
    pub(crate) async fn deactivate(&self, user_id: &str) -> Result<(), ActionError> {
        let done = self.app.store.close_account(&self.by("deactivate"), user_id, true).await?;
        self.found(user_id, done, "it is deactivated").await
    }

    /// Ends all logins of an account; how many there were.
    pub(crate) async fn end_sessions(&self, user_id: &str) -> Result<u64, ActionError> {
        let ended = self.app.store.end_logins_by(&self.by("end sessions"), user_id).await?;
        ended.ok_or(ActionError::Nobody)
    }

    /// Erases a person. The user ID stays used.
    pub(crate) async fn erase(&self, user_id: &str, action: &str) -> Result<(), ActionError> {
        let by = By { action, ..self.by("") };
        let email = self.app.store.email_of(user_id).await?.ok_or(ActionError::Nobody)?;
        let counted = counted_of(self.app, user_id, &email);
        let erased = self.app.store.erase(&by, user_id, &counted).await?;
        if erased { Ok(()) } else { Err(ActionError::Nobody) }
    }

    /// The password setup of an account that is not deactivated, and the language of its mails.
    async fn open_setup(
        &self,
        user_id: &str,
    ) -> Result<(StoredSetup, PasswordSetup, Language), ActionError> {
        let store = &self.app.store;
        let language = store.language_of(user_id).await?.ok_or(ActionError::Nobody)?;
        let stored = store.setup_of(user_id).await?.ok_or(ActionError::Closed)?;
        if store.is_closed(user_id).await? {
            return Err(ActionError::Closed);
        }
        let setup = account::restored(self.app, &stored)?;
        Ok((stored, setup, Language::by_tag(&language).unwrap_or(Language::ENGLISH)))
    }

    /// Saves a setup with its mails; not where somebody else has changed it meanwhile.
    async fn save(
        &self,
        stored: &StoredSetup,
        setup: &PasswordSetup,
        action: &'a str,
        email: Option<&str>,
        mails: &[NewMail<'_>],
    ) -> Result<bool, ActionError> {
        let next = account::sealed(self.app, stored, setup);
        match self.app.store.save_setup_by(&self.by(action), &next, email, mails).await {
            Ok(()) => {
                self.app.mail_waits.notify_one();
                Ok(true)
            }
            Err(StoreError::Changed) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Why nothing was done, where nothing was.
    async fn found(
        &self,
        user_id: &str,
        done: bool,
        already: &'static str,
    ) -> Result<(), ActionError> {
        if done {
            return Ok(());
        }
        let language = self.app.store.language_of(user_id).await?;
        Err(if language.is_some() { ActionError::Already(already) } else { ActionError::Nobody })
    }
}

fn entropy() -> Entropy {
    Secret::new(secret::random())
}
