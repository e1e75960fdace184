//! Statements and their rows, the same for both databases.
//!
//! PostgreSQL is asked by way of sqlx. SQLite's library is called where the request is: a statement takes some tens of
//! microseconds, and to hand it to another thread and wait for the answer, as sqlx does, takes longer.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::marker::PhantomData;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{
    Arguments, AssertSqlSafe, Decode, PgConnection, Postgres, Row as _, SqlSafeStr, SqlStr, Type,
};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

use super::file::{Opened, of_sqlite};
use super::{StoreError, in_time};

/// The connection that a statement runs on.
#[derive(Debug)]
pub(super) enum Connection<'c> {
    Sqlite(&'c mut Opened),
    Postgres(&'c mut PgConnection),
}

/// A statement with its parameters, whose rows are `R`s.
pub(super) struct Query<'q, R> {
    statement: SqlStr,
    values: Vec<Value<'q>>,
    is_long: bool,
    rows: PhantomData<fn() -> R>,
}

/// A parameter.
pub(super) enum Value<'q> {
    Integer(Option<i64>),
    Text(Option<Cow<'q, str>>),
    Bytes(Cow<'q, [u8]>),
    Boolean(bool),
}

/// A statement without rows.
pub(super) fn query<'q>(statement: impl SqlSafeStr) -> Query<'q, ()> {
    query_as(statement)
}

/// A statement whose rows are tuples, or single values.
pub(super) fn query_as<'q, R>(statement: impl SqlSafeStr) -> Query<'q, R> {
    let statement = statement.into_sql_str();
    Query { statement, values: Vec::new(), is_long: false, rows: PhantomData }
}

impl<'q, R> Query<'q, R> {
    /// With the next parameter: `$1`, `$2` …
    pub(super) fn bind(mut self, value: impl Into<Value<'q>>) -> Self {
        self.values.push(value.into());
        self
    }

    /// One that may change many rows: where SQLite is called, what else the thread has to do goes on meanwhile.
    pub(super) fn long(mut self) -> Self {
        self.is_long = true;
        self
    }

    /// How many rows it has changed.
    pub(super) async fn execute(self, connection: Connection<'_>) -> Result<u64, StoreError> {
        match connection {
            Connection::Sqlite(connection) => {
                let run = || {
                    on_sqlite(connection, &self.statement, &self.values, |statement| {
                        statement.raw_execute()
                    })
                };
                let changed = if self.is_long { aside(run) } else { run() };
                Ok(u64::try_from(changed?).unwrap_or(0))
            }
            Connection::Postgres(connection) => {
                let arguments = arguments(&self.values)?;
                in_time(async {
                    let done = sqlx::query_with(self.statement, arguments).execute(connection);
                    Ok(done.await?.rows_affected())
                })
                .await
            }
        }
    }
}

impl<R: FromRow> Query<'_, R> {
    /// All rows.
    pub(super) async fn fetch_all(self, connection: Connection<'_>) -> Result<Vec<R>, StoreError> {
        match connection {
            Connection::Sqlite(connection) => {
                let rows = on_sqlite(connection, &self.statement, &self.values, |statement| {
                    let (mut rows, mut read) = (statement.raw_query(), Vec::new());
                    while let Some(row) = rows.next()? {
                        read.push(R::from_row(&Row::Sqlite(row)));
                    }
                    Ok(read)
                });
                Ok(rows?.into_iter().collect::<Result<_, _>>()?)
            }
            Connection::Postgres(connection) => {
                let arguments = arguments(&self.values)?;
                in_time(async {
                    let rows = sqlx::query_with(self.statement, arguments).fetch_all(connection);
                    let rows = rows.await?;
                    let read = rows.iter().map(|row| R::from_row(&Row::Postgres(row)));
                    Ok(read.collect::<Result<_, _>>()?)
                })
                .await
            }
        }
    }

    /// The row, if there is one.
    pub(super) async fn fetch_optional(
        self,
        connection: Connection<'_>,
    ) -> Result<Option<R>, StoreError> {
        Ok(self.fetch_all(connection).await?.into_iter().next())
    }

    /// The row that there is always.
    pub(super) async fn fetch_one(self, connection: Connection<'_>) -> Result<R, StoreError> {
        let row = self.fetch_optional(connection).await?;
        row.ok_or_else(|| sqlx::Error::RowNotFound.into())
    }
}

