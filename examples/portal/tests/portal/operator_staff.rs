//! The staff's pages: login, roles, what can be done there, and how they stand apart from applicants'.

use std::time::{SystemTime, UNIX_EPOCH};

use totp_rs::{Builder, Secret, Totp};

use crate::browser::{Browser, Site};
use crate::operator_office::{ask, command, log_in, mails_to, register, set_password};

struct Member {
    name: &'static str,
    password: String,
    codes: Totp,
}

impl Member {
    /// What a command printed.
    fn of(name: &'static str, text: &str) -> Self {
        let value = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.trim_start().to_owned()
        };
        let secret = Secret::try_from_base32(value("secret")).unwrap();
        let codes = Builder::new().with_secret(secret).build().unwrap();
        Self { name, password: value("password"), codes }
    }

    async fn add(site: &Site, name: &'static str, role: &str) -> Self {
        let text = command(&site.config, &["staff", "add", name, "--role", role]).await.unwrap();
        Self::of(name, &text)
    }

    /// The code of a moment so many seconds from now.
    fn code(&self, ahead: u64) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        self.codes.generate(now + ahead).to_string()
    }

    async fn try_log_in(&self, site: &Site, password: &str, code: &str) -> Browser {
        let mut browser = site.browser();
        browser.get("/staff/login").await;
        let fields = [("name", self.name), ("password", password), ("code", code)];
        browser.post("/staff/login", &fields).await;
        browser
    }

    async fn log_in(&self, site: &Site) -> Browser {
        let browser = self.try_log_in(site, &self.password, &self.code(0)).await;
        assert_eq!(browser.path(), "/staff", "{}", browser.page.body);
        browser
    }
}

#[tokio::test]
async fn staff_log_in_with_password_and_code() {
    let site = Site::start().await;
    let member = Member::add(&site, "aoki", "clerk").await;
    for path in ["/staff", "/staff/audit", "/staff/people/hdlpf38617"] {
        let mut stranger = site.browser();
        stranger.get(path).await;
        assert_eq!(stranger.path(), "/staff/login", "{path}");
    }
    let wrong = "Name, password or code is not correct.";
    for (password, code) in [
        ("x", member.code(0)),
        (&member.password, "000000".into()),
        (&member.password, String::new()),
        (&member.password, member.code(300)),
    ] {
        let browser = member.try_log_in(&site, password, &code).await;
        assert!(browser.page.body.contains(wrong), "{code}");
        assert!(!browser.page.body.contains(&member.password));
    }
    // Five failures: whatever is typed now, it is not looked at.
    let other = Member { name: "nobody", ..Member::of("nobody", &text_of(&member)) };
    assert!(other.try_log_in(&site, "x", "1").await.page.body.contains(wrong));
    let code = member.code(0);
    let browser = member.try_log_in(&site, &member.password, &code).await;
    assert_eq!(browser.path(), "/staff");
    // A code is good once.
    assert!(member.try_log_in(&site, &member.password, &code).await.page.body.contains(wrong));
    site.end().await;
}

fn text_of(member: &Member) -> String {
    format!("password {}\nsecret {}\n", member.password, member.codes.secret().to_base32())
}

#[tokio::test]
async fn a_member_is_not_kept_out_by_a_stranger() {
    let site = Site::start().await;
    let member = Member::add(&site, "aoki", "clerk").await;
    let mut known = member.log_in(&site).await;
    for _ in 0..5 {
        assert_eq!(member.try_log_in(&site, "x", "000000").await.page.status, 200);
    }
    assert_eq!(member.try_log_in(&site, "x", "000000").await.page.status, 429);
    known.get("/staff/login").await;
    let (code, password) = (member.code(30), member.password.as_str());
    let fields = [("name", "aoki"), ("password", password), ("code", code.as_str())];
    known.post("/staff/login", &fields).await;
    assert_eq!(known.path(), "/staff", "{}", known.page.body);
    site.end().await;
}

