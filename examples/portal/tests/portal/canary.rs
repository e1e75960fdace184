//! What a person types comes out where it is meant to be, and nowhere else: a portal in a process of its own at
//! its most talkative, a whole registration and every way to fail, and then its log, its answers and its database.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use crate::browser::{Browser, Page};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

const PASSWORD: &str = "kanaria password in a coal mine";
const WRONG_PASSWORD: &str = "kanaria wrong password";

/// Typed in STEP1, with what STEP2 makes of them.
const TYPED: [(&str, &str, &str); 5] = [
    ("user_name", "Canaryname Surcanary", "CANARYNAME SURCANARY"),
    ("street_address", "カナリア町7-7-7", "カナリア町７－７－７"),
    ("phone", "03-7777-8888", "0377778888"),
    ("email", "canary..mail@gmial.com", "canary..mail@gmial.com"),
    ("email_confirmation", "canary..mail@gmial.com", "canary..mail@gmial.com"),
];

struct Process {
    child: Child,
    said: Option<JoinHandle<String>>,
    folder: PathBuf,
    browser: Browser,
}

impl Process {
    fn start() -> Self {
        let folder =
            std::env::temp_dir().join(format!("toroku-portal-canary-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let made = Command::new(env!("CARGO_BIN_EXE_toroku-portal"))
            .current_dir(&folder)
            .env_remove("TOROKU_CONFIG")
            .env("TOROKU_DATABASE", folder.join("portal.sqlite3"))
            .arg("init")
            .status()
            .unwrap();
        assert!(made.success());
        let mut child = Command::new(env!("CARGO_BIN_EXE_toroku-portal"))
            .current_dir(&folder)
            .env_remove("TOROKU_CONFIG")
            .env("TOROKU_LISTEN", "127.0.0.1:0")
            .env("TOROKU_DATABASE", folder.join("portal.sqlite3"))
            .env("TOROKU_LOG", "trace")
            .env("RUST_BACKTRACE", "full")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut errors = child.stderr.take().unwrap();
        let said = std::thread::spawn(move || {
            let mut text = Vec::new();
            errors.read_to_end(&mut text).unwrap();
            String::from_utf8_lossy(&text).into_owned()
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).expect("Open http://…");
        let address: String =
            address.chars().take_while(|c| c.is_ascii_digit() || ".:".contains(*c)).collect();
        let browser = Browser {
            address: address.parse().unwrap(),
            cookies: BTreeMap::new(),
            headers: vec![("Accept-Language".into(), "en".into())],
            page: Page::default(),
            kept: None,
        };
        Self { child, said: Some(said), folder, browser }
    }

    /// Ends the portal and gives its log.
    fn end(&mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap();
        self.said.take().unwrap().join().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn canaries() -> Vec<String> {
    let typed = TYPED.iter().flat_map(|(_, typed, made)| [*typed, *made]);
    let mut all: BTreeSet<String> = typed.map(String::from).collect();
    // Parts of what is typed. Eight digits: fewer stand in the log's own times now and then.
    let parts = [
        "anary",
        "ANARY",
        "カナリア",
        "7777-8888",
        "77778888",
        "%E3%82%AB",
        "kanaria",
        "1987-11-23",
    ];
    all.extend(parts.map(String::from));
    all.into_iter().collect()
}

/// An error's page, its headers and the address it leads to hold nothing of what was sent. The page's own address
/// is in it, to come back to in another language; and STEP1 shows again what was typed where its form's token is another's.
fn is_silent(method: &str, page: &Page) {
    let shows_typed = method == "GET" || page.body.contains("id=\"entry-form\"");
    for canary in canaries() {
        let is_there = page.body.contains(&canary) && !shows_typed;
        assert!(!is_there, "{} {}: {canary}", page.status, page.path);
        let shown = page.headers.iter().find(|(_, value)| value.contains(&canary));
        assert_eq!(shown, None, "{} {}", page.status, page.path);
    }
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Every way a request is refused, each with canaries in it.
async fn refusals(mut browser: Browser) -> BTreeSet<u16> {
    let body = "user_name=Canaryname&email=canary..mail%40gmial.com&phone=03-7777-8888";
    let mut seen = BTreeSet::new();
    let huge = format!("{body}&street_address={}", "カナリア".repeat(40_000));
    let latin = b"user_name=Canaryname\xFF%FF%&csrf=anary".to_vec();
    for (method, path, kind, body) in [
        ("GET", "/Canaryname", "", ""),
        ("GET", "/entry/%E3%82%AB%E3%83%8A%E3%83%AA%E3%82%A2?name=Canaryname", "", ""),
        ("GET", "/mailbox/77778888", "", ""),
        ("GET", "/assets/Canaryname.js", "", ""),
        ("DELETE", "/entry?name=Canaryname", "", ""),
        ("POST", "/entry", FORM, body),
        ("POST", "/entry", "text/plain", body),
        ("POST", "/entry", "application/json", "{\"user_name\": \"Canaryname\"}"),
        ("POST", "/confirmation", FORM, body),
        ("POST", "/completion", FORM, body),
        ("POST", "/terms", FORM, body),
        ("POST", "/password", FORM, body),
        ("POST", "/entry", FORM, huge.as_str()),
        ("GET", "/api/v1/registrations/Canaryname", "", ""),
        ("GET", "/api/v1/registrations?after=Canaryname", "", ""),
        ("GET", "/api/v1/users/Canaryname", "", ""),
        ("POST", "/api/v1/registrations", "text/plain", "Canaryname"),
        ("POST", "/api/v1/registrations", JSON, "{\"user_name\": \"Canaryname\""),
        ("POST", "/api/v1/registrations", JSON, "{\"Canaryname\": \"Canaryname\"}"),
        ("POST", "/api/v1/password/links", JSON, "{\"user_id\": \"Canaryname\"}"),
        ("POST", "/api/v1/registrations", JSON, huge.as_str()),
    ] {
        let page = browser.send(method, path, kind, body.as_bytes()).await;
        seen.insert(page.status);
        is_silent(method, &page);
    }
    let page = browser.send("POST", "/entry", FORM, &latin).await;
    seen.insert(page.status);
    is_silent("POST", &page);
    // From another site.
    browser.headers.push(("Origin".into(), "http://canaryname.example".into()));
    browser.headers.push(("User-Agent".into(), "Canaryname".into()));
    browser.headers.push(("X-Request-Id".into(), "Canaryname\u{7f}".into()));
    let page = browser.send("POST", "/entry", FORM, body.as_bytes()).await;
    seen.insert(page.status);
    is_silent("POST", &page);
    seen
}

/// The same person by an app: what is wrong is in the answer, and nothing is anywhere else.
async fn register_by_app(browser: &Browser) {
    const KEY: &str = "0123456789abcdef0123456789abcdef";
    let mut app = browser.clone();
    app.headers.push(("Idempotency-Key".into(), KEY.into()));
    let mut values: BTreeMap<&str, &str> = TYPED.map(|(name, _, made)| (name, made)).into();
    values.remove("email_confirmation");
    values.extend([
        ("sex", "male"),
        ("date_of_birth", "1987-11-23"),
        ("municipality", "011011"),
        ("user_type", "applicant_at_counter"),
        ("terms", "sample-1"),
        ("language", "en"),
    ]);
    for (phone, status) in [("0377778888a", 422), ("0377778888", 201), ("0377778888", 200)] {
        values.insert("phone", phone);
        let body = serde_json::to_vec(&values).unwrap();
        let page = app.send("POST", "/api/v1/registrations", JSON, &body).await;
        assert_eq!(page.status, status, "{}", page.body);
    }
}

async fn register(browser: &mut Browser) -> (String, String) {
    let changes: Vec<(&str, &str)> = TYPED
        .iter()
        .map(|(name, typed, _)| (*name, *typed))
        .chain([("birth_year", "1987"), ("birth_month", "11"), ("birth_day", "23")])
        .collect();
    browser.begin().await;
    // Each field wrong once, with the others as they are.
    for (name, typed, _) in TYPED {
        let wrong = format!("{typed}\u{200B}é\u{1}𠮷");
        let mut fields = changes.clone();
        fields.retain(|(known, _)| *known != name);
        fields.push((name, wrong.as_str()));
        browser.confirm(&fields).await;
        assert_eq!(browser.path(), "/entry");
    }
    browser.confirm(&changes).await;
    assert_eq!(browser.path(), "/confirmation", "{}", browser.page.body);
    browser.post("/confirmation", &[("do", "register"), ("digest", "anary")]).await;
    browser.get("/confirmation").await;
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    browser.post("/completion", &[]).await;
    let link = browser.mailed_link(&user_id).await;
    browser.get("/terms").await;
    browser.page.path.clear();
    (user_id, link)
}

async fn password(browser: &mut Browser, user_id: &str, link: &str) {
    browser.get(link).await;
    if browser.page.value("password").is_none() {
        let id = browser.page.value("id").unwrap();
        let token = browser.page.value("token").unwrap();
        browser.post("/password/closed", &[("id", &id), ("token", &token)]).await;
    }
    let id = browser.page.value("id").unwrap();
    let token = browser.page.value("token").unwrap();
    for (first, second) in
        [(PASSWORD, WRONG_PASSWORD), ("kanaria", "kanaria"), (PASSWORD, PASSWORD)]
    {
        let fields = [
            ("id", id.as_str()),
            ("token", token.as_str()),
            ("password", first),
            ("password_confirmation", second),
        ];
        browser.post("/password", &fields).await;
    }
    assert_eq!(browser.path(), "/password/done", "{}", browser.page.body);
    browser.get("/login").await;
    for typed in [WRONG_PASSWORD, PASSWORD] {
        browser.post("/login", &[("user_id", user_id), ("password", typed)]).await;
        assert!(!browser.page.body.contains(typed), "a password was shown");
    }
    assert_eq!(browser.path(), "/account");
    let mut asker = browser.clone();
    asker.cookies.clear();
    asker.page = Page::default();
    asker.get("/password/request").await;
    for (id, email) in [(user_id, "canary..mail@gmial.com"), ("Canaryname", "anary@x.example")] {
        asker.get("/password/request").await;
        asker.post("/password/request", &[("user_id", id), ("email", email)]).await;
    }
}

/// The tables and columns in which a text or its bytes stand.
async fn columns_with(database: &Path, canary: &str) -> BTreeSet<String> {
    let options = SqliteConnectOptions::new().filename(database);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let columns = sqlx::query(
        "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut found = BTreeSet::new();
    for row in columns {
        let (table, column): (String, String) = (row.get(0), row.get(1));
        let question = format!(
            "SELECT count(*) FROM \"{table}\" WHERE instr(CAST(\"{column}\" AS BLOB), CAST(? AS BLOB)) > 0"
        );
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(question))
            .bind(canary)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        if count > 0 {
            found.insert(format!("{table}.{column}"));
        }
    }
    // Dropped, it would be closed some time later, and its files go away while they are read.
    connection.close().await.unwrap();
    found
}

/// Everything that lies in the portal's folder, byte for byte.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.display().to_string(), std::fs::read(path).unwrap())
    };
    std::fs::read_dir(folder).unwrap().map(read).collect()
}

#[tokio::test]
async fn what_is_typed_is_where_it_is_meant_to_be() {
    let mut process = Process::start();
    let mut browser = process.browser.clone();
    let (user_id, link) = register(&mut browser).await;
    register_by_app(&process.browser).await;
    password(&mut browser, &user_id, &link).await;
    let mut seen = refusals(browser.clone()).await;
    seen.extend(refusals(process.browser.clone()).await);
    assert!(seen.is_superset(&BTreeSet::from([400, 401, 403, 404, 405, 413])), "{seen:?}");
    let token = link.split("token=").nth(1).unwrap().to_owned();
    let cookies: Vec<String> =
        browser.cookies.values().filter(|value| value.len() > 20).cloned().collect();
    assert!(!cookies.is_empty());

    let database = process.folder.join("portal.sqlite3");
    let log = process.end();
    // The log is there, and none of it is about anyone.
    assert!(log.lines().count() > 20, "{log}");
    let secrets = [token.clone(), PASSWORD.into(), WRONG_PASSWORD.into()];
    for canary in canaries().iter().chain(&secrets).chain(&cookies) {
        let shown = log.lines().find(|line| line.contains(canary.as_str()));
        assert_eq!(shown, None, "{canary} is in the log");
    }

    // Where the database may hold them.
    let places = |places: &[&str]| -> BTreeSet<String> {
        places.iter().map(|place| (*place).to_owned()).collect()
    };
    let mails = ["outbox.text", "outbox.html"];
    let to = ["outbox.recipient", "outbox.to_address"];
    for (canary, allowed) in [
        (
            "CANARYNAME SURCANARY",
            [&["registrations.user_name", "password_setups.snapshot"][..], &mails].concat(),
        ),
        ("カナリア町７－７－７", vec!["registrations.street_address"]),
        ("0377778888", vec!["registrations.phone"]),
        ("1987-11-23", vec!["registrations.date_of_birth"]),
        (
            "canary..mail@gmial.com",
            [
                &["registrations.email", "password_setups.snapshot", "open_registrations.snapshot"]
                    [..],
                &to,
            ]
            .concat(),
        ),
        (token.as_str(), mails.to_vec()),
        (PASSWORD, vec![]),
    ] {
        let found = columns_with(&database, canary).await;
        assert_eq!(found.difference(&places(&allowed)).next(), None, "{canary} in {found:?}");
        assert!(allowed.is_empty() || !found.is_empty(), "{canary} is looked for in vain");
    }
    // What is secret is in no file in any form it was typed or sent in: not in a deleted row either.
    for (name, bytes) in files(&process.folder) {
        for secret in
            [PASSWORD, WRONG_PASSWORD].into_iter().chain(cookies.iter().map(String::as_str))
        {
            let is_there = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!is_there, "{secret} is in {name}");
        }
    }
}
