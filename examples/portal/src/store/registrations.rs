//! Numbers and registrations.

use std::sync::OnceLock;

use toroku::{Commit, Field};

use super::office::{ORDER, ORDERED, add_submission};
use super::open_registrations::{NewOpenRegistration, save, saving};
use super::outbox::{NewMail, adding};
use super::sql::{Parts, Query, execute_all, query, query_as};
use super::tries::{Taking, has_changed};
use super::{Counted, Pool, Store, StoreError, Transaction};
use crate::allowance::Used;
use crate::secret;
use crate::submitted::{self, fingerprint_of};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommitResult {
    /// It is stored, now or before.
    Committed,
    /// Another registration has the user ID; nothing was stored.
    UserIdTaken,
    /// The mailbox has had as many mails as it may; nothing was stored.
    TooManyMails,
}

/// What is stored together with a record: the registration as it stands after it, and the password setup.
#[derive(Debug)]
pub(crate) struct Companions<'a> {
    /// The registration at completion.
    pub(crate) open_registration: NewOpenRegistration<'a>,
    /// The password setup's first snapshot.
    pub(crate) password_setup: &'a [u8],
    /// The hash of the submission's key, where it is one.
    pub(crate) submission_key: Option<&'a [u8; 32]>,
}

/// What issues a user ID: in SQLite a transaction that counts the number and stores what is made of it. In PostgreSQL a
/// number is no part of a transaction, and one statement stores all.
#[derive(Debug)]
pub(crate) struct Issuing {
    store: Store,
    transaction: Option<Transaction>,
    /// The mail, as it is counted against its mailbox.
    counted: Option<Counted>,
}

impl Store {
    /// Whether the store has this key's record.
    pub(crate) async fn has_registration(&self, key: &str) -> Result<bool, StoreError> {
        const COUNT: &str = "SELECT count(*) FROM registrations WHERE notification_key = $1";
        let count: i64 =
            on!(self, connection => query_as(COUNT).bind(key).fetch_one(connection).await?);
        Ok(count > 0)
    }

    /// Begins to issue a user ID, whose mail is counted.
    pub(crate) async fn issuing(&self, counted: Option<Counted>) -> Result<Issuing, StoreError> {
        let is_file = matches!(self.pool, Pool::Sqlite(_));
        let transaction = if is_file { Some(self.begin().await?) } else { None };
        Ok(Issuing { store: self.clone(), transaction, counted })
    }
}

impl Issuing {
    /// The next number. One that nothing comes of is left out, or counted again where that was rolled back.
    pub(crate) async fn next_number(&mut self) -> Result<u64, StoreError> {
        const SQLITE: &str = "UPDATE numbers SET last = last + 1 RETURNING last";
        const POSTGRES: &str = "SELECT nextval('numbers')";
        let spare = match &self.store.pool {
            Pool::Sqlite(_) => None,
            Pool::Postgres(connections) => connections.number(),
        };
        let number: i64 = if let Some(transaction) = &mut self.transaction {
            within!(transaction, connection => query_as(SQLITE).fetch_one(connection).await?)
        } else if let Some(spare) = spare {
            spare
        } else {
            on!(self.store, connection => query_as(POSTGRES).fetch_one(connection).await?)
        };
        Ok(number.unsigned_abs())
    }

    /// Stores the record, its mail, its password setup and the registration at completion.
    /// A record that is there already is not stored twice; the registration still moves on.
    pub(crate) async fn store(
        &mut self,
        record: &Commit,
        companions: &Companions<'_>,
    ) -> Result<CommitResult, StoreError> {
        let (store, counted) = (&self.store, self.counted);
        match &mut self.transaction {
            Some(transaction) => {
                store_by_steps(store, transaction, record, companions, counted).await
            }
            None => store_at_once(store, record, companions, counted).await,
        }
    }

    /// Makes it last, where it does not yet.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self.transaction {
            Some(transaction) => transaction.commit().await,
            None => Ok(()),
        }
    }
}

