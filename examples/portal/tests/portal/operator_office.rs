//! What the operator's tests share: commands beside a running portal, people to look for, and the tables as they are.

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use toroku_portal::{Command, Config};

use crate::browser::{Browser, Site};

pub(crate) const PASSWORD: &str = "my cat eats blue fish";

/// Runs a command on the portal's database; what it prints, or what it says is wrong.
pub(crate) async fn command(config: &Config, words: &[&str]) -> Result<String, String> {
    let words: Vec<_> =
        ["toroku-portal"].iter().chain(words).map(|word| (*word).to_owned()).collect();
    let done = Command::of(&words, |name| match (name, &config.database_url) {
        ("DATABASE_URL", Some(url)) => Some(url.expose().to_owned()),
        ("TOROKU_DATABASE", None) => Some(config.database.display().to_string()),
        ("TOROKU_LISTEN", _) => Some(config.listen.to_string()),
        _ => None,
    });
    match done.await {
        Ok(Command::Print(text)) => Ok(text),
        Ok(Command::Serve(_)) => panic!("no command"),
        Err(error) => Err(error.to_string()),
    }
}

/// Registers somebody; the user ID.
pub(crate) async fn register(site: &Site, name: &str, email: &str) -> String {
    let mut browser = site.browser();
    browser.begin().await;
    browser.confirm(&[("user_name", name), ("email", email), ("email_confirmation", email)]).await;
    browser.register().await;
    browser.page.user_id().unwrap()
}

/// Sets the password by a link of a mail.
pub(crate) async fn set_password(site: &Site, user_id: &str, link: &str) {
    let mut browser = site.browser();
    browser.get(link).await;
    let token = link.split_once("&token=").unwrap().1;
    let fields = [
        ("id", user_id),
        ("token", token),
        ("password", PASSWORD),
        ("password_confirmation", PASSWORD),
    ];
    browser.post("/password", &fields).await;
    assert_eq!(browser.path(), "/password/done", "{}", browser.page.body);
}

/// A browser in which somebody has tried to log in.
pub(crate) async fn log_in(site: &Site, user_id: &str) -> Browser {
    let mut browser = site.browser();
    browser.get("/login").await;
    browser.post("/login", &[("user_id", user_id), ("password", PASSWORD)]).await;
    browser
}

/// What a statement answers, a text a row; or what the database says is wrong.
pub(crate) async fn ask(config: &Config, statement: &str) -> Result<Vec<String>, String> {
    let statement = AssertSqlSafe(statement.to_owned());
    let rows = if let Some(url) = &config.database_url {
        let mut connection = PgConnection::connect(url.expose()).await.unwrap();
        sqlx::query_scalar(statement).fetch_all(&mut connection).await
    } else {
        let file = format!("sqlite://{}", config.database.display());
        let mut connection = SqliteConnection::connect(&file).await.unwrap();
        sqlx::query_scalar(statement).fetch_all(&mut connection).await
    };
    rows.map_err(|error| error.to_string())
}

/// Everything that every table holds, as text.
pub(crate) async fn dump(config: &Config) -> String {
    let is_postgres = config.database_url.is_some();
    let tables = if is_postgres {
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"
    } else {
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
    };
    let mut all = String::new();
    for table in ask(config, tables).await.unwrap() {
        let rows = if is_postgres {
            format!("SELECT t::text FROM {table} t")
        } else {
            let columns = format!("SELECT name FROM pragma_table_info('{table}')");
            let columns = ask(config, &columns).await.unwrap();
            let parts: Vec<_> = columns.iter().map(|name| format!("quote({name})")).collect();
            format!("SELECT concat_ws(' ', {}) FROM {table}", parts.join(", "))
        };
        for row in ask(config, &rows).await.unwrap() {
            all.extend([table.as_str(), ": ", &row, "\n"]);
        }
    }
    all
}

/// The mails to an address that the local mailbox has, by subject; waits for `count`.
pub(crate) async fn mails_to(config: &Config, address: &str, count: usize) -> Vec<String> {
    let read = format!(
        "SELECT subject FROM outbox WHERE is_in_mailbox AND recipient = '{address}' ORDER BY id"
    );
    for _ in 0..200 {
        let found = ask(config, &read).await.unwrap();
        if found.len() >= count {
            return found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{count} mails to {address} have not come")
}
