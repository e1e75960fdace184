//! Nothing typed is lost, and nothing typed is left to the next person at the computer.

use crate::browser::{Browser, Page, Site, sample};
use crate::phone;

const FORM: &str = "application/x-www-form-urlencoded";
const PASSWORD: &str = "my cat eats blue fish";
const CATEGORY: &[(&str, &str)] = &[("category", "applicant_at_counter")];

/// What each field of STEP1 shows that the samples fill in.
fn shown(page: &Page) -> Vec<Option<String>> {
    ["user_name", "birth_year", "street_address", "phone", "email", "email_confirmation"]
        .map(|name| page.value(name))
        .into()
}

/// The same as typed.
fn typed(name: &str) -> Vec<Option<String>> {
    [
        name,
        "2000",
        "1-1-1 緑ヶ関ハイツ202号",
        "0312345678",
        "user01@ens-test.com",
        "user01@ens-test.com",
    ]
    .map(|text| Some(text.to_owned()))
    .into()
}

/// Registers and sets a password; the user ID.
async fn account(site: &Site) -> String {
    let mut browser = site.browser();
    browser.fill_in().await;
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    let link = browser.mailed_link(&user_id).await;
    let mut reader = site.browser();
    reader.get(&link).await;
    let (id, token) = (reader.page.value("id").unwrap(), reader.page.value("token").unwrap());
    let fields = [
        ("id", id.as_str()),
        ("token", &token),
        ("password", PASSWORD),
        ("password_confirmation", PASSWORD),
    ];
    reader.post("/password", &fields).await;
    assert_eq!(reader.path(), "/password/done");
    user_id
}

/// STEP1 shows everything again, and its form, sent once more, leads on.
async fn goes_on(browser: &mut Browser, name: &str) {
    let page = browser.page.clone();
    assert_eq!((browser.path(), page.status), ("/entry", 403), "{}", page.body);
    assert_eq!(shown(&page), typed(name));
    assert!(page.body.contains("Nothing that you typed is lost"), "{}", page.body);
    browser.confirm(&[("user_name", name)]).await;
    assert_eq!(browser.path(), "/confirmation", "{}", browser.page.body);
    assert!(browser.page.body.contains(name));
}

#[tokio::test]
async fn a_login_in_another_tab_loses_nothing() {
    let site = Site::start().await;
    let user_id = account(&site).await;
    let mut browser = site.browser();
    browser.begin().await;
    let step1 = browser.page.clone();
    browser.get("/login").await;
    browser.post("/login", &[("user_id", &user_id), ("password", PASSWORD)]).await;
    assert_eq!(browser.path(), "/account");
    browser.page = step1.clone();
    browser.confirm(&[("user_name", "HOUMU HANA")]).await;
    goes_on(&mut browser, "HOUMU HANA").await;
    // The same after a logout, in the language that the form itself asks for.
    browser.get("/account").await;
    browser.post("/logout", &[]).await;
    browser.page = step1;
    browser.post("/entry", &sample(&[("language", "ja")])).await;
    assert_eq!(browser.page.status, 403);
    assert_eq!(shown(&browser.page), typed("HOUMU TARO"));
    assert!(browser.page.body.contains("<html lang=\"ja\">"));
    site.end().await;
}

#[tokio::test]
async fn the_end_of_a_session_loses_nothing() {
    let site = Site::start().await;
    for gone in ["a day", "the cookie", "an unknown cookie"] {
        let mut browser = site.browser();
        browser.begin().await;
        match gone {
            "a day" => site.wait(25 * 3600),
            "the cookie" => browser.cookies.clear(),
            _ => drop(browser.cookies.insert("toroku_session".into(), "ab".repeat(32))),
        }
        browser.confirm(&[("user_name", "HOUMU HANA")]).await;
        goes_on(&mut browser, "HOUMU HANA").await;
    }
    site.end().await;
}