/// Stores a record in a transaction of SQLite's.
async fn store_by_steps(
    store: &Store,
    transaction: &mut Transaction,
    record: &Commit,
    companions: &Companions<'_>,
    counted: Option<Counted>,
) -> Result<CommitResult, StoreError> {
    const COUNT: &str = "SELECT count(*) FROM registrations WHERE notification_key = $1";
    const SETUP: &str =
        "INSERT INTO password_setups (user_id, counter, snapshot) VALUES ($1, 1, $2)";
    static INSERT: OnceLock<String> = OnceLock::new();
    let (key, now) = (record.key.expose(), record.registered_at.unix_seconds());
    let user_id = record.user_id.as_str();
    if let Some(submission_key) = companions.submission_key {
        let session = companions.open_registration.session;
        transaction.add_submission_session(session, &secret::random(), submission_key, now).await?;
    }
    let inserted = within!(transaction, connection => {
        let insert = INSERT.get_or_init(|| format!("{} ON CONFLICT DO NOTHING", insert_of("")));
        with_record(query(insert.as_str()), record).execute(connection).await?
    });
    if inserted == 0 {
        // Another row stands in the way: this record itself, or one with the same user ID.
        let stored: i64 = within!(transaction, connection => {
            query_as(COUNT).bind(&key).fetch_one(connection).await?
        });
        if stored == 0 {
            return Ok(CommitResult::UserIdTaken);
        }
        save(transaction, &companions.open_registration).await?;
        return Ok(CommitResult::Committed);
    }
    // First: where another request has stored it meanwhile, nothing is counted.
    save(transaction, &companions.open_registration).await?;
    if transaction.take(counted.as_slice(), now).await?.is_err() {
        return Ok(CommitResult::TooManyMails);
    }
    if let Some(submission_key) = companions.submission_key {
        add_submission(transaction, record, submission_key).await?;
    }
    let mail = NewMail::of(&record.notification, user_id);
    within!(transaction, connection => {
        let setup = query(SETUP).bind(user_id).bind(companions.password_setup);
        let order = query(ORDER).bind(user_id);
        let mail = adding(&mail, now, store.standing(now), "");
        execute_all([setup, mail, order], connection).await?
    });
    Ok(CommitResult::Committed)
}

/// Stores a record by one statement of PostgreSQL's, which is asked once for all of it.
///
/// Each part waits for the one before: whoever meets another at the same registration waits for its row, at the same user
/// ID for that; and the order's lock is taken when nobody is waited for any more. A user ID that was erased inserts no
/// registration, and then the password setup has none to belong to: it fails as a user ID fails that is taken.
///
/// Most mailboxes have had no mail: what a mailbox has used is read only where the statement fails because it has used some.
async fn store_at_once(
    store: &Store,
    record: &Commit,
    companions: &Companions<'_>,
    counted: Option<Counted>,
) -> Result<CommitResult, StoreError> {
    let (open, now) = (&companions.open_registration, record.registered_at.unix_seconds());
    let mut used = Used::default();
    let stored = loop {
        let taking = match counted {
            None => None,
            Some((subject, allowance)) => {
                let Ok(next) = allowance.take(used, now) else {
                    // It may be this registration, stored by another request, that has used up the last one.
                    let stored = store.open_registration(open.session).await?;
                    let is_same = stored.map_or(0, |stored| stored.counter) == open.counter - 1;
                    return if is_same {
                        Ok(CommitResult::TooManyMails)
                    } else {
                        Err(StoreError::Changed)
                    };
                };
                Some(Taking { subject, used, next })
            }
        };
        let stored = async {
            Ok(change!(store, connection => {
                storing(store, record, companions, taking.as_ref())?.fetch_one(connection).await?
            }))
        };
        match (stored.await, counted) {
            (Err(error), Some((subject, _))) if has_changed(&error) => {
                used = store.used(&subject).await?;
            }
            (stored, _) => break stored,
        }
    };
    match stored {
        Ok((moved_on, number)) => {
            if let Pool::Postgres(connections) = &store.pool {
                connections.keep_number(number);
            }
            if moved_on == 1 { Ok(CommitResult::Committed) } else { Err(StoreError::Changed) }
        }
        Err(error) => match error.constraint() {
            Some("registrations_user_id_key" | "password_setups_user_id_fkey") => {
                Ok(CommitResult::UserIdTaken)
            }
            Some("registrations_pkey") => {
                store.save_open_registration(open).await?;
                Ok(CommitResult::Committed)
            }
            Some(_) | None => Err(error),
        },
    }
}

