//! The audit log: who looked at whose data, and who did what. The database lets nobody change or delete a line.
//!
//! Of a person a line has the registration's `reference` alone, a random number that stands beside the
//! registration and nowhere else: once that is erased, it leads to nobody. What a token of the API reads is named
//! by positions in the order of registrations, which are as empty then.

use super::sql::{query, query_as};
use super::{Store, StoreError, Transaction};

/// Who does something, when and what: a line of the audit log but for whom it is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct By<'a> {
    /// When.
    pub(crate) at: i64,
    /// Who.
    pub(crate) actor: &'a str,
    /// What.
    pub(crate) action: &'a str,
}

/// A line as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AuditLine {
    /// Its number.
    pub(crate) id: i64,
    /// When.
    pub(crate) at: i64,
    /// Who.
    pub(crate) actor: String,
    /// What.
    pub(crate) action: String,
    /// About whom: a registration's reference, positions that were read, or nothing.
    pub(crate) subject: String,
}

type Row = (i64, i64, String, String, String);

fn from_row((id, at, actor, action, subject): Row) -> AuditLine {
    AuditLine { id, at, actor, action, subject }
}

/// Adds a line about the registration with this reference; about none where it is empty.
pub(super) async fn note(
    transaction: &mut Transaction,
    by: &By<'_>,
    subject: &str,
) -> Result<(), StoreError> {
    const ADD: &str = "INSERT INTO audit_log (at, actor, action, subject) VALUES ($1, $2, $3, $4)";
    within!(transaction, connection => {
        let add = query(ADD).bind(by.at).bind(by.actor).bind(by.action);
        add.bind(subject).execute(connection).await?;
    });
    Ok(())
}

impl Store {
    /// Adds a line about nobody.
    pub(crate) async fn note(&self, by: &By<'_>) -> Result<(), StoreError> {
        self.note_about(by, "").await
    }

    /// Adds a line: about one registration, by its reference, or about what a token of the API has read.
    pub(crate) async fn note_about(&self, by: &By<'_>, subject: &str) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        note(&mut transaction, by, subject).await?;
        transaction.commit().await
    }

    /// The newest lines before the number `before`, newest first, `limit` at most: those about one registration, or
    /// all. Who reads them is not noted: a line says nothing of a person.
    pub(crate) async fn audit_lines(
        &self,
        subject: Option<&str>,
        before: i64,
        limit: u32,
    ) -> Result<Vec<AuditLine>, StoreError> {
        const ALL: &str = "SELECT id, at, actor, action, subject FROM audit_log \
             WHERE id < $1 AND $2 = '' ORDER BY id DESC LIMIT $3";
        const ABOUT: &str = "SELECT id, at, actor, action, subject FROM audit_log \
             WHERE id < $1 AND subject = $2 AND subject <> '' ORDER BY id DESC LIMIT $3";
        let (statement, subject) = subject.map_or((ALL, ""), |subject| (ABOUT, subject));
        let rows: Vec<Row> = change!(self, connection => {
            let read = query_as(statement).bind(before).bind(subject);
            read.bind(i64::from(limit)).fetch_all(connection).await?
        });
        Ok(rows.into_iter().map(from_row).collect())
    }
}