#[tokio::test]
async fn more_than_an_hour_over_step1_loses_nothing() {
    let site = Site::start().await;
    for keep in [None, Some(("keep", "1"))] {
        let mut browser = site.browser();
        browser.begin().await;
        site.wait(3601);
        browser.confirm(&keep.into_iter().collect::<Vec<_>>()).await;
        assert_eq!(browser.path(), "/confirmation", "{}", browser.page.body);
        // Gone back from in another tab meanwhile.
        let step2 = browser.page.clone();
        browser.get("/entry").await;
        let step1 = browser.page.clone();
        browser.page = step2;
        browser.post("/confirmation", &[("do", "back")]).await;
        browser.post("/entry", &sample(&[("do", "back")])).await;
        assert_eq!(browser.path(), "/");
        browser.page = step1;
        browser.confirm(&[("user_name", "HOUMU HANA")]).await;
        assert_eq!(browser.path(), "/confirmation");
        assert!(browser.page.body.contains("HOUMU HANA"));
    }
    site.end().await;
}

/// A form that was sent from a session that has ended since: it is shown with what was typed, no password among it, and
/// leads on when it is sent once more.
async fn is_sent_again(mut browser: Browser, gone: &str, fields: &[(&str, &str)], end: &str) {
    let path = browser.path().split('?').next().unwrap_or_default().to_owned();
    match gone {
        "the cookie" => browser.cookies.clear(),
        _ => drop(browser.cookies.insert("toroku_session".into(), "ab".repeat(32))),
    }
    let end = end.to_owned();
    browser.post(&path, fields).await;
    let page = browser.page.clone();
    assert_eq!((browser.path(), page.status), (path.as_str(), 403), "{gone}: {}", page.body);
    for (name, text) in fields.iter().filter(|(_, text)| !text.contains(' ')) {
        assert_eq!(page.value(name).as_deref(), Some(*text), "{path}: {name}");
    }
    for (name, text) in fields.iter().filter(|(_, text)| text.contains(' ')) {
        assert!(!page.body.contains(text), "{path}: {name} is sent back");
    }
    assert!(page.body.contains("somebody has logged in or out in another tab"), "{}", page.body);
    browser.post(&path, fields).await;
    assert_eq!(browser.path(), end, "{gone}: {}", browser.page.body);
}

#[tokio::test]
async fn what_was_typed_with_a_password_can_be_sent_again() {
    const NEW: &str = "my dog eats green fish";
    let site = Site::start().await;
    for gone in ["the cookie", "an unknown cookie"] {
        let user_id = account(&site).await;
        let who = ("user_id", user_id.as_str());
        let login = vec![who, ("password", PASSWORD)];
        let request = vec![who, ("email", "user01@ens-test.com")];
        let change =
            vec![who, ("current", PASSWORD), ("password", NEW), ("password_confirmation", NEW)];
        for (path, fields, end) in [
            ("/login", login, "/account"),
            ("/password/request", request, "/password/request"),
            ("/password/change", change, "/password/done"),
        ] {
            let mut browser = site.browser();
            browser.get(path).await;
            is_sent_again(browser, gone, &fields, end).await;
        }
        // The form of a mail's link.
        let mut browser = site.browser();
        browser.fill_in().await;
        browser.register().await;
        let user_id = browser.page.user_id().unwrap();
        let link = browser.mailed_link(&user_id).await;
        let mut reader = site.browser();
        reader.get(&link).await;
        let token = reader.page.value("token").unwrap();
        let fields = [
            ("id", user_id.as_str()),
            ("token", &token),
            ("password", NEW),
            ("password_confirmation", NEW),
        ];
        is_sent_again(reader, gone, &fields, "/password/done").await;
    }
    site.end().await;
}

#[tokio::test]
async fn what_another_site_sends_is_not_shown() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.headers.push(("Sec-Fetch-Site".into(), "cross-site".into()));
    let answer = browser.send("POST", "/entry", FORM, b"user_name=HOUMU").await;
    assert_eq!(answer.status, 403);
    assert!(!answer.body.contains("HOUMU"));
    site.end().await;
}

/// Whether any page that the next person can come to shows something of the last one's entry.
async fn shows_something(browser: &mut Browser) -> bool {
    for path in ["/", "/entry", "/confirmation", "/completion", "/entry/municipality?typed=1"] {
        let page = browser.get(path).await.clone();
        if page.body.contains("HOUMU") || page.body.contains("緑ヶ関") || page.user_id().is_some()
        {
            return true;
        }
    }
    browser.get("/").await;
    if browser.page.body.contains("is kept") {
        return true;
    }
    browser.post("/category", CATEGORY).await;
    browser.path() != "/entry" || browser.page.value("user_name").as_deref() != Some("")
}

