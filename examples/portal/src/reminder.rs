//! Reminders that a password's year is nearly over.
//!
//! The engine says which one is due; what is kept beside each setup is when to ask it next. A reminder, and
//! that it was sent, are stored in one transaction under the setup's counter: of several instances that find
//! the same one due, one writes it.

use toroku::Language;
use toroku::password::PasswordInput;

use crate::account;
use crate::app::App;
use crate::failure::{ErrorPage, Failure};
use crate::store::StoreError;

/// Accounts read from the store at a time.
const BATCH: u32 = 100;

/// Writes the reminders that are due into the outbox; how many.
pub(crate) async fn send_due(app: &App) -> Result<u64, Failure> {
    let mut sent = 0;
    loop {
        let accounts = app.store.accounts_to_remind(app.clock.seconds(), BATCH).await?;
        let mut moved = 0;
        for (user_id, language) in &accounts {
            match send(app, user_id, language).await {
                Ok(was_sent) => {
                    moved += 1;
                    sent += u64::from(was_sent);
                }
                // The others are not kept waiting; this one comes first again next time.
                Err(failure) => tracing::error!(?failure, "a reminder could not be written"),
            }
        }
        if moved == 0 || accounts.len() < BATCH as usize {
            return Ok(sent);
        }
    }
}

async fn send(app: &App, user_id: &str, language: &str) -> Result<bool, Failure> {
    let Some(stored) = app.store.setup_of(user_id).await? else { return Ok(false) };
    let mut setup = account::restored(app, &stored)?;
    let (now, policy) = (app.clock.instant(), app.policy.password());
    let language = Language::by_tag(language).unwrap_or(Language::ENGLISH);
    let mail = match setup.reminder_due(now, policy) {
        None => None,
        Some(days) => {
            let mail = setup.reminder_mail(days, &app.policy, language);
            setup.handle(PasswordInput::ReminderSent { days }, now, policy).map_err(|misuse| {
                tracing::error!(%misuse, "the engine refused that a reminder was sent");
                Failure::from(ErrorPage::Internal)
            })?;
            mail
        }
    };
    match account::save(app, &stored, &setup, mail.as_ref(), None).await {
        Ok(()) => {
            if mail.is_some() {
                app.metrics.reminders.inc();
            }
            Ok(mail.is_some())
        }
        // Another instance was quicker, or the password was changed in between.
        Err(StoreError::Changed) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
