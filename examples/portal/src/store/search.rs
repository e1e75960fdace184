//! Looking for registrations: by indexes of the database, never by looking through all.

use std::fmt::Write as _;

use sqlx::AssertSqlSafe;
use toroku::Field;

use super::people::{Closed, Person};
use super::sql::{FromRow, Row, query_as};
use super::{StoreError, Transaction};
use crate::submitted::fields;

/// What registrations are looked for by. Each part is an index of the database; several narrow it down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Search {
    /// The user ID.
    pub(crate) user_id: Option<String>,
    /// The beginning of the user name, in capital letters.
    pub(crate) name: Option<String>,
    /// The e-mail address, in lowercase.
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

const COLUMNS: &str = "SELECT registrations.*, closed_accounts.since, closed_accounts.is_final \
     FROM registrations LEFT JOIN closed_accounts USING (user_id) WHERE ";

/// Of a row that [`COLUMNS`] describes.
impl FromRow for Person {
    fn from_row(row: &Row<'_>) -> Result<Self, sqlx::Error> {
        let since: Option<i64> = row.get("since")?;
        let is_final: Option<bool> = row.get("is_final")?;
        let value = |field: Field| Ok::<_, sqlx::Error>((field, row.get(field.name())?));
        Ok(Self {
            user_id: row.get("user_id")?,
            reference: row.get("reference")?,
            registered_at: row.get("registered_at")?,
            language: row.get("language")?,
            values: fields().map(value).collect::<Result<_, _>>()?,
            closed: since.map(|since| Closed { since, is_final: is_final == Some(true) }),
        })
    }
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

/// The registrations that fit, in the order of registering.
pub(super) async fn find(
    transaction: &mut Transaction,
    search: &Search,
) -> Result<Vec<Person>, StoreError> {
    let is_postgres = matches!(transaction, Transaction::Postgres(_));
    let (statement, texts, moments) = statement(search, is_postgres);
    let statement = format!("{statement} LIMIT ${}", texts.len() + moments.len() + 1);
    Ok(within!(transaction, connection => {
        // It is made of parts that stand here; what somebody typed comes as parameters.
        let mut query = query_as(AssertSqlSafe(statement));
        for text in texts {
            query = query.bind(text);
        }
        for moment in moments {
            query = query.bind(moment);
        }
        query.bind(i64::from(search.limit)).fetch_all(connection).await?
    }))
}

#[cfg(test)]
mod tests {
    use super::super::sql::query;
    use super::super::tests::Database;
    use super::super::{Pool, Store};
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
        match transaction {
            Transaction::Sqlite(_) => {
                let plan = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
                let rows = query_as(plan).fetch_all(transaction.connection()).await.unwrap();
                let rows: Vec<(i64, i64, i64, String)> = rows;
                rows.into_iter().map(|(.., detail)| detail + "\n").collect()
            }
            Transaction::Postgres(_) => {
                let off = "SET LOCAL enable_seqscan = off";
                query(off).execute(transaction.connection()).await.unwrap();
                let plan = AssertSqlSafe(format!("EXPLAIN {statement}"));
                let rows: Vec<String> =
                    query_as(plan).fetch_all(transaction.connection()).await.unwrap();
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
}
