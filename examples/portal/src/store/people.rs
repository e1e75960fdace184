//! Registrations as the office looks at them. Nothing here reads or changes anybody's data without a line in the
//! audit log, in the same transaction.

use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, Row};
use toroku::Field;

use super::audit::{By, note};
use super::outbox::{NewMail, add_mail};
use super::{Store, StoreError, StoredSetup, Transaction, signed};

/// What registrations are looked for by. Each part is an index of the database; several narrow it down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Search {
    /// The user ID.
    pub(crate) user_id: Option<String>,
    /// The beginning of the user name, in capital letters.
    pub(crate) name: Option<String>,
    /// The e-mail address, in small letters.
    pub(crate) email: Option<String>,
    /// The date of birth; not an index by itself.
    pub(crate) date_of_birth: Option<String>,
    /// Registered then or later.
    pub(crate) from: Option<i64>,
    /// Registered before that.
    pub(crate) before: Option<i64>,
    /// Those after this user ID's, in the order of registering.
    pub(crate) after: Option<String>,
    /// How many at most.
    pub(crate) limit: u32,
}

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Closed {
    /// Since when it cannot.
    pub(crate) since: i64,
    /// Whether that is for ever.
    pub(crate) is_final: bool,
}

/// A registration as it is kept.
#[derive(Clone)]
pub(crate) struct Person {
    /// The user ID.
    pub(crate) user_id: String,
    /// What the audit log calls the registration.
    pub(crate) reference: String,
    /// When it was stored.
    pub(crate) registered_at: i64,
    /// The language of its mails.
    pub(crate) language: String,
    /// The values of the fields, in their order.
    pub(crate) values: Vec<(Field, String)>,
    /// Whether the account is closed.
    pub(crate) closed: Option<Closed>,
}

impl Person {
    /// The value of a field.
    pub(crate) fn value(&self, field: Field) -> &str {
        let value = self.values.iter().find(|(known, _)| *known == field);
        value.map_or("", |(_, value)| value)
    }
}

/// A mail about somebody, without what it says.
#[derive(Clone, Debug)]
pub(crate) struct MailState {
    /// Its number in the outbox.
    pub(crate) id: i64,
    /// When it was written.
    pub(crate) created_at: i64,
    /// When it was delivered.
    pub(crate) ended_at: Option<i64>,
    /// When it was given up.
    pub(crate) given_up_at: Option<i64>,
}

const REFERENCE: &str = "SELECT reference FROM registrations WHERE user_id = $1";

const COLUMNS: &str = "SELECT registrations.*, closed_accounts.since, closed_accounts.is_final \
     FROM registrations LEFT JOIN closed_accounts USING (user_id) WHERE ";

/// The people of rows that [`COLUMNS`] describes.
macro_rules! people {
    ($rows:expr) => {
        $rows
            .iter()
            .map(|row| {
                let since: Option<i64> = row.try_get("since")?;
                let is_final: Option<bool> = row.try_get("is_final")?;
                // The address typed again is the address, and has no column.
                let fields =
                    Field::ENTRY.iter().filter(|field| **field != Field::EmailConfirmation);
                let value =
                    |field: &Field| Ok::<_, sqlx::Error>((*field, row.try_get(field.name())?));
                Ok(Person {
                    user_id: row.try_get("user_id")?,
                    reference: row.try_get("reference")?,
                    registered_at: row.try_get("registered_at")?,
                    language: row.try_get("language")?,
                    values: fields.map(value).collect::<Result<_, _>>()?,
                    closed: since.map(|since| Closed { since, is_final: is_final == Some(true) }),
                })
            })
            .collect::<Result<Vec<_>, sqlx::Error>>()?
    };
}