#[tokio::test]
async fn after_an_hour_nothing_is_shown_to_the_next_person() {
    let site = Site::start().await;
    for step in ["/entry", "/confirmation", "/"] {
        let mut browser = site.browser();
        browser.fill_in().await;
        if step != "/confirmation" {
            browser.post("/confirmation", &[("do", "back")]).await;
        }
        if step == "/" {
            browser.post("/entry", &sample(&[("do", "back")])).await;
        }
        assert_eq!(browser.path(), step);
        site.wait(3590);
        assert!(browser.clone().get("/").await.body.contains("is kept"), "{step}");
        site.wait(11);
        let mut last = browser.clone();
        if step != "/" {
            let body = last.get(step).await.body.clone();
            assert!(body.contains("what you entered was deleted"), "{step}: {body}");
        }
        assert!(!shows_something(&mut browser).await, "{step}");
    }
    site.end().await;
}

#[tokio::test]
async fn what_is_to_be_kept_is_kept_for_a_day() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    browser.confirm(&[("keep", "1")]).await;
    assert_eq!(browser.path(), "/confirmation");
    site.wait(12 * 3600);
    browser.get("/").await;
    assert!(browser.page.body.contains("What you entered is kept."), "{}", browser.page.body);
    browser.post("/category", CATEGORY).await;
    assert_eq!(shown(&browser.page), typed("HOUMU TARO"));
    assert!(browser.page.body.contains("name=\"keep\" value=\"1\" checked"));
    // Unchecked, it is not kept any more.
    browser.confirm(&[]).await;
    site.wait(3601);
    assert!(!shows_something(&mut browser).await);
    site.end().await;
}

/// Whether the browser is told to keep none of the pages that it has drawn.
fn drops_what_was_drawn(page: &Page) -> bool {
    let header = |(name, text): &(String, String)| name == "clear-site-data" && text == "\"cache\"";
    page.headers.iter().any(header)
}

#[tokio::test]
async fn every_step_can_be_deleted() {
    let site = Site::start().await;
    for step in ["/entry", "/confirmation", "/completion", "/"] {
        let mut browser = site.browser();
        browser.fill_in().await;
        match step {
            "/completion" => browser.register().await,
            "/confirmation" => {}
            _ => drop(browser.post("/confirmation", &[("do", "back")]).await),
        }
        if step == "/" {
            browser.post("/entry", &sample(&[("do", "back")])).await;
        }
        assert_eq!(browser.path(), step);
        assert!(browser.page.body.contains("Delete what I entered"), "{step}");
        // It asks first, and what stood in the form is there on the way back.
        if step == "/entry" {
            browser.post("/entry", &sample(&[("do", "discard"), ("phone", "0398765432")])).await;
        } else {
            browser.get("/discard").await;
        }
        assert_eq!(browser.path(), "/discard");
        let page = browser.page.clone();
        assert!(!page.body.contains("HOUMU"));
        if step != "/" {
            assert!(page.body.contains(&format!("<a class=\"button secondary\" href=\"{step}\">")));
        }
        if step == "/entry" {
            assert_eq!(browser.get("/entry").await.value("phone").as_deref(), Some("0398765432"));
        }
        browser.page = page;
        browser.post("/discard", &[]).await;
        assert_eq!((browser.path(), browser.page.status), ("/", 200));
        assert!(browser.page.body.contains("has been deleted"), "{}", browser.page.body);
        assert!(drops_what_was_drawn(&browser.page), "{step}");
        assert!(!shows_something(&mut browser).await, "{step}");
    }
    site.end().await;
}

