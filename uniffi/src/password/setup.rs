//! The password setup of one account, as a host holds it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use toroku::password::{self as engine, PasswordEffect as EngineEffect};
use toroku::{Instant, Language, Personal};

use super::{Account, PasswordAnswer, PasswordEffect, PasswordInput, PasswordStep};
use crate::effect::NotificationMail;
use crate::kind::PasswordStateKind;
use crate::misuse::{Misuse, PasswordMisuse, SnapshotError};
use crate::policy::Policy;
use crate::values::{Guard, Secret};

/// One account's way from the mailed link to a password, and on to the next one. It holds personal data
/// and a password's hash, no password and no token.
#[derive(Debug, uniffi::Object)]
pub struct PasswordSetup {
    setup: Mutex<engine::PasswordSetup>,
}

/// A new setup and its first link.
#[derive(Debug, uniffi::Record)]
pub struct FirstLink {
    /// The setup to store with the account.
    pub setup: Arc<PasswordSetup>,
    /// The mail to send.
    pub mail: NotificationMail,
    /// The token, for a host that writes its own mail.
    pub token: Personal,
}

/// The setup of an account that has no password, for accounts from elsewhere: a completed registration
/// makes its own. `entropy` is 32 fresh bytes; the same arguments give the same token again.
#[uniffi::export]
pub fn password_setup_for_account(
    account: &Account,
    entropy: &Secret,
    now: Instant,
    policy: &Policy,
    language: Language,
) -> Result<FirstLink, PasswordMisuse> {
    let account =
        engine::Account::new(account.user_id, account.name.clone(), account.email.clone());
    let (setup, token) = engine::PasswordSetup::for_account(
        account,
        &entropy.sized()?,
        now,
        policy.engine.password(),
    )?;
    let mail = NotificationMail::from(&setup.link_mail(&token, &policy.engine, language));
    let token = Personal::from(token.expose());
    Ok(FirstLink { setup: Arc::new(PasswordSetup::of(setup)), mail, token })
}

#[uniffi::export]
impl PasswordSetup {
    /// The setup that was saved, by any language's build.
    #[uniffi::constructor]
    pub fn restore(snapshot: &Secret, guard: &Guard) -> Result<Arc<Self>, SnapshotError> {
        let restored = guard.engine(|guard| snapshot.open(guard, engine::PasswordSetup::restore));
        let setup = restored.map_err(|_| SnapshotError::MalformedKey)??;
        Ok(Arc::new(Self::of(setup)))
    }

    /// Takes what happened at `now`, and says what follows; wordings and a mail are in `language`. Setting,
    /// changing and checking a password each take one hash (tens of milliseconds): not on a UI thread.
    pub fn handle(
        &self,
        input: PasswordInput,
        now: Instant,
        policy: &Policy,
        language: Language,
    ) -> Result<PasswordStep, PasswordMisuse> {
        let input = engine::PasswordInput::try_from(input)?;
        let mut setup = self.lock();
        let step = setup.handle(input, now, policy.engine.password())?;
        let code = step.answer.code();
        let effect = step.effect.map(|effect| match effect {
            EngineEffect::SendLink { token, expires_at } => PasswordEffect::SendLink {
                mail: (&setup.link_mail(&token, &policy.engine, language)).into(),
                token: token.expose().into(),
                expires_at,
            },
        });
        Ok(PasswordStep {
            answer: PasswordAnswer::worded(step.answer, language),
            code: code.map(Into::into),
            text: code.map(|code| language.code(code)),
            state: setup.state().into(),
            effect,
        })
    }

    /// The state.
    pub fn state(&self) -> PasswordStateKind {
        self.lock().state().into()
    }

    /// Whose setup it is.
    pub fn account(&self) -> Account {
        let setup = self.lock();
        let account = setup.account();
        Account {
            user_id: account.user_id(),
            name: account.name().clone(),
            email: account.email().clone(),
        }
    }

    /// When the password was set; none while there is none.
    pub fn set_at(&self) -> Option<Instant> {
        self.lock().set_at()
    }

    /// The first moment at which the password no longer counts.
    pub fn expires_at(&self) -> Option<Instant> {
        self.lock().expires_at()
    }

    /// The first moment at which the link that was sent last no longer counts; none once it is used.
    pub fn link_expires_at(&self) -> Option<Instant> {
        self.lock().link_expires_at()
    }

    /// SHA-256 of the token of the link that was sent last; none once it is used. A host whose links carry
    /// nothing but the token finds the setup by it.
    pub fn link_digest(&self) -> Option<Secret> {
        self.lock().link_digest().map(|digest| digest.expose().to_vec().into())
    }

    /// The password's hash as a PHC string, for a login system of the host's own.
    pub fn password_hash(&self) -> Option<Personal> {
        self.lock().password_hash().map(|hash| hash.as_phc().into())
    }

    /// The reminder to send at `now`: its number of days before the end, one of the policy's.
    pub fn reminder_due(&self, now: Instant, policy: &Policy) -> Option<u16> {
        self.lock().reminder_due(now, policy.engine.password())
    }

    /// The mail that reminds of the end in `days` days; none while there is no password.
    pub fn reminder_mail(
        &self,
        days: u16,
        policy: &Policy,
        language: Language,
    ) -> Option<NotificationMail> {
        let mail = self.lock().reminder_mail(days, &policy.engine, language)?;
        Some((&mail).into())
    }

    /// The setup as bytes. They hold personal data and a password's hash: keep them with the account.
    pub fn save(&self, guard: &Guard) -> Result<Secret, Misuse> {
        guard.engine(|guard| self.lock().save(guard).into())
    }
}

/// SHA-256 of a token as a link brought it, right or wrong: see `linkDigest`.
#[uniffi::export]
pub fn token_digest(token: &Personal) -> Secret {
    engine::Token::digest_of(token).expose().to_vec().into()
}

/// Whether this is the password of a PHC string, for accounts taken over by their hash; none where the text
/// is not a hash that can be verified here.
#[uniffi::export]
pub fn verify_password_hash(
    phc: &Personal,
    password: &Personal,
) -> Result<Option<bool>, PasswordMisuse> {
    match engine::PasswordHash::from_phc(phc.expose()) {
        Ok(hash) => Ok(Some(hash.verify(password)?)),
        Err(engine::NotAPasswordHash) => Ok(None),
    }
}

impl PasswordSetup {
    pub(crate) fn of(setup: engine::PasswordSetup) -> Self {
        Self { setup: Mutex::new(setup) }
    }

    /// The engine replaces the setup as a whole, so a panic of another thread leaves a whole one behind.
    fn lock(&self) -> MutexGuard<'_, engine::PasswordSetup> {
        self.setup.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
