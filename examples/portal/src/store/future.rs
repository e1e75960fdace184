//! Times that lie ahead: they were written while a clock was wrong.

use super::sql::query;
use super::{Store, StoreError};

const HOUR: i64 = 3600;
/// Seconds by which the clocks of two instances may differ.
const SLACK: i64 = 600;

/// What is put right, how far ahead it may be, and how: `$2` is now, `$1` what is too late. What was registered when
/// and the audit log are left as they were written.
const TIMES: &[(i64, &str)] = &[
    // The longest pause between two tries is 8 hours and a fifth.
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

impl Store {
    /// Makes times from the future now, which for what browsers have open is `even`; how many there were.
    pub(crate) async fn put_times_right(&self, now: i64, even: i64) -> Result<u64, StoreError> {
        let mut count = 0;
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