/// The statement of a search but for its limit, with the texts and moments for its parameters: texts first.
fn statement(search: &Search, is_postgres: bool) -> (String, Vec<String>, Vec<i64>) {
    let (mut statement, mut texts) = (String::from(COLUMNS), Vec::new());
    let mut and = |part: &str, text: &str| {
        texts.push(text.to_owned());
        let number = texts.len();
        write!(statement, "{part}${number} AND ").expect("a string takes all");
    };
    // Bytes are compared, whatever language the database was made for.
    let bytes = if is_postgres { " COLLATE \"C\"" } else { "" };
    if let Some(user_id) = &search.user_id {
        and("registrations.user_id = ", user_id);
    }
    if let Some(email) = &search.email {
        and(&format!("lower(email{bytes}) = "), email);
    }
    if let Some(name) = &search.name {
        // Names are of A to Z and spaces: nothing that begins so comes after `[`, the next character.
        and(&format!("user_name{bytes} >= "), name);
        and(&format!("user_name{bytes} < "), &format!("{name}["));
    }
    if let Some(date) = &search.date_of_birth {
        and("date_of_birth = ", date);
    }
    // Few fit one of these: they are put in order, not all registrations in their order looked through.
    let is_narrow = search.user_id.is_some() || search.email.is_some() || search.name.is_some();
    let moment = if is_narrow { "registered_at + 0" } else { "registered_at" };
    if let Some(after) = &search.after {
        let part = format!(
            "({moment}, registrations.user_id) > (SELECT registered_at, user_id FROM registrations WHERE user_id = "
        );
        and(&part, after);
        statement.insert(statement.len() - " AND ".len(), ')');
    }
    let mut moments = Vec::new();
    for (sign, limit) in [(">=", search.from), ("<", search.before)] {
        if let Some(limit) = limit {
            moments.push(limit);
            let number = texts.len() + moments.len();
            write!(statement, "{moment} {sign} ${number} AND ").expect("a string takes all");
        }
    }
    write!(statement, "TRUE ORDER BY {moment}, registrations.user_id").expect("a string takes all");
    (statement, texts, moments)
}

impl Store {
    /// The registrations that fit, in the order of registering, with a line for each; one line where none fits.
    pub(crate) async fn find(
        &self,
        by: &By<'_>,
        search: &Search,
    ) -> Result<Vec<Person>, StoreError> {
        let mut transaction = self.begin().await?;
        let found = find(&mut transaction, search).await?;
        for person in &found {
            note(&mut transaction, by, &person.reference).await?;
        }
        if found.is_empty() {
            note(&mut transaction, by, "").await?;
        }
        transaction.commit().await?;
        Ok(found)
    }

    /// The registration with this user ID.
    pub(crate) async fn person(
        &self,
        by: &By<'_>,
        user_id: &str,
    ) -> Result<Option<Person>, StoreError> {
        let search = Search { user_id: Some(user_id.to_owned()), limit: 1, ..Search::default() };
        Ok(self.find(by, &search).await?.pop())
    }

    /// The mails about somebody, oldest first.
    pub(crate) async fn mails_of(&self, user_id: &str) -> Result<Vec<MailState>, StoreError> {
        type Row = (i64, i64, Option<i64>, Option<i64>);
        const READ: &str = "SELECT id, created_at, ended_at, given_up_at FROM outbox \
             WHERE user_id = $1 ORDER BY id";
        let rows: Vec<Row> =
            on!(self, pool => sqlx::query_as(READ).bind(user_id).fetch_all(pool).await?);
        let state = |(id, created_at, ended_at, given_up_at)| MailState {
            id,
            created_at,
            ended_at,
            given_up_at,
        };
        Ok(rows.into_iter().map(state).collect())
    }

    /// The language of somebody's mails.
    pub(crate) async fn language_of(&self, user_id: &str) -> Result<Option<String>, StoreError> {
        const READ: &str = "SELECT language FROM registrations WHERE user_id = $1";
        Ok(on!(self, pool => sqlx::query_scalar(READ).bind(user_id).fetch_optional(pool).await?))
    }

    /// What the audit log calls the registration with this user ID.
    pub(crate) async fn reference_of(&self, user_id: &str) -> Result<Option<String>, StoreError> {
        Ok(on!(self, pool => {
            sqlx::query_scalar(REFERENCE).bind(user_id).fetch_optional(pool).await?
        }))
    }

    /// Somebody's e-mail address, for what goes with it when it is erased.
    pub(crate) async fn email_of(&self, user_id: &str) -> Result<Option<String>, StoreError> {
        const READ: &str = "SELECT email FROM registrations WHERE user_id = $1";
        Ok(on!(self, pool => sqlx::query_scalar(READ).bind(user_id).fetch_optional(pool).await?))
    }

    /// Whether the account is closed, for now or for ever.
    pub(crate) async fn is_closed(&self, user_id: &str) -> Result<bool, StoreError> {
        const COUNT: &str = "SELECT count(*) FROM closed_accounts WHERE user_id = $1";
        let count: i64 =
            on!(self, pool => sqlx::query_scalar(COUNT).bind(user_id).fetch_one(pool).await?);
        Ok(count > 0)
    }

