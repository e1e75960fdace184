//! A browser without JavaScript, as small as it can be: cookies, forms, redirects. And a portal to visit.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use toroku::Personal;
use toroku_portal::{Clock, Config, Portal};

/// A portal on a free port, with a database and a clock of its own.
pub(crate) struct Site {
    pub(crate) config: Config,
    pub(crate) portal: Option<Portal>,
    skew: Arc<AtomicI64>,
    set: Arc<AtomicI64>,
    folder: PathBuf,
}

impl Site {
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(settings: impl FnOnce(&mut Config)) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("toroku-portal-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut config = Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            database: folder.join("portal.sqlite3"),
            ..Config::default()
        };
        // With TOROKU_TEST_POSTGRES the same suite runs on PostgreSQL, in a database of its own for each.
        if let Ok(url) = std::env::var("TOROKU_TEST_POSTGRES") {
            let name = format!("toroku_portal_{}_{number}", std::process::id());
            let mut connection = PgConnection::connect(&url).await.unwrap();
            let make = AssertSqlSafe(format!("CREATE DATABASE {name}"));
            sqlx::query(make).execute(&mut connection).await.unwrap();
            let url = url.replace("/postgres?", &format!("/{name}?"));
            config.database_url = Some(Personal::from(url));
        }
        settings(&mut config);
        toroku_portal::init(&config).await.unwrap();
        let mut site =
            Self { config, portal: None, skew: Arc::default(), set: Arc::default(), folder };
        site.open().await;
        // Later starts listen on the same port, so that addresses stay good.
        site.config.listen = site.address();
        site
    }

    async fn open(&mut self) {
        let (system, skew) = (Clock::system(), Arc::clone(&self.skew));
        let passed = move || system.seconds() + skew.load(Ordering::Relaxed);
        let (begin, set) = (passed(), Arc::clone(&self.set));
        let even = passed.clone();
        let clock = Clock::new(move || passed() + set.load(Ordering::Relaxed))
            .with_uptime(move || Duration::from_secs((even() - begin).unsigned_abs()));
        self.portal = Some(Portal::start(self.config.clone(), clock).await.unwrap());
    }

    /// Stops the portal and starts it again on the same database.
    pub(crate) async fn restart(&mut self) {
        self.portal.take().unwrap().stop().await;
        self.open().await;
    }

    /// Stops the portal and starts it again so many seconds later, or earlier.
    pub(crate) async fn restart_after(&mut self, seconds: i64) {
        self.portal.take().unwrap().stop().await;
        self.wait(seconds);
        self.open().await;
    }

    /// Starts a portal that was taken away.
    pub(crate) async fn reopen(&mut self) {
        self.open().await;
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, seconds: i64) {
        self.skew.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Sets the system's clock ahead, or back: no time passes.
    pub(crate) fn set_clock(&self, seconds: i64) {
        self.set.fetch_add(seconds, Ordering::Relaxed);
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.portal.as_ref().unwrap().address()
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser {
            address: self.address(),
            cookies: BTreeMap::new(),
            headers: vec![("Accept-Language".into(), "en".into())],
            page: Page::default(),
            kept: None,
        }
    }

    pub(crate) async fn end(mut self) {
        self.portal.take().unwrap().stop().await;
        std::fs::remove_dir_all(&self.folder).unwrap();
    }
}

/// An answer, and where it came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Page {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The value of the page's first input of this name.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let start = self.body.find(&format!("name=\"{name}\""))?;
        let tag = &self.body[self.body[..start].rfind('<')?..];
        let tag = &tag[..tag.find('>')?];
        let (_, rest) = tag.split_once("value=\"")?;
        Some(unescape(rest.split('"').next()?))
    }

    /// The text of the element with this class.
    pub(crate) fn texts(&self, class: &str) -> Vec<String> {
        let mark = format!("class=\"{class}\"");
        self.body
            .split(mark.as_str())
            .skip(1)
            .map(|rest| unescape(rest.split_once('>').unwrap().1.split("</").next().unwrap()))
            .collect()
    }

    pub(crate) fn user_id(&self) -> Option<String> {
        let (_, rest) = self.body.split_once(" : <b>")?;
        Some(rest[..10].to_owned())
    }
}

fn unescape(text: &str) -> String {
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) address: SocketAddr,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) page: Page,
    /// The connection that it keeps, where it keeps one.
    pub(crate) kept: Option<Arc<Mutex<Option<TcpStream>>>>,
}

pub(crate) type Fields<'a> = &'a [(&'a str, &'a str)];

/// One answer of a connection that is kept. It says how long it is.
async fn one_answer(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut answer = Vec::with_capacity(16 * 1024);
    let mut whole = None;
    while whole.is_none_or(|whole| answer.len() < whole) {
        if stream.read_buf(&mut answer).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if whole.is_none()
            && let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n")
        {
            let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.map_or(0, |length| length.parse().unwrap());
            whole = Some(end + 4 + length);
        }
    }
    Ok(answer)
}

impl Browser {
    /// One request and its answer, redirects not followed.
    pub(crate) async fn send(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> Page {
        self.try_send(method, path, kind, body).await.unwrap()
    }

    /// The first lines of a request: its headers, but those of a body.
    fn head(&self, method: &str, path: &str) -> String {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        if self.kept.is_none() {
            head.push_str("Connection: close\r\n");
        }
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        if !self.page.path.is_empty() && self.page.header("referrer-policy") == Some("same-origin")
        {
            let referer = format!("Referer: http://{}{}\r\n", self.address, self.page.path);
            head.push_str(&referer);
        }
        let cookies: Vec<_> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            let cookies = format!("Cookie: {}\r\n", cookies.join("; "));
            head.push_str(&cookies);
        }
        head
    }