/// Runs statements of which none reads what another one writes; how many rows each has changed. PostgreSQL is asked once.
pub(super) async fn execute_all<const N: usize>(
    queries: [Query<'_, ()>; N],
    connection: Connection<'_>,
) -> Result<[u64; N], StoreError> {
    match connection {
        Connection::Sqlite(connection) => {
            let mut changed = [0; N];
            for (count, query) in changed.iter_mut().zip(queries) {
                *count = query.execute(Connection::Sqlite(connection)).await?;
                crate::crash::point();
            }
            Ok(changed)
        }
        Connection::Postgres(connection) => {
            let counts = together(queries).fetch_one(Connection::Postgres(connection)).await?;
            Ok(counts.0)
        }
    }
}

/// Several statements as one of PostgreSQL's, which counts what each has changed.
fn together<const N: usize>(queries: [Query<'_, ()>; N]) -> Query<'_, Counts<N>> {
    let (mut parts, mut counts) = (Parts::default(), Vec::new());
    for (at, query) in queries.into_iter().enumerate() {
        let name = format!("part{at}");
        counts.push(format!("(SELECT count(*) FROM {name})"));
        parts.add_returning(&name, query, "1");
    }
    parts.select(&format!(" SELECT {}", counts.join(", ")))
}

/// Statements that PostgreSQL is asked as one. Each has a name, by which those behind it read the rows that it returns.
#[derive(Default)]
pub(super) struct Parts<'q> {
    statement: String,
    values: Vec<Value<'q>>,
}

impl<'q> Parts<'q> {
    /// The next one.
    pub(super) fn add(&mut self, name: &str, query: Query<'q, ()>) {
        self.add_returning(name, query, "");
    }

    /// The same, which returns these columns of each row that it changes.
    pub(super) fn add_returning(&mut self, name: &str, query: Query<'q, ()>, columns: &str) {
        let before = if self.values.is_empty() { "WITH " } else { ", " };
        self.statement.extend([before, name, " AS ("]);
        renumber(query.statement.as_str(), self.values.len(), &mut self.statement);
        if !columns.is_empty() {
            self.statement.extend([" RETURNING ", columns]);
        }
        self.statement.push(')');
        self.values.extend(query.values);
    }

    /// All of them, with the end of the statement.
    pub(super) fn select<R>(self, end: &str) -> Query<'q, R> {
        // Of statements that stand in the sources.
        let statement = AssertSqlSafe(self.statement + end).into_sql_str();
        Query { statement, values: self.values, is_long: false, rows: PhantomData }
    }
}

/// Adds the statement, with its parameters behind so many others.
fn renumber(statement: &str, others: usize, text: &mut String) {
    let mut parts = statement.split('$');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let (number, rest) = part.split_at(digits);
        let number = number.parse().unwrap_or(0) + others;
        write!(text, "${number}").expect("a string takes all");
        text.push_str(rest);
    }
}

/// How many rows each of several statements has changed.
struct Counts<const N: usize>([u64; N]);

impl<const N: usize> FromRow for Counts<N> {
    fn from_row(row: &Row<'_>) -> Result<Self, sqlx::Error> {
        let mut counts = [0; N];
        for (at, count) in counts.iter_mut().enumerate() {
            *count = row.get::<i64>(at)?.unsigned_abs();
        }
        Ok(Self(counts))
    }
}

/// Works long, without the tasks that wait for this thread waiting too. A runtime of one thread has nobody to give them to.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    if Handle::current().runtime_flavor() == RuntimeFlavor::MultiThread {
        block_in_place(work)
    } else {
        work()
    }
}