#[tokio::test]
async fn guesses_have_to_wait() {
    let site = Site::start().await;
    let member = Member::add(&site, "aoki", "clerk").await;
    for _ in 0..5 {
        assert_eq!(member.try_log_in(&site, "x", "000000").await.page.status, 200);
    }
    let refused = member.try_log_in(&site, &member.password, &member.code(0)).await;
    assert_eq!(refused.page.status, 429);
    site.wait(16 * 60);
    let later = member.try_log_in(&site, &member.password, &member.code(16 * 60)).await;
    assert_eq!(later.path(), "/staff");
    site.end().await;
}

#[tokio::test]
async fn a_clerk_helps_people_and_an_admin_does_the_rest() {
    let site = Site::start().await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let link = site.browser().mailed_link(&taro).await;
    set_password(&site, &taro, &link).await;
    let mut clerk = Member::add(&site, "aoki", "clerk").await.log_in(&site).await;
    let mut admin = Member::add(&site, "baba", "admin").await.log_in(&site).await;
    let person = format!("/staff/people/{taro}");
    let to = |action: &str| format!("{person}/{action}");

    clerk.post("/staff", &[("name", "houmu"), ("to", "2999-12-31")]).await;
    assert!(clerk.page.body.contains(&taro) && clerk.page.body.contains("taro@ens-test.com"));
    assert_eq!(clerk.path(), "/staff", "nothing of the search is in the address");
    clerk.post("/staff", &[("email", "x@ens-test.com")]).await;
    assert!(clerk.page.body.contains("Nothing was found."));
    for wrong in [("email", "x"), ("user_id", "x"), ("from", "x")] {
        clerk.post("/staff", &[wrong]).await;
        assert!(clerk.page.body.contains("What was typed cannot be used."), "{wrong:?}");
    }
    clerk.get(&person).await;
    assert!(clerk.page.body.contains("HOUMU TARO") && clerk.page.body.contains("2000-01-01"));
    // In words, not as it is stored.
    for words in ["男 male", "札幌市中央区", "在留資格認定証明書電子交付希望者"]
    {
        assert!(clerk.page.body.contains(words), "{words}: {}", clerk.page.body);
    }
    for action in ["erase", "deactivate"] {
        assert!(!clerk.page.body.contains(&to(action)));
    }
    clerk.post(&to("send-mail"), &[]).await;
    assert!(clerk.page.body.contains("Done."));
    clerk.post(&to("correct-email"), &[("email", "taro2@ens-test.com")]).await;
    assert!(clerk.page.body.contains("Done.") && clerk.page.body.contains("taro2@ens-test.com"));
    mails_to(&site.config, "taro2@ens-test.com", 1).await;
    assert_eq!(log_in(&site, &taro).await.path(), "/account");
    clerk.post(&to("end-sessions"), &[]).await;
    clerk.post(&to("lock"), &[]).await;
    assert!(clerk.page.body.contains("Locked"));
    assert_eq!(log_in(&site, &taro).await.path(), "/login");
    clerk.post(&to("unlock"), &[]).await;
    clerk.post(&to("unlock"), &[]).await;
    assert!(clerk.page.body.contains("There was nothing to do."));
    // What a clerk may not do is not there, whoever knows its address.
    for action in ["erase", "deactivate", "unknown"] {
        clerk.get(&person).await;
        clerk.post(&to(action), &[("sure", &taro)]).await;
        assert_eq!(clerk.page.status, 404, "{action}");
    }
    assert_eq!(clerk.get("/staff/audit").await.status, 404);

    admin.get(&person).await;
    admin.post(&to("erase"), &[("sure", "hdlpf38617")]).await;
    assert!(admin.page.body.contains("The user ID that was typed is another."));
    admin.post(&to("deactivate"), &[("sure", &taro)]).await;
    assert!(admin.page.body.contains("Deactivated"));
    admin.post(&to("erase"), &[("sure", &taro)]).await;
    assert!(admin.page.body.contains("The person is erased."));
    assert_eq!(admin.get(&person).await.status, 404);
    let audit = admin.get("/staff/audit").await.body.clone();
    for line in [
        "<td>staff baba</td><td>erase</td>",
        "<td>staff aoki</td><td>correct email</td>",
        "<td>log in</td>",
    ] {
        assert!(audit.contains(line), "{line} is not in\n{audit}");
    }
    assert!(!audit.contains(&taro) && !audit.contains("HOUMU"));
    site.end().await;
}