    /// The head of an answer and its body, whatever the body is.
    pub(crate) async fn raw(&self, path: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(self.head("GET", path).as_bytes()).await.unwrap();
        stream.write_all(b"\r\n").await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        (String::from_utf8_lossy(&answer[..end]).to_lowercase(), answer.split_off(end + 4))
    }

    /// The same where the portal may not be there.
    pub(crate) async fn try_send(
        &mut self,
        method: &str,
        path: &str,
        kind: &str,
        body: &[u8],
    ) -> std::io::Result<Page> {
        let mut head = self.head(method, path);
        if method == "POST" {
            let kind = format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len());
            head.push_str(&kind);
        }
        head.push_str("\r\n");
        let request = [head.as_bytes(), body].concat();
        let answer = match self.kept.clone() {
            None => {
                let mut stream = TcpStream::connect(self.address).await?;
                stream.write_all(&request).await?;
                let mut answer = Vec::new();
                stream.read_to_end(&mut answer).await?;
                answer
            }
            Some(kept) => {
                let mut kept = kept.lock().await;
                let mut stream = match kept.take() {
                    Some(stream) => stream,
                    None => TcpStream::connect(self.address).await?,
                };
                stream.write_all(&request).await?;
                let answer = one_answer(&mut stream).await?;
                *kept = Some(stream);
                answer
            }
        };
        let answer = String::from_utf8(answer).unwrap();
        let cut = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(cut)?;
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        for (_, cookie) in
            headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        {
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        Ok(Page { path: path.to_owned(), status, headers, body: body.to_owned() })
    }

    async fn follow(&mut self, page: Page) -> &Page {
        self.try_follow(page).await.unwrap();
        &self.page
    }

    /// Goes where the answer leads.
    pub(crate) async fn try_follow(&mut self, mut page: Page) -> std::io::Result<()> {
        let mut left = 5;
        while let Some(next) = page.header("location").map(str::to_owned) {
            assert_eq!(page.status, 303);
            assert!(left > 0, "redirected for ever at {next}");
            left -= 1;
            let address = next.split('#').next().unwrap().to_owned();
            page = self.try_send("GET", &address, "", b"").await?;
        }
        self.page = page;
        Ok(())
    }

    pub(crate) async fn get(&mut self, path: &str) -> &Page {
        let page = self.send("GET", path, "", b"").await;
        self.follow(page).await
    }

    /// Sends a form of the page that is shown, with its token.
    pub(crate) async fn post(&mut self, path: &str, fields: Fields<'_>) -> &Page {
        let csrf = self.page.value("csrf").unwrap_or_default();
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("csrf", &csrf)
            .extend_pairs(fields)
            .finish();
        let kind = "application/x-www-form-urlencoded";
        let page = self.send("POST", path, kind, body.as_bytes()).await;
        self.follow(page).await
    }

    pub(crate) fn path(&self) -> &str {
        self.page.path.split('?').next().unwrap()
    }

    /// From the top page to STEP1.
    pub(crate) async fn begin(&mut self) {
        self.get("/").await;
        self.post("/category", &[("category", "applicant_at_counter")]).await;
        assert_eq!(self.path(), "/entry");
    }

    /// From the top page to STEP2 by the manual's samples.
    pub(crate) async fn fill_in(&mut self) {
        self.begin().await;
        self.confirm(&[]).await;
        assert_eq!(self.path(), "/confirmation", "{}", self.page.body);
    }

    /// Confirm, with the manual's samples except for `changes`.
    pub(crate) async fn confirm(&mut self, changes: Fields<'_>) {
        let fields = sample(changes);
        self.post("/entry", &fields).await;
    }

    /// Registration on the page of STEP2 that is shown.
    pub(crate) async fn register(&mut self) {
        let digest = self.page.value("digest").expect("STEP2");
        self.post("/confirmation", &[("do", "register"), ("digest", &digest)]).await;
    }

    /// The link in the mail to this user ID, read beside the page that is shown.
    pub(crate) async fn mailed_link(&self, user_id: &str) -> String {
        let mut reader = self.clone();
        reader.page = Page::default();
        for _ in 0..200 {
            let list = reader.send("GET", "/mailbox", "", b"").await;
            for part in list.body.split("href=\"/mailbox/").skip(1) {
                let path = format!("/mailbox/{}", part.split('"').next().unwrap());
                let mail = reader.send("GET", &path, "", b"").await;
                let found = mail.body.split_once("id=\"link\" href=\"");
                if let Some((_, rest)) = found.filter(|_| mail.body.contains(user_id)) {
                    let link = unescape(rest.split('"').next().unwrap());
                    return link[link.find("/password").unwrap()..].to_owned();
                }
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no mail has come");
    }
}

/// The manual's samples with Confirm, except for `changes`.
pub(crate) fn sample<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("user_name", "HOUMU TARO"),
        ("sex", "male"),
        ("birth_year", "2000"),
        ("birth_month", "1"),
        ("birth_day", "1"),
        ("municipality", "011011"),
        ("street_address", "1-1-1 緑ヶ関ハイツ202号"),
        ("phone", "0312345678"),
        ("email", "user01@ens-test.com"),
        ("email_confirmation", "user01@ens-test.com"),
        ("user_type", "applicant_at_counter"),
        ("terms", "sample-1"),
        ("do", "confirm"),
    ];
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((*name, *value));
    }
    fields
}