/// Does something with a statement of SQLite's and its parameters.
fn on_sqlite<T>(
    connection: &Opened,
    statement: &SqlStr,
    values: &[Value<'_>],
    done: impl FnOnce(&mut rusqlite::CachedStatement<'_>) -> Result<T, rusqlite::Error>,
) -> Result<T, sqlx::Error> {
    connection.run(|connection| {
        let mut statement = connection.prepare_cached(statement.as_str())?;
        for place in 1..=statement.parameter_count() {
            // SQLite numbers them as they come; the name says which one it is.
            let name = statement.parameter_name(place);
            let number = name.and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
            let value = number.and_then(|number| values.get(number.checked_sub(1)?));
            let value = value.ok_or(rusqlite::Error::InvalidParameterCount(values.len(), place))?;
            statement.raw_bind_parameter(place, value)?;
        }
        done(&mut statement)
    })
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        match self {
            Value::Integer(value) => value.to_sql(),
            Value::Text(value) => {
                Ok(rusqlite::types::ToSqlOutput::Borrowed(value.as_deref().into()))
            }
            Value::Bytes(value) => Ok(rusqlite::types::ToSqlOutput::Borrowed((&**value).into())),
            Value::Boolean(value) => value.to_sql(),
        }
    }
}

fn arguments(values: &[Value<'_>]) -> Result<PgArguments, sqlx::Error> {
    let mut arguments = PgArguments::default();
    for value in values {
        match value {
            Value::Integer(value) => arguments.add(value),
            Value::Text(value) => arguments.add(value.as_deref()),
            Value::Bytes(value) => arguments.add(&**value),
            Value::Boolean(value) => arguments.add(value),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

macro_rules! values {
    ($($type:ty: $value:ident => $made:expr,)*) => {
        $(impl<'q> From<$type> for Value<'q> {
            fn from($value: $type) -> Self {
                $made
            }
        })*
    };
}

values! {
    i64: value => Self::Integer(Some(value)),
    Option<i64>: value => Self::Integer(value),
    bool: value => Self::Boolean(value),
    &'q str: value => Self::Text(Some(value.into())),
    Option<&'q str>: value => Self::Text(value.map(Cow::from)),
    &'q String: value => Self::Text(Some(value.into())),
    String: value => Self::Text(Some(value.into())),
    Cow<'q, str>: value => Self::Text(Some(value)),
    &'q [u8]: value => Self::Bytes(value.into()),
    &'q Vec<u8>: value => Self::Bytes(value.into()),
    Vec<u8>: value => Self::Bytes(value.into()),
}

/// A row of either database.
pub(super) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r PgRow),
}

/// What a column can hold.
pub(super) trait Column:
    rusqlite::types::FromSql + Type<Postgres> + for<'r> Decode<'r, Postgres>
{
}

impl<T> Column for T where
    T: rusqlite::types::FromSql + Type<Postgres> + for<'r> Decode<'r, Postgres>
{
}

impl Row<'_> {
    /// The value of a column, by its number or its name.
    pub(super) fn get<T: Column>(
        &self,
        column: impl rusqlite::RowIndex + sqlx::ColumnIndex<PgRow>,
    ) -> Result<T, sqlx::Error> {
        match self {
            Self::Sqlite(row) => row.get(column).map_err(of_sqlite),
            Self::Postgres(row) => row.try_get(column),
        }
    }
}

/// What is read from a row.
pub(super) trait FromRow: Sized {
    fn from_row(row: &Row<'_>) -> Result<Self, sqlx::Error>;
}

macro_rules! single_values {
    ($($type:ty),*) => {
        $(impl FromRow for $type {
            fn from_row(row: &Row<'_>) -> Result<Self, sqlx::Error> {
                row.get(0)
            }
        })*
    };
}

single_values!(i64, String, Vec<u8>);

macro_rules! tuples {
    ($($name:ident $number:literal)*) => {
        tuples!(@ [] $($name $number)*);
    };
    (@ [$($name:ident $number:literal)*]) => {};
    (@ [$($name:ident $number:literal)*] $next:ident $at:literal $($rest:tt)*) => {
        impl<$($name: Column,)* $next: Column> FromRow for ($($name,)* $next,) {
            fn from_row(row: &Row<'_>) -> Result<Self, sqlx::Error> {
                Ok(($(row.get::<$name>($number)?,)* row.get::<$next>($at)?,))
            }
        }
        tuples!(@ [$($name $number)* $next $at] $($rest)*);
    };
}

tuples!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_of_one_have_parameters_of_their_own() {
        let one = query("DELETE FROM a WHERE b = $1 AND c > $2").bind(1_i64).bind(2_i64);
        let other = query("INSERT INTO d SELECT $2, $1 WHERE $10 = 0").bind("x").bind("y");
        let both = together([one, other]);
        assert_eq!(
            both.statement.as_str(),
            "WITH part0 AS (DELETE FROM a WHERE b = $1 AND c > $2 RETURNING 1), \
             part1 AS (INSERT INTO d SELECT $4, $3 WHERE $12 = 0 RETURNING 1) \
             SELECT (SELECT count(*) FROM part0), (SELECT count(*) FROM part1)"
        );
        assert_eq!(both.values.len(), 4);
    }
}