#[tokio::test]
async fn staff_and_applicants_have_nothing_in_common() {
    let site = Site::start().await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let link = site.browser().mailed_link(&taro).await;
    set_password(&site, &taro, &link).await;
    let member = Member::add(&site, "aoki", "clerk").await;
    let mut staff = member.log_in(&site).await;
    assert_eq!(staff.cookies.keys().collect::<Vec<_>>(), ["toroku_staff", "toroku_staff_device"]);
    assert_eq!(staff.get("/account").await.path.split('?').next(), Some("/login"));
    let mut applicant = log_in(&site, &taro).await;
    applicant.get("/staff").await;
    assert_eq!(applicant.path(), "/staff/login");
    // Neither cookie is worth anything as the other.
    let token = applicant.cookies["toroku_session"].clone();
    let mut mixed = site.browser();
    mixed.cookies.insert("toroku_staff".into(), token);
    mixed.get("/staff").await;
    assert_eq!(mixed.path(), "/staff/login");
    let page = site.browser().send("GET", "/staff/login", "", b"").await;
    let cookie = page.header("set-cookie").unwrap();
    assert!(cookie.ends_with("; HttpOnly; SameSite=Lax; Path=/"), "{cookie}");
    assert!(page.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
    // A login of an older page can be sent again: the name is there, and no password.
    let mut old = site.browser();
    old.get("/staff/login").await;
    old.cookies.clear();
    old.post("/staff/login", &[("name", "aoki"), ("password", "my cat"), ("code", "1")]).await;
    assert_eq!((old.page.status, old.page.value("name").as_deref()), (403, Some("aoki")));
    assert!(old.page.body.contains("Nothing was sent") && !old.page.body.contains("my cat"));
    // A form without the page's token, or of another site, does nothing.
    let mut forged = staff.clone();
    forged.get("/staff").await;
    forged.page = crate::browser::Page::default();
    assert_eq!(forged.post("/staff", &[("name", "HOUMU")]).await.status, 403);
    staff.get("/staff").await;
    staff.headers.push(("Sec-Fetch-Site".into(), "cross-site".into()));
    assert_eq!(staff.post("/staff", &[("name", "HOUMU")]).await.status, 403);
    site.end().await;
}

/// PostgreSQL takes no text with a zero in it.
#[tokio::test]
async fn a_name_that_nobody_can_have_is_a_wrong_one() {
    let site = Site::start().await;
    for name in ["aoki\0", "\u{feff}aoki", "", "青木"] {
        let mut browser = site.browser();
        browser.get("/staff/login").await;
        let fields = [("name", name), ("password", "x"), ("code", "000000")];
        browser.post("/staff/login", &fields).await;
        assert_eq!(browser.page.status, 200, "{name:?}");
    }
    site.end().await;
}

#[tokio::test]
async fn sessions_end_in_time_and_by_command() {
    let site = Site::start().await;
    let member = Member::add(&site, "aoki", "clerk").await;
    let taken = command(&site.config, &["staff", "add", "aoki", "--role", "admin"]).await;
    assert!(taken.unwrap_err().contains("there is a member"));
    let mut browser = member.log_in(&site).await;
    site.wait(29 * 60);
    assert_eq!(browser.get("/staff").await.path, "/staff");
    site.wait(31 * 60);
    assert_eq!(browser.get("/staff").await.path, "/staff/login");
    let again = member.try_log_in(&site, &member.password, &member.code(3600)).await;
    let (mut browser, mut other) = (again.clone(), again);
    assert_eq!(other.get("/staff").await.path, "/staff");
    other.post("/staff/logout", &[]).await;
    assert_eq!(browser.get("/staff").await.path, "/staff/login", "the cookie is worth nothing");
    // With a new password and secret, and without: nothing of before is good.
    let text = command(&site.config, &["staff", "reset", "aoki"]).await.unwrap();
    let renewed = Member::of("aoki", &text);
    let refused = member.try_log_in(&site, &member.password, &member.code(3690)).await;
    assert_eq!(refused.path(), "/staff/login");
    let mut browser = renewed.try_log_in(&site, &renewed.password, &renewed.code(3600)).await;
    assert_eq!(browser.path(), "/staff");
    let list = command(&site.config, &["staff", "list"]).await.unwrap();
    assert!(list.starts_with("aoki\tclerk\t"), "{list}");
    command(&site.config, &["staff", "remove", "aoki"]).await.unwrap();
    assert_eq!(browser.get("/staff").await.path, "/staff/login");
    let gone = renewed.try_log_in(&site, &renewed.password, &renewed.code(3690)).await;
    assert_eq!(gone.path(), "/staff/login");
    assert!(command(&site.config, &["staff", "remove", "aoki"]).await.is_err());
    assert!(command(&site.config, &["staff", "reset", "aoki"]).await.is_err());
    assert!(command(&site.config, &["staff", "add", "aoki", "--role", "clerk"]).await.is_err());
    // Neither the password nor the secret of the codes is in the database.
    let secret = renewed.codes.secret().to_base32();
    let kept = ask(&site.config, "SELECT password_hash FROM staff").await.unwrap();
    assert!(kept.iter().all(|hash| !hash.contains(&renewed.password) && !hash.contains(&secret)));
    site.end().await;
}

#[tokio::test]
async fn the_pages_are_in_english_and_japanese() {
    let site = Site::start().await;
    for (language, title) in [("en", "Staff login"), ("ja", "職員ログイン"), ("fr", "Staff login")]
    {
        let mut browser = site.browser();
        browser.headers = vec![("Accept-Language".into(), language.into())];
        assert!(browser.get("/staff/login").await.body.contains(&format!("<h1>{title}</h1>")));
    }
    site.end().await;
}

/// Sends a form as a browser of today does, which says where it comes from.
async fn send_from_here(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) {
    browser.headers.push(("Sec-Fetch-Site".into(), "same-origin".into()));
    browser.post(path, fields).await;
    browser.headers.pop();
}

/// Logs in on the login page that is shown, with all that it holds.
async fn log_in_here(browser: &mut Browser, member: &Member, password: &str, code: &str) {
    let page = browser.page.clone();
    let names = ["back", "kept_user_id", "kept_name", "kept_email", "kept_from", "kept_to"];
    let held: Vec<_> = names.iter().filter_map(|name| Some((*name, page.value(name)?))).collect();
    let mut fields = vec![("name", member.name), ("password", password), ("code", code)];
    fields.extend(held.iter().map(|(name, text)| (*name, text.as_str())));
    browser.post("/staff/login", &fields).await;
}

/// Whoever has looked away for half an hour comes back to what was typed, and nothing was done without them.
#[tokio::test]
async fn what_is_typed_outlives_the_session() {
    let site = Site::start().await;
    let member = Member::add(&site, "aoki", "admin").await;
    let user_id = register(&site, "HOUMU TARO", "user01@ens-test.com").await;
    let person = format!("/staff/people/{user_id}");
    let (correct, lock) = (format!("{person}/correct-email"), format!("{person}/lock"));
    let search: &[_] =
        &[("user_id", ""), ("name", "HOUMU <T"), ("email", ""), ("from", "2024-02-2"), ("to", "")];
    let address: &[_] = &[("email", "user02@ens-test.com")];
    let mut ahead = 0;
    for (page, path, fields, shown, value) in [
        ("/staff", "/staff", search, "Registrations", ("name", "HOUMU <T")),
        (&person, &correct, address, &user_id, ("email", "user02@ens-test.com")),
        (&person, &lock, &[], &user_id, ("email", "")),
    ] {
        let mut browser = member.try_log_in(&site, &member.password, &member.code(ahead)).await;
        browser.get(page).await;
        site.wait(31 * 60);
        ahead += 31 * 60;
        browser.post(path, fields).await;
        assert_eq!(browser.page.status, 403, "{path}: {}", browser.page.body);
        assert!(browser.page.body.contains("what you typed is kept"), "{path}");
        // A wrong password does not take it away either.
        log_in_here(&mut browser, &member, "wrong", "000000").await;
        assert!(browser.page.body.contains("is not correct"), "{path}: {}", browser.page.body);
        log_in_here(&mut browser, &member, &member.password, &member.code(ahead)).await;
        let body = &browser.page.body;
        assert!(body.contains("Nothing was done so far") && body.contains(shown), "{path}: {body}");
        assert_eq!(browser.page.value(value.0).as_deref(), Some(value.1), "{path}");
        // It is a page like any other: the button does it.
        browser.post(path, fields).await;
        assert_eq!(browser.page.status, 200, "{path}: {}", browser.page.body);
        assert!(!browser.page.body.contains("Nothing was done"), "{path}");
        site.wait(60);
        ahead += 60;
    }
    let done = "SELECT action FROM audit_log WHERE action IN ('lock', 'correct email') ORDER BY id";
    assert_eq!(ask(&site.config, done).await.unwrap(), ["correct email", "lock"]);
    site.end().await;
}

/// The same where somebody has logged in in another tab; and a page that was asked for is come back to.
#[tokio::test]
async fn a_form_of_the_session_before_is_shown_again() {
    let site = Site::start().await;
    let member = Member::add(&site, "aoki", "admin").await;
    let user_id = register(&site, "HOUMU TARO", "user01@ens-test.com").await;
    let person = format!("/staff/people/{user_id}");
    let mut browser = site.browser();
    browser.get(&person).await;
    assert_eq!(browser.path(), "/staff/login");
    log_in_here(&mut browser, &member, &member.password, &member.code(0)).await;
    assert_eq!(browser.path(), person, "{}", browser.page.body);
    let mut tab = browser.clone();
    site.wait(60);
    tab.get("/staff/login").await;
    log_in_here(&mut tab, &member, &member.password, &member.code(60)).await;
    assert_eq!(tab.path(), "/staff", "{}", tab.page.body);
    browser.cookies = tab.cookies;
    let forms: [(&str, &[(&str, &str)], _, _); 2] = [
        ("/correct-email", &[("email", "user02@ens-test.com")], "email", "user02@ens-test.com"),
        ("/deactivate", &[("sure", &user_id)], "email", ""),
    ];
    let before = browser.clone();
    for (action, fields, name, text) in forms {
        browser = before.clone();
        send_from_here(&mut browser, &format!("{person}{action}"), fields).await;
        assert_eq!(browser.page.status, 403, "{action}");
        assert!(browser.page.body.contains("Nothing was done so far"), "{}", browser.page.body);
        assert_eq!(browser.page.value(name).as_deref(), Some(text), "{action}");
    }
    browser = before.clone();
    send_from_here(&mut browser, "/staff", &[("name", "HOUMU")]).await;
    assert_eq!(browser.page.value("name").as_deref(), Some("HOUMU"), "{}", browser.page.body);
    assert_eq!(ask(&site.config, "SELECT user_id FROM closed_accounts").await.unwrap().len(), 0);
    site.end().await;
}

/// What another site makes a browser send is kept for nobody, whether somebody is logged in or not, and leads nowhere.
#[tokio::test]
async fn a_strangers_form_is_not_kept() {
    let site = Site::start().await;
    let member = Member::add(&site, "aoki", "admin").await;
    let user_id = register(&site, "HOUMU TARO", "user01@ens-test.com").await;
    let path = format!("/staff/people/{user_id}/correct-email");
    let fields: &[_] = &[("email", "stranger@evil.example")];
    let cross =
        [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example"), ("Origin", "null")];
    let mut browser = member.log_in(&site).await;
    for ended in [false, true] {
        for header in cross.iter().map(Some).chain([None]) {
            let mut victim = browser.clone();
            victim.page = crate::browser::Page::default();
            victim.headers.extend(header.map(|(name, value)| ((*name).into(), (*value).into())));
            victim.post(&path, fields).await;
            let body = &victim.page.body;
            assert!(!body.contains("stranger"), "{ended} {header:?}: {body}");
        }
        browser.get("/staff").await;
        browser.post("/staff/logout", &[]).await;
    }
    // Nor does the login lead to another site.
    site.wait(60);
    let mut victim = site.browser();
    victim.get("/staff/login?back=//evil.example/staff/").await;
    assert_eq!(victim.page.value("back").as_deref(), Some(""));
    let (back, code) = ("https://evil.example/staff/", member.code(60));
    let fields =
        [("name", member.name), ("password", &member.password), ("code", &code), ("back", back)];
    victim.post("/staff/login", &fields).await;
    assert_eq!(victim.path(), "/staff", "{}", victim.page.body);
    site.end().await;
}

/// Too many forms from one address: what was typed stands on the page's button.
#[tokio::test]
async fn a_form_that_comes_too_soon_can_be_sent_once_more() {
    let site = Site::with(|config| config.limits.forms_per_minute = 3).await;
    let member = Member::add(&site, "aoki", "clerk").await;
    let user_id = register(&site, "HOUMU TARO", "user01@ens-test.com").await;
    site.wait(60);
    let mut browser = member.try_log_in(&site, &member.password, &member.code(60)).await;
    let path = format!("/staff/people/{user_id}/correct-email");
    browser.get(&format!("/staff/people/{user_id}")).await;
    browser.clone().post("/staff", &[]).await;
    browser.clone().post("/staff", &[]).await;
    browser.post(&path, &[("email", "user02@ens-test.com")]).await;
    let page = browser.page.clone();
    assert_eq!((page.status, page.header("retry-after")), (429, Some("60")));
    assert!(page.body.contains(&format!("action=\"{path}\" id=\"again\"")), "{}", page.body);
    assert_eq!(page.value("email").as_deref(), Some("user02@ens-test.com"));
    site.wait(60);
    browser.post(&path, &[("email", "user02@ens-test.com")]).await;
    assert!(browser.page.body.contains("Done."), "{}", browser.page.body);
    // Passwords are shown to nobody.
    for _ in 0..4 {
        browser.post("/staff/login", &[("name", "aoki"), ("password", "abcdefgh")]).await;
    }
    assert_eq!(browser.page.status, 429);
    assert!(!browser.page.body.contains("abcdefgh"), "{}", browser.page.body);
    site.end().await;
}

/// The same while the database is away.
#[tokio::test]
async fn a_form_that_comes_while_the_database_is_away_can_be_sent_once_more() {
    let site = Site::start().await;
    let member = Member::add(&site, "aoki", "clerk").await;
    let mut browser = member.log_in(&site).await;
    if site.config.database_url.is_none() {
        let (file, away) = (&site.config.database, site.config.database.with_extension("away"));
        std::fs::rename(file, &away).unwrap();
        browser.post("/staff", &[("name", "HOUMU"), ("from", "2024-02-29")]).await;
        let page = browser.page.clone();
        assert_eq!((page.status, page.header("retry-after")), (503, Some("5")));
        assert!(page.body.contains("action=\"/staff\" id=\"again\""), "{}", page.body);
        for (name, typed) in [("name", "HOUMU"), ("from", "2024-02-29")] {
            assert_eq!(page.value(name).as_deref(), Some(typed), "{name}");
        }
        std::fs::rename(&away, file).unwrap();
        browser.post("/staff", &[("name", "HOUMU"), ("from", "2024-02-29")]).await;
        assert!(browser.page.body.contains("Nothing was found"), "{}", browser.page.body);
    }
    site.end().await;
}
