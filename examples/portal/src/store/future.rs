//! Times that lie ahead: they were written while a clock was wrong.

use super::sql::query;
use super::{Store, StoreError};

const HOUR: i64 = 3600;
/// Seconds by which the clocks of two instances may differ.
const SLACK: i64 = 600;

/// What is put right, how far ahead it may be, and how: `$2` is now, `$1` what is too late. What was registered when
/// and the audit log are left as they were written.
const TIMES: &[(i64, &str)] = &[
    // The longest pause between two tries is 8 hours and a fifth. Shorter ones are below.
    (12 * HOUR, "UPDATE outbox SET due_at = $2 WHERE due_at > $1 AND ended_at IS NULL"),
    (SLACK, "UPDATE outbox SET created_at = $2 WHERE created_at > $1"),
    (SLACK, "UPDATE outbox SET ended_at = $2 WHERE ended_at > $1"),
    (SLACK, "UPDATE outbox SET given_up_at = $2 WHERE given_up_at > $1"),
    (SLACK, "UPDATE sessions SET logged_in_at = $2 WHERE logged_in_at > $1"),
    (SLACK, "UPDATE staff_sessions SET seen_at = $2 WHERE seen_at > $1"),
    (SLACK, "UPDATE staff_sessions SET began_at = $2 WHERE began_at > $1"),
    // A pause lasts a day at most, and failures are forgotten within 17.
    (24 * HOUR + SLACK, "UPDATE tries SET free_at = $2 WHERE free_at > $1"),
    (20 * 24 * HOUR, "UPDATE tries SET whole_at = $2 WHERE whole_at > $1"),
];

/// The same of what browsers have open, whose times go on evenly though the clock is set.
const OPEN: &[(i64, &str)] = &[
    (SLACK, "UPDATE sessions SET seen_at = $2 WHERE seen_at > $1"),
    (SLACK, "UPDATE open_registrations SET saved_at = $2 WHERE saved_at > $1"),
    // An entry is kept for a day at most. One that would be shown for longer ends.
    (24 * HOUR + SLACK, "UPDATE open_registrations SET ends_at = $2 WHERE ends_at > $1"),
    (SLACK, "UPDATE watched_pages SET served_at = $2 WHERE served_at > $1"),
];

/// The same of mails that were tried a few times: `$3`, the first pause, is doubled with each try, and by chance a fifth
/// longer. After so many it is the longest, by far.
const PAUSES: &str = "UPDATE outbox SET due_at = $2 WHERE ended_at IS NULL AND attempts < 10 \
     AND due_at > $1 + ($3 << CAST(attempts AS INTEGER))";

impl Store {
    /// Makes times from the future now, which for what browsers have open is `even`; how many there were. `pause` is the
    /// first one between two tries of a mail.
    pub(crate) async fn put_times_right(
        &self,
        now: i64,
        even: i64,
        pause: i64,
    ) -> Result<u64, StoreError> {
        let mut count = change!(self, connection => {
            let put = query(PAUSES).bind(now + SLACK).bind(now).bind(pause).long();
            put.execute(connection).await?
        });
        let all = TIMES.iter().map(|time| (now, time)).chain(OPEN.iter().map(|time| (even, time)));
        for (now, (ahead, statement)) in all {
            count += change!(self, connection => {
                let put = query(*statement).bind(now + ahead).bind(now).long();
                put.execute(connection).await?
            });
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::{Database, failed, put_mails};

    /// A server that says to come again in a minute (greylisting) is not kept waiting for as long as the clock was ahead.
    #[tokio::test]
    async fn a_mail_is_not_kept_for_the_hours_that_the_clock_was_ahead() {
        let database = Database::make().await;
        let store = database.store().await;
        put_mails(&store, 2).await; // at 100
        let ahead = 100 + 9 * HOUR;
        let mail = store.claim_mail(ahead, ahead + 60).await.unwrap().unwrap();
        store.fail_mail(&mail, &failed("", Some(ahead + 60), None)).await.unwrap();
        assert_eq!(store.put_times_right(100, 100, 60).await.unwrap(), 1);
        let mut due = Vec::new();
        while let Some(mail) = store.claim_mail(100, 200).await.unwrap() {
            due.push(mail.id);
        }
        assert!(due.len() == 2 && due.contains(&mail.id), "{due:?}");
        // Its pause after so many tries is as long as it may be.
        let mut now = 200;
        for _ in 0..12 {
            let mail = store.claim_mail(now, now + 60).await.unwrap().unwrap();
            now += 60;
            let pause = (60 << mail.attempts).min(9 * HOUR);
            store.fail_mail(&mail, &failed("", Some(now + pause), None)).await.unwrap();
            assert_eq!(store.put_times_right(now, now, 60).await.unwrap(), 0);
            now += pause;
        }
        store.close().await;
        database.end();
    }
}
