//! Which home and login pages are open in a browser.

use super::{SessionId, Store, StoreError};

impl Store {
    /// Notes that a page was served, or is shown again from the browser's memory. `scripted` once the
    /// page's script has reported: from then on the script alone says when it is closed.
    pub(crate) async fn open_page(
        &self,
        session: SessionId,
        page_id: &[u8; 32],
        path: &str,
        scripted: bool,
        now: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO open_pages (page_id, session_id, path, scripted, opened_at) \
             VALUES (?, ?, ?, ?, ?) ON CONFLICT (page_id) DO UPDATE SET scripted = excluded.scripted \
             WHERE session_id = excluded.session_id",
        )
        .bind(&page_id[..])
        .bind(&session.0[..])
        .bind(path)
        .bind(scripted)
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Notes that a page was closed or left.
    pub(crate) async fn close_page(
        &self,
        session: SessionId,
        page_id: &[u8; 32],
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM open_pages WHERE page_id = ? AND session_id = ?")
            .bind(&page_id[..])
            .bind(&session.0[..])
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Notes that a page without a script was navigated on from: the one served last at that path.
    pub(crate) async fn leave_page(
        &self,
        session: SessionId,
        path: &str,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM open_pages WHERE page_id = (SELECT page_id FROM open_pages \
             WHERE session_id = ? AND path = ? AND scripted = 0 ORDER BY opened_at DESC, rowid DESC LIMIT 1)",
        )
        .bind(&session.0[..])
        .bind(path)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Takes the applicant's word that all of them are closed.
    pub(crate) async fn close_all_pages(&self, session: SessionId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM open_pages WHERE session_id = ?")
            .bind(&session.0[..])
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Whether the home or login page is open in this browser.
    pub(crate) async fn has_open_page(&self, session: SessionId) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM open_pages WHERE session_id = ?")
            .bind(&session.0[..])
            .fetch_one(&self.pool)
            .await?;
        Ok(count > 0)
    }
}