/// The statement of [`store_at_once`], whose row says how many registrations have moved on, and brings the number for the
/// next one along.
fn storing<'q>(
    store: &Store,
    record: &'q Commit,
    companions: &'q Companions<'_>,
    taking: Option<&'q Taking>,
) -> Result<Query<'q, (i64, i64)>, StoreError> {
    const ARRIVAL: &str = "INSERT INTO sessions (id, token_hash, seen_at, submission_key) \
         SELECT $1, $2, $3, $4 WHERE NOT EXISTS \
         (SELECT 1 FROM submissions WHERE submission_key = $4) ON CONFLICT DO NOTHING";
    const SUBMISSION: &str = "INSERT INTO submissions (submission_key, fingerprint, user_id) \
         SELECT $1, $2, user_id FROM registered";
    const SETUP: &str = "INSERT INTO password_setups (user_id, counter, snapshot) \
         SELECT $1, 1, $2 FROM saved";
    static INSERT: OnceLock<String> = OnceLock::new();
    let insert = INSERT.get_or_init(|| insert_of("FROM saved"));
    let (open, now) = (&companions.open_registration, record.registered_at.unix_seconds());
    let (user_id, notification) = (record.user_id.as_str(), &record.notification);
    let mut parts = Parts::default();
    parts.add_returning("saved", saving(open)?, "1");
    if let Some(taking) = taking {
        parts.add("taken", taking.query());
    }
    parts.add_returning("registered", with_record(query(insert.as_str()), record), "user_id");
    if let Some(submission_key) = companions.submission_key {
        let arrival = query(ARRIVAL).bind(&open.session.0[..]);
        let arrival = arrival.bind(secret::random::<32>().to_vec()).bind(now);
        parts.add("arrival", arrival.bind(&submission_key[..]));
        let fingerprint = fingerprint_of(&record.confirmed, notification.language());
        let submission = query(SUBMISSION).bind(&submission_key[..]).bind(fingerprint.to_vec());
        parts.add("submission", submission);
    }
    parts.add("setup", query(SETUP).bind(user_id).bind(companions.password_setup));
    let mail = NewMail::of(notification, user_id);
    let mail = adding(&mail, now, store.standing(now), "FROM saved");
    parts.add("mail", mail);
    Ok(parts.select(&format!(", {ORDERED} SELECT count(*), nextval('numbers') FROM saved")))
}

/// The statement that inserts a registration, once for each row of `source`: a column of its name for each field. Which
/// fields are stored is the same for all.
fn insert_of(source: &str) -> String {
    let columns: Vec<_> = submitted::fields().map(Field::name).collect();
    let parameters: Vec<_> = (1..=4 + columns.len()).map(|number| format!("${number}")).collect();
    format!(
        "INSERT INTO registrations (notification_key, user_id, registered_at, language, {}) \
         SELECT {} {source} WHERE NOT EXISTS \
         (SELECT 1 FROM erased_user_ids WHERE user_id = $2)",
        columns.join(", "),
        parameters.join(", "),
    )
}

/// With the parameters of [`insert_of`].
fn with_record<'q, R>(insert: Query<'q, R>, record: &'q Commit) -> Query<'q, R> {
    let insert = insert
        .bind(record.key.expose())
        .bind(record.user_id.as_str())
        .bind(record.registered_at.unix_seconds())
        .bind(record.notification.language().tag());
    submitted::fields()
        .fold(insert, |insert, field| insert.bind(record.confirmed.text(field).unwrap_or_default()))
}
