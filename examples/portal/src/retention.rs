//! What is kept no longer than the settings say.

use crate::app::App;
use crate::operator::{ActionError, Office};
use crate::store::{Old, StoreError};

const DAY: i64 = 24 * 3600;
/// A month of the settings.
const MONTH: i64 = 30 * DAY;
/// Registrations read from the store at a time.
const BATCH: u32 = 100;
/// Seconds without a look at the clock after which nobody knows whether they have passed or it was set.
const GAP: i64 = DAY;
/// Seconds for which no mail and no registration is deleted then: time to put the clock right.
const HOLD: i64 = DAY;
/// The setting that has when the clock was looked at last, and since when it has gone evenly.
const CLOCK: &str = "clock";
/// What the audit log calls the one who erases unclaimed registrations.
const ACTOR: &str = "retention";

/// Deletes what is older than the settings allow: mails and registrations where the clock is steady.
pub(crate) async fn enforce(app: &App, is_steady: bool) -> Result<(), ActionError> {
    let (now, ages) = (app.clock.seconds(), app.config.retention);
    // These two say themselves when they end.
    let even = app.clock.even_seconds();
    delete(app, Old::Drafts, "drafts", even).await?;
    delete(app, Old::Completed, "completed", even).await?;
    if !is_steady {
        return Ok(());
    }
    delete(app, Old::Mails, "mails", now - i64::from(ages.mails_days) * DAY).await?;
    if ages.unclaimed_months == 0 {
        return Ok(());
    }
    let before = now - i64::from(ages.unclaimed_months) * MONTH;
    loop {
        let unclaimed = app.store.unclaimed(before, BATCH).await?;
        for user_id in &unclaimed {
            let office = Office { app, actor: ACTOR };
            match office.erase(user_id, "erase unclaimed").await {
                // Another instance was quicker.
                Err(ActionError::Nobody) => {}
                done => {
                    done?;
                    app.metrics.expired("unclaimed", 1);
                }
            }
        }
        if unclaimed.len() < BATCH as usize {
            return Ok(());
        }
    }
}

async fn delete(app: &App, old: Old, name: &'static str, before: i64) -> Result<(), StoreError> {
    let count = app.store.delete_old(old, before).await?;
    app.metrics.expired(name, count);
    Ok(())
}

/// Whether the clock has gone evenly for so long that what cannot be taken back may be done by it: one that was set a
/// year ahead by mistake would erase everybody who has not set a password yet, and remind everybody else too early.
pub(crate) async fn is_steady(app: &App) -> Result<bool, StoreError> {
    let now = app.clock.seconds();
    let kept = app.store.kept_setting(CLOCK).await?;
    let kept = kept.and_then(|kept| serde_json::from_slice::<(i64, i64)>(&kept).ok());
    // A new portal has nothing that is old.
    let (seen_at, mut steady_since) = kept.unwrap_or((now, now - HOLD));
    if now - seen_at > GAP {
        steady_since = now;
    } else if now < steady_since {
        // It was ahead, and is put right.
        steady_since = now - HOLD;
    }
    let value = serde_json::to_vec(&(now, steady_since)).expect("two numbers can be written");
    app.store.set(CLOCK, &value).await?;
    let hold = HOLD - (now - steady_since);
    if hold > 0 {
        tracing::warn!(
            seconds = hold,
            "the clock has moved by more than a day, or the portal did not run: retention deletes no mail and no \
             registration, and no reminder is sent, for so long"
        );
    }
    Ok(hold <= 0)
}
