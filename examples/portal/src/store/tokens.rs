//! Tokens of the office's API.

use super::sql::{query, query_as};
use super::{Store, StoreError};

/// A token as it is kept: its hash is looked for, never read.
#[derive(Clone, Debug)]
pub(crate) struct StoredToken {
    /// What the operator calls it.
    pub(crate) name: String,
    /// What it may be used for, a space between.
    pub(crate) scopes: String,
    /// When it was made.
    pub(crate) created_at: i64,
    /// When it was revoked, if it was.
    pub(crate) revoked_at: Option<i64>,
    /// When the audit log saw it last.
    pub(crate) used_at: Option<i64>,
}

type Row = (String, String, i64, Option<i64>, Option<i64>);

fn from_row((name, scopes, created_at, revoked_at, used_at): Row) -> StoredToken {
    StoredToken { name, scopes, created_at, revoked_at, used_at }
}

/// The actor that a token is in the audit log.
pub(crate) fn actor_of(token: &str) -> String {
    format!("token {token}")
}

impl Store {
    /// Keeps a new token; whether its name was free. That of a revoked one is not: the audit log knows it.
    pub(crate) async fn add_token(
        &self,
        name: &str,
        token_hash: &[u8; 32],
        scopes: &str,
        now: i64,
    ) -> Result<bool, StoreError> {
        const ADD: &str = "INSERT INTO api_tokens (name, token_hash, scopes, created_at) \
             VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING";
        let added = change!(self, connection => {
            let add = query(ADD).bind(name).bind(&token_hash[..]).bind(scopes).bind(now);
            add.execute(connection).await?
        });
        Ok(added == 1)
    }

    /// All tokens, the revoked ones too, by name.
    pub(crate) async fn tokens(&self) -> Result<Vec<StoredToken>, StoreError> {
        const READ: &str = "SELECT name, scopes, created_at, revoked_at, \
             (SELECT max(at) FROM audit_log WHERE actor = 'token ' || name) \
             FROM api_tokens ORDER BY name";
        let rows: Vec<Row> = on!(self, connection => query_as(READ).fetch_all(connection).await?);
        Ok(rows.into_iter().map(from_row).collect())
    }

    /// The name and the scopes of the token with this hash, unless it is revoked.
    pub(crate) async fn token(
        &self,
        token_hash: &[u8; 32],
    ) -> Result<Option<(String, String)>, StoreError> {
        const READ: &str =
            "SELECT name, scopes FROM api_tokens WHERE token_hash = $1 AND revoked_at IS NULL";
        Ok(on!(self, connection => {
            query_as(READ).bind(&token_hash[..]).fetch_optional(connection).await?
        }))
    }

    /// Revokes a token, for ever; whether there was one to revoke.
    pub(crate) async fn revoke_token(&self, name: &str, now: i64) -> Result<bool, StoreError> {
        const REVOKE: &str =
            "UPDATE api_tokens SET revoked_at = $2 WHERE name = $1 AND revoked_at IS NULL";
        let revoked = change!(self, connection => {
            query(REVOKE).bind(name).bind(now).execute(connection).await?
        });
        Ok(revoked == 1)
    }
}
