//! What is kept no longer than the settings say.

use crate::app::App;
use crate::operator::{ActionError, Office};
use crate::store::Old;

const DAY: i64 = 24 * 3600;
/// A month of the settings.
const MONTH: i64 = 30 * DAY;
/// Registrations read from the store at a time.
const BATCH: u32 = 100;
/// What the audit log calls the one who erases unclaimed registrations.
const ACTOR: &str = "retention";

/// Deletes what is older than the settings allow.
pub(crate) async fn enforce(app: &App) -> Result<(), ActionError> {
    let (now, ages) = (app.clock.seconds(), app.config.retention);
    for (old, name, age) in [
        // These two say themselves when they end.
        (Old::Drafts, "drafts", 0),
        (Old::Completed, "completed", 0),
        (Old::Mails, "mails", i64::from(ages.mails_days) * DAY),
    ] {
        let count = app.store.delete_old(old, now - age).await?;
        app.metrics.expired(name, count);
    }
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