    /// Closes an account and ends its logins; whether it was open, or is to be closed for ever and was not. For
    /// ever: its password setup and the mails that wait for it go too.
    pub(crate) async fn close_account(
        &self,
        by: &By<'_>,
        user_id: &str,
        is_final: bool,
    ) -> Result<bool, StoreError> {
        const CLOSE: &str = "INSERT INTO closed_accounts (user_id, since, is_final) \
             VALUES ($1, $2, $3) ON CONFLICT (user_id) DO UPDATE \
             SET since = excluded.since, is_final = excluded.is_final \
             WHERE excluded.is_final AND NOT closed_accounts.is_final";
        const FORGET: [&str; 2] = [
            "DELETE FROM password_setups WHERE user_id = $1",
            "DELETE FROM outbox WHERE user_id = $1 AND ended_at IS NULL",
        ];
        let mut transaction = self.begin().await?;
        let Some(reference) = reference_of(&mut transaction, user_id).await? else {
            return Ok(false);
        };
        let closed = within!(&mut transaction, connection => {
            let close = sqlx::query(CLOSE).bind(user_id).bind(by.at).bind(is_final);
            close.execute(connection).await?.rows_affected()
        });
        if closed == 0 {
            return Ok(false);
        }
        end_logins(&mut transaction, user_id).await?;
        if is_final {
            for statement in FORGET {
                within!(&mut transaction, connection => {
                    sqlx::query(statement).bind(user_id).execute(connection).await?;
                });
            }
        }
        note(&mut transaction, by, &reference).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Opens an account that is not closed for ever; whether it was closed.
    pub(crate) async fn open_account(
        &self,
        by: &By<'_>,
        user_id: &str,
    ) -> Result<bool, StoreError> {
        const OPEN: &str = "DELETE FROM closed_accounts WHERE user_id = $1 AND NOT is_final";
        let mut transaction = self.begin().await?;
        let Some(reference) = reference_of(&mut transaction, user_id).await? else {
            return Ok(false);
        };
        let opened = within!(&mut transaction, connection => {
            sqlx::query(OPEN).bind(user_id).execute(connection).await?.rows_affected()
        });
        if opened == 0 {
            return Ok(false);
        }
        note(&mut transaction, by, &reference).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Ends all logins of an account; how many there were, or `None` where there is no such account.
    pub(crate) async fn end_logins_by(
        &self,
        by: &By<'_>,
        user_id: &str,
    ) -> Result<Option<u64>, StoreError> {
        let mut transaction = self.begin().await?;
        let Some(reference) = reference_of(&mut transaction, user_id).await? else {
            return Ok(None);
        };
        let ended = end_logins(&mut transaction, user_id).await?;
        note(&mut transaction, by, &reference).await?;
        transaction.commit().await?;
        Ok(Some(ended))
    }

    /// Saves a password setup as [`Store::save_setup`] does, with the mails that follow. With `email` that is the
    /// registration's address from now on: mails to the one before that still wait are not sent, and what its
    /// browser keeps of the registration goes.
    pub(crate) async fn save_setup_by(
        &self,
        by: &By<'_>,
        setup: &StoredSetup,
        email: Option<&str>,
        mails: &[NewMail<'_>],
    ) -> Result<(), StoreError> {
        const SAVE: &str = "UPDATE password_setups SET counter = $1, snapshot = $2 \
             WHERE user_id = $3 AND counter = $1 - 1";
        const CORRECT: &str = "UPDATE registrations SET email = $2 WHERE user_id = $1";
        const FORGET: [&str; 2] = [
            "DELETE FROM outbox WHERE user_id = $1 AND ended_at IS NULL",
            "DELETE FROM open_registrations WHERE notification_key IN \
             (SELECT notification_key FROM registrations WHERE user_id = $1)",
        ];
        let counter = signed(setup.counter)?;
        let mut transaction = self.begin().await?;
        let reference = reference_of(&mut transaction, &setup.user_id).await?;
        let saved = within!(&mut transaction, connection => {
            let save = sqlx::query(SAVE).bind(counter).bind(&setup.snapshot).bind(&setup.user_id);
            save.execute(connection).await?.rows_affected()
        });
        let Some(reference) = reference.filter(|_| saved == 1) else {
            return Err(StoreError::Changed);
        };
        if let Some(email) = email {
            within!(&mut transaction, connection => {
                sqlx::query(CORRECT).bind(&setup.user_id).bind(email).execute(connection).await?;
            });
            for statement in FORGET {
                within!(&mut transaction, connection => {
                    sqlx::query(statement).bind(&setup.user_id).execute(connection).await?;
                });
            }
        }
        for mail in mails {
            add_mail(&mut transaction, mail, by.at).await?;
        }
        note(&mut transaction, by, &reference).await?;
        transaction.commit().await
    }
}

async fn find(transaction: &mut Transaction, search: &Search) -> Result<Vec<Person>, StoreError> {
    let is_postgres = matches!(transaction, Transaction::Postgres(_));
    let (statement, texts, moments) = statement(search, is_postgres);
    let statement = format!("{statement} LIMIT ${}", texts.len() + moments.len() + 1);
    Ok(within!(transaction, connection => {
        // It is made of parts that stand here; what somebody typed comes as parameters.
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for text in texts {
            query = query.bind(text);
        }
        for moment in moments {
            query = query.bind(moment);
        }
        people!(query.bind(i64::from(search.limit)).fetch_all(connection).await?)
    }))
}

/// What the audit log calls the registration with this user ID.
pub(super) async fn reference_of(
    transaction: &mut Transaction,
    user_id: &str,
) -> Result<Option<String>, StoreError> {
    Ok(within!(transaction, connection => {
        sqlx::query_scalar(REFERENCE).bind(user_id).fetch_optional(connection).await?
    }))
}

async fn end_logins(transaction: &mut Transaction, user_id: &str) -> Result<u64, StoreError> {
    const END: &str = "UPDATE sessions SET user_id = NULL WHERE user_id = $1";
    Ok(within!(transaction, connection => {
        sqlx::query(END).bind(user_id).execute(connection).await?.rows_affected()
    }))
}

#[cfg(test)]
mod tests {
    use super::super::Pool;
    use super::super::tests::Database;
    use super::*;

    /// How the database would look for it.
    async fn plan(store: &Store, search: &Search) -> String {
        let is_postgres = matches!(store.pool, Pool::Postgres(_));
        let (mut statement, texts, moments) = statement(search, is_postgres);
        for (index, text) in texts.iter().enumerate() {
            statement = statement.replace(&format!("${}", index + 1), &format!("'{text}'"));
        }
        for (index, moment) in moments.iter().enumerate() {
            let number = format!("${}", texts.len() + index + 1);
            statement = statement.replace(&number, &moment.to_string());
        }
        let mut transaction = store.begin().await.unwrap();
        match &mut transaction {
            Transaction::Sqlite(transaction) => {
                let plan = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
                let rows = sqlx::query(plan).fetch_all(&mut **transaction).await.unwrap();
                rows.iter().map(|row| row.get::<String, _>("detail") + "\n").collect()
            }
            Transaction::Postgres(transaction) => {
                let off = "SET LOCAL enable_seqscan = off";
                sqlx::query(off).execute(&mut **transaction).await.unwrap();
                let plan = AssertSqlSafe(format!("EXPLAIN {statement}"));
                let rows = sqlx::query_scalar(plan).fetch_all(&mut **transaction).await.unwrap();
                let rows: Vec<String> = rows;
                rows.join("\n")
            }
        }
    }

    #[tokio::test]
    async fn searches_are_answered_by_an_index() {
        let database = Database::make().await;
        let store = crate::app::open_store(&database.config).await.unwrap();
        let text = |text: &str| Some(text.to_owned());
        let (from, before) = (Some(1), Some(2));
        let dated = Search { from, before, ..Search::default() };
        for (search, index) in [
            (Search { email: text("a@b.example"), ..dated.clone() }, "registrations_by_email"),
            (Search { name: text("HOUMU"), ..dated.clone() }, "registrations_by_name"),
            (
                Search { name: text("A"), date_of_birth: text("b"), ..Search::default() },
                "registrations_by_name",
            ),
            (Search { after: text("bcdfg00000"), ..Search::default() }, "registrations_by_age"),
            (dated, "registrations_by_age"),
        ] {
            let plan = plan(&store, &search).await;
            assert!(plan.contains(index), "{search:?}: {plan}");
        }
        store.close().await;
        database.end();
    }

    #[tokio::test]
    async fn nobody_gets_an_erased_user_id() {
        let database = Database::make().await;
        let store = crate::app::open_store(&database.config).await.unwrap();
        let user_id = "hdlpf38617".parse().unwrap();
        assert!(store.reserve_user_id("a", user_id).await.unwrap());
        on!(&store, pool => {
            let erased = "DELETE FROM reserved_user_ids";
            sqlx::query(erased).execute(pool).await.unwrap();
            let erased = "INSERT INTO erased_user_ids (user_id) VALUES ('hdlpf38617')";
            sqlx::query(erased).execute(pool).await.unwrap();
        });
        assert!(!store.reserve_user_id("b", user_id).await.unwrap());
        store.close().await;
        database.end();
    }
}