#[tokio::test]
async fn a_logout_leaves_nothing() {
    let site = Site::start().await;
    let user_id = account(&site).await;
    let mut browser = site.browser();
    browser.fill_in().await;
    browser.get("/login").await;
    browser.post("/login", &[("user_id", &user_id), ("password", PASSWORD)]).await;
    // The entry is still this person's.
    assert_eq!(browser.get("/confirmation").await.path, "/confirmation");
    browser.get("/account").await;
    browser.post("/logout", &[]).await;
    assert!(drops_what_was_drawn(&browser.page));
    assert!(!shows_something(&mut browser).await);
    site.end().await;
}

#[tokio::test]
async fn step3_is_shown_for_a_few_minutes() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.fill_in().await;
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    assert!(browser.page.body.contains("10 minutes"));
    // Its mail has gone out meanwhile, which does not make it longer.
    browser.mailed_link(&user_id).await;
    site.wait(590);
    assert_eq!(browser.get("/completion").await.user_id().unwrap(), user_id);
    site.wait(11);
    browser.get("/completion").await;
    assert_eq!(browser.path(), "/");
    assert!(browser.page.body.contains("Your user ID is in the mail"), "{}", browser.page.body);
    assert!(!shows_something(&mut browser).await);
    site.end().await;
}

#[tokio::test]
async fn the_session_ends_with_the_browser() {
    let site = Site::start().await;
    let mut browser = site.browser();
    let page = browser.get("/").await.clone();
    let cookie = page.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    let (_, cookie) = cookie.expect("a session begins");
    let cookie = cookie.to_ascii_lowercase();
    assert!(cookie.starts_with("toroku_session=") && !cookie.contains("max-age"), "{cookie}");
    assert!(!cookie.contains("expires"), "{cookie}");
    site.end().await;
}

/// A clock that is set a year ahead, or back, and put right within a day: sessions and entries do not follow it.
#[tokio::test]
async fn a_clock_that_is_set_costs_nobody_what_they_have_typed() {
    const YEAR: i64 = 365 * 24 * 3600;
    // Longer than the portal takes to see that it was set.
    let seen = || tokio::time::sleep(std::time::Duration::from_secs(6));
    for by in [YEAR, -YEAR] {
        let site = Site::start().await;
        let (mut busy, mut idle) = (site.browser(), site.browser());
        for browser in [&mut busy, &mut idle] {
            browser.fill_in().await;
            assert_eq!(browser.path(), "/confirmation");
        }
        site.set_clock(by);
        seen().await;
        busy.get("/entry").await;
        assert_eq!((busy.path(), shown(&busy.page)), ("/entry", typed("HOUMU TARO")), "{by}");
        busy.confirm(&[("user_name", "HOUMU HANA")]).await;
        assert_eq!(busy.path(), "/confirmation");
        site.set_clock(-by);
        seen().await;
        for (browser, name) in [(&mut busy, "HOUMU HANA"), (&mut idle, "HOUMU TARO")] {
            browser.get("/entry").await;
            assert_eq!((browser.path(), shown(&browser.page)), ("/entry", typed(name)), "{by}");
            browser.confirm(&[("user_name", name)]).await;
            browser.register().await;
            assert!(browser.page.user_id().is_some(), "{by}: {}", browser.page.body);
        }
        site.end().await;
    }
}

/// Whoever is at STEP1 while the clock is wrong is told nothing of their date of birth that Confirm does not say.
#[tokio::test]
async fn a_clock_that_is_set_makes_no_problems_of_what_is_typed() {
    const YEARS: i64 = 30 * 365 * 24 * 3600;
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    browser.confirm(&[("user_name", "")]).await;
    assert_eq!(browser.path(), "/entry");
    let csrf = browser.page.value("csrf").unwrap();
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("csrf", csrf.as_str()), ("field", "date_of_birth")])
        .extend_pairs(sample(&[]))
        .finish();
    let mut seen = Vec::new();
    // Before any of them was born.
    for by in [0, -YEARS] {
        site.set_clock(by);
        let checked = browser.send("POST", "/entry/check", FORM, form.as_bytes()).await;
        let page = browser.get("/entry?checked=1").await.clone();
        seen.push((checked.body, page.texts("error")));
    }
    assert_eq!(seen[0], seen[1]);
    let body = phone::confirmed(serde_json::json!({}));
    let answer = phone::App::of(&site).register(&phone::key(1), &body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    site.end().await;
}
