//! Values that are made once and kept.

use super::sql::{query, query_as};
use super::{Store, StoreError};

impl Store {
    /// The setting's value; `fresh` becomes it where there is none yet.
    pub(crate) async fn setting(&self, name: &str, fresh: &[u8]) -> Result<Vec<u8>, StoreError> {
        const KEEP: &str =
            "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        change!(self, connection => { query(KEEP).bind(name).bind(fresh).execute(connection).await?; });
        let kept = self.kept_setting(name).await?;
        kept.ok_or_else(|| sqlx::Error::RowNotFound.into())
    }

    /// The setting's value, if it has one.
    pub(crate) async fn kept_setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        const READ: &str = "SELECT value FROM settings WHERE name = $1";
        Ok(on!(self, connection => query_as(READ).bind(name).fetch_optional(connection).await?))
    }

    /// Sets a setting.
    pub(crate) async fn set(&self, name: &str, value: &[u8]) -> Result<(), StoreError> {
        const SET: &str = "INSERT INTO settings (name, value) VALUES ($1, $2) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        change!(self, connection => { query(SET).bind(name).bind(value).execute(connection).await?; });
        Ok(())
    }

    /// Forgets a setting.
    pub(crate) async fn forget_setting(&self, name: &str) -> Result<(), StoreError> {
        const FORGET: &str = "DELETE FROM settings WHERE name = $1";
        change!(self, connection => { query(FORGET).bind(name).execute(connection).await?; });
        Ok(())
    }
}
