//! Which home and login pages are open in a browser.

use super::sessions::ADD as ADD_SESSION;
use super::sql::{query, query_as};
use super::{Lasting, SessionId, Store, StoreError};

/// Pages that are watched in one browser, of those served last, when there are twice as many.
const WATCHED_PAGES: i64 = 50;

const ADD_PAGE: &str = "INSERT INTO watched_pages (page_id, session_id, path, served_at) \
     VALUES ($1, $2, $3, $4)";

/// The statement that notes as left, of the pages of a session that no script reports, the one served last at a path.
macro_rules! leave {
    ($session:literal, $path:literal) => {
        concat!(
            "UPDATE watched_pages SET is_open = FALSE WHERE page_id = \
             (SELECT page_id FROM watched_pages WHERE session_id = ",
            $session,
            " AND path = ",
            $path,
            " AND reports = 0 AND is_open ORDER BY served_at DESC LIMIT 1)"
        )
    };
}
pub(super) use leave;

impl Store {
    /// Keeps a new session, and notes that a page was served in it.
    pub(crate) async fn add_session_at_page(
        &self,
        session: SessionId,
        token_hash: &[u8; 32],
        page_id: &[u8; 32],
        path: &str,
        now: i64,
    ) -> Result<(), StoreError> {
        let session_id = &session.0[..];
        let add = query(ADD_SESSION).bind(session_id).bind(&token_hash[..]).bind(now);
        let add_page = query(ADD_PAGE).bind(&page_id[..]).bind(session_id).bind(path).bind(now);
        self.change_all([add, add_page]).await.map(drop)
    }

    /// Notes that a page was served.
    pub(crate) async fn add_watched_page(
        &self,
        session: SessionId,
        page_id: &[u8; 32],
        path: &str,
        now: i64,
    ) -> Result<(), StoreError> {
        const COUNT: &str = "SELECT count(*) FROM watched_pages WHERE session_id = $1";
        // A session lasts as long as it is used. The limit is for SQLite, which reads no offset without one.
        const FORGET: &str = "DELETE FROM watched_pages WHERE page_id IN \
             (SELECT page_id FROM watched_pages WHERE session_id = $1 \
             ORDER BY served_at DESC, is_open DESC LIMIT 1000 OFFSET $2)";
        change!(self, connection => {
            let add = query(ADD_PAGE).bind(&page_id[..]).bind(&session.0[..]);
            add.bind(path).bind(now).execute(connection).await?;
        });
        let count: i64 = on!(self, connection => {
            query_as(COUNT).bind(&session.0[..]).fetch_one(connection).await?
        });
        if count > 2 * WATCHED_PAGES {
            change!(self, connection => {
                let forget = query(FORGET).bind(&session.0[..]).bind(WATCHED_PAGES);
                forget.execute(connection).await?;
            });
        }
        Ok(())
    }

    /// Notes what the page's script reports, its `number`th report: shown, or gone. They may come in
    /// another order than they were sent in, so an earlier one than the last is not listened to.
    pub(crate) async fn report_page(
        &self,
        session: SessionId,
        page_id: &[u8; 32],
        number: u32,
        is_open: bool,
    ) -> Result<(), StoreError> {
        const REPORT: &str = "UPDATE watched_pages SET is_open = $1, reports = $2 \
             WHERE page_id = $3 AND session_id = $4 AND reports < $2";
        change!(self, connection => {
            let report = query(REPORT).bind(is_open).bind(i64::from(number));
            report.bind(&page_id[..]).bind(&session.0[..]).execute(connection).await?;
        });
        Ok(())
    }

    /// Notes that a page without a script was navigated on from: the one served last at that path. It lasts with what
    /// the request writes besides.
    pub(crate) async fn leave_page(
        &self,
        session: SessionId,
        path: &str,
    ) -> Result<Lasting, StoreError> {
        const LEAVE: &str = leave!("$1", "$2");
        let mut change = self.change().await?;
        let leave = query(LEAVE).bind(&session.0[..]).bind(path);
        let left = leave.execute(change.connection()).await;
        let lasting = change.end_soon(left)?;
        crate::crash::point();
        Ok(lasting)
    }

    /// Takes the applicant's word that all of them are closed.
    pub(crate) async fn close_all_pages(&self, session: SessionId) -> Result<(), StoreError> {
        const CLOSE: &str = "UPDATE watched_pages SET is_open = FALSE WHERE session_id = $1";
        change!(self, connection => { query(CLOSE).bind(&session.0[..]).execute(connection).await?; });
        Ok(())
    }

    /// Whether the home or login page is open in this browser. Where the browser runs scripts, a page
    /// served before `loaded_by` that has reported nothing was left before it was even shown.
    pub(crate) async fn has_open_page(
        &self,
        session: SessionId,
        loaded_by: i64,
    ) -> Result<bool, StoreError> {
        const COUNT: &str = "SELECT count(*) FROM watched_pages WHERE session_id = $1 AND is_open \
             AND (reports > 0 OR served_at > $2 OR NOT EXISTS \
             (SELECT 1 FROM watched_pages WHERE session_id = $1 AND reports > 0))";
        let count: i64 = on!(self, connection => {
            query_as(COUNT).bind(&session.0[..]).bind(loaded_by).fetch_one(connection).await?
        });
        Ok(count > 0)
    }
}

#[cfg(test)]
mod tests {
    use crate::store::tests::{Database, session};

    #[tokio::test]
    async fn pages_are_open_until_they_are_left() {
        let database = Database::make().await;
        let store = database.store().await;
        let one = session(1);
        store.add_session(one, &[1; 32], 100).await.unwrap();
        store.add_watched_page(one, &[1; 32], "/", 100).await.unwrap();
        assert!(store.has_open_page(one, 99).await.unwrap());
        store.leave_page(one, "/login").await.unwrap().wait().await.unwrap();
        assert!(store.has_open_page(one, 99).await.unwrap());
        store.leave_page(one, "/").await.unwrap().wait().await.unwrap();
        assert!(!store.has_open_page(one, 99).await.unwrap());
        store.add_watched_page(one, &[2; 32], "/", 100).await.unwrap();
        store.report_page(one, &[2; 32], 2, true).await.unwrap();
        store.report_page(one, &[2; 32], 1, false).await.unwrap();
        store.report_page(session(9), &[2; 32], 3, false).await.unwrap();
        assert!(store.has_open_page(one, 200).await.unwrap());
        store.close_all_pages(one).await.unwrap();
        assert!(!store.has_open_page(one, 200).await.unwrap());
        store.close().await;
        database.end();
    }

    /// In PostgreSQL by the statement that reads the session, in SQLite by the writer.
    #[tokio::test]
    async fn a_page_is_left_where_its_session_is_read() {
        let database = Database::make().await;
        let store = database.store().await;
        let (one, other) = (session(1), session(2));
        for (id, number) in [(one, 1), (other, 2)] {
            store.add_session(id, &[number; 32], 100).await.unwrap();
            store.add_watched_page(id, &[number; 32], "/", 100).await.unwrap();
        }
        for (left, is_open) in [(None, true), (Some("/login"), true), (Some("/"), false)] {
            let found = store.session(&[1; 32], 0, left).await.unwrap().unwrap();
            assert_eq!(found.is_left, store.looks_first() && !is_open, "{left:?}");
            if found.is_left {
                store.leave_page(one, "/").await.unwrap().wait().await.unwrap();
            }
            assert_eq!(store.has_open_page(one, 99).await.unwrap(), is_open, "{left:?}");
        }
        assert!(store.has_open_page(other, 99).await.unwrap());
        store.close().await;
        database.end();
    }
}
