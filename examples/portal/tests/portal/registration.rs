//! The whole registration over HTTP, every way back and every page that is out of date.

use crate::browser::Site;

const PASSWORD: &str = "Momiji ga kirei desu ne 2024";

#[tokio::test]
async fn from_the_top_page_to_the_login() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.fill_in().await;
    let shown = browser.page.texts("value");
    assert_eq!(shown.len(), 8);
    assert_eq!(shown[..4], ["HOUMU TARO", "男 male", "2000-01-01", "北海道札幌市中央区"]);
    assert_eq!(shown[4], "１－１－１　緑ヶ関ハイツ２０２号");
    browser.register().await;
    assert_eq!(browser.path(), "/completion");
    let user_id = browser.page.user_id().unwrap();
    assert!(user_id[..5].bytes().all(|b| b.is_ascii_lowercase()));
    assert!(user_id[5..].bytes().all(|b| b.is_ascii_digit()));
    assert!(
        browser.page.body.contains("The registration of your user information has been completed")
    );

    browser.post("/completion", &[]).await;
    assert_eq!(browser.path(), "/");
    let link = browser.mailed_link(&user_id).await;
    // Opened from a mail program, while the home page is open: refused, and not used up.
    browser.page.path.clear();
    browser.get(&link).await;
    assert!(browser.page.body.contains("Close the top page and the login page"));
    let parts = [
        ("id", browser.page.value("id").unwrap()),
        ("token", browser.page.value("token").unwrap()),
    ];
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let with = |more: &[(&'static str, &'static str)]| [parts.as_slice(), more].concat();
    let same = [("password", PASSWORD), ("password_confirmation", PASSWORD)];
    browser.post("/password", &with(&same)).await;
    assert!(browser.page.body.contains("Close the top page and the login page"));

    browser.post("/password/closed", &with(&[])).await;
    assert!(browser.page.body.contains("name=\"password\""));
    assert_eq!(browser.page.header("referrer-policy"), Some("no-referrer"));
    browser
        .post("/password", &with(&[("password", "short"), ("password_confirmation", "shirt")]))
        .await;
    assert!(browser.page.body.contains("Use 15 characters or more."));
    assert!(browser.page.body.contains("The passwords do not match."));
    assert!(!browser.page.body.contains("shirt"), "a password was shown");
    browser.post("/password", &with(&same)).await;
    assert_eq!(browser.path(), "/password/done");
    browser.get(&link).await;
    assert!(browser.page.body.contains("This link cannot be used."));

    browser.get("/login").await;
    browser.post("/login", &[("user_id", &user_id), ("password", "not this one at all")]).await;
    assert!(browser.page.body.contains("The user ID or password is not correct."));
    assert_eq!(browser.page.value("user_id").as_deref(), Some(user_id.as_str()));
    let before = browser.cookies.clone();
    browser
        .post(
            "/login",
            &[("user_id", &format!(" {} ", user_id.to_uppercase())), ("password", PASSWORD)],
        )
        .await;
    assert_eq!(browser.path(), "/account");
    assert!(browser.page.body.contains(&user_id));
    assert_ne!(browser.cookies, before, "a cookie from before the login is worth nothing after it");
    let mut stolen = browser.clone();
    stolen.cookies = before;
    stolen.get("/account").await;
    assert_eq!(stolen.path(), "/login");
    browser.post("/logout", &[]).await;
    browser.get("/account").await;
    assert_eq!(browser.path(), "/login");
    site.end().await;
}

#[tokio::test]
async fn nothing_is_lost_on_any_way_back() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.fill_in().await;
    browser.post("/confirmation", &[("do", "back")]).await;
    assert_eq!(browser.path(), "/entry");
    assert_eq!(browser.page.value("street_address").as_deref(), Some("1-1-1 緑ヶ関ハイツ202号"));
    assert!(browser.page.body.contains(
        "value=\"sample-1\" aria-required=\"true\" aria-describedby=\"terms-report terms-hint\" checked"
    ));
    // Back from STEP1, with something half typed.
    let fields = crate::browser::sample(&[("phone", "0"), ("do", "back")]);
    browser.post("/entry", &fields).await;
    assert_eq!(browser.path(), "/");
    assert!(browser.page.body.contains("What you entered before is kept."));
    browser.post("/category", &[("category", "applicant_at_counter")]).await;
    assert_eq!(browser.page.value("phone").as_deref(), Some("0"));
    assert_eq!(browser.page.value("user_name").as_deref(), Some("HOUMU TARO"));
    // The search window, with everything typed and nothing confirmed.
    let fields = crate::browser::sample(&[("phone", "03"), ("municipality", ""), ("do", "search")]);
    browser.post("/entry", &fields).await;
    assert_eq!(browser.path(), "/entry/municipality");
    browser.get("/entry/municipality?prefecture=13").await;
    assert_eq!(browser.page.body.matches("name=\"code\"").count(), 62);
    browser.get("/entry/municipality?q=Fuch%C5%AB").await;
    for english in ["Fuchu-shi, Tokyo", "Fuchu-shi, Hiroshima"] {
        assert!(browser.page.body.contains(english));
    }
    browser.post("/entry/municipality", &[("code", "132063")]).await;
    assert_eq!(browser.path(), "/entry");
    assert_eq!(browser.page.value("municipality").as_deref(), Some("東京都府中市"));
    assert!(browser.page.body.contains("Fuchu-shi, Tokyo"));
    assert_eq!(browser.page.value("phone").as_deref(), Some("03"));
    // The switch of the language, from the middle of the form.
    let fields = crate::browser::sample(&[("phone", "034"), ("language", "ja")]);
    browser.post("/entry", &fields).await;
    assert_eq!(browser.page.value("phone").as_deref(), Some("034"));
    assert!(browser.page.body.contains("<html lang=\"ja\">"));
    site.end().await;
}

#[tokio::test]
async fn pages_that_are_out_of_date_do_no_harm() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.fill_in().await;
    let old = browser.page.value("digest").unwrap();
    // STEP1 is gone back to by the browser's own button, while STEP2 stands.
    browser.get("/entry").await;
    assert!(browser.page.body.contains("You have already confirmed this information."));
    browser.confirm(&[("user_name", "HOUMU HANAKO")]).await;
    assert_eq!(browser.path(), "/confirmation");
    assert!(browser.page.texts("value").contains(&"HOUMU HANAKO".to_owned()));
    // The older STEP2 is still open in another tab.
    browser.post("/confirmation", &[("do", "register"), ("digest", &old)]).await;
    assert_eq!(browser.path(), "/confirmation");
    assert!(browser.page.body.contains("The information has changed since you saw it."));
    browser.post("/confirmation", &[("do", "register"), ("digest", "none")]).await;
    assert!(browser.page.body.contains("The information has changed since you saw it."));
    // Registration again and again, and from tabs at every earlier step.
    let digest = browser.page.value("digest").unwrap();
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    for _ in 0..3 {
        browser.post("/confirmation", &[("do", "register"), ("digest", &digest)]).await;
        assert_eq!(
            (browser.path(), browser.page.user_id().unwrap()),
            ("/completion", user_id.clone())
        );
    }
    browser.confirm(&[]).await;
    assert_eq!(browser.page.user_id().unwrap(), user_id);
    assert!(browser.page.body.contains("Registration is already complete."));
    for path in ["/entry", "/confirmation", "/entry/municipality"] {
        browser.get(path).await;
        assert_eq!(browser.path(), "/completion");
    }
    // Back at the top page nothing of it is left.
    browser.post("/completion", &[]).await;
    for path in ["/entry", "/confirmation", "/completion"] {
        browser.get(path).await;
        assert_eq!(browser.path(), "/", "{path}");
    }
    browser.post("/confirmation", &[("do", "register"), ("digest", &digest)]).await;
    assert_eq!(browser.path(), "/");
    browser.begin().await;
    assert_eq!(browser.page.value("user_name").as_deref(), Some(""));
    site.end().await;
}

#[tokio::test]
async fn two_clicks_at_once_are_one_registration() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.fill_in().await;
    let clicks = (0..8).map(|_| {
        let mut tab = browser.clone();
        tokio::spawn(async move {
            tab.register().await;
            tab.page.user_id().unwrap()
        })
    });
    let mut user_ids = Vec::new();
    for click in clicks.collect::<Vec<_>>() {
        user_ids.push(click.await.unwrap());
    }
    user_ids.dedup();
    assert_eq!(user_ids.len(), 1);
    site.end().await;
}

#[tokio::test]
async fn time_runs_out_and_what_was_typed_stays() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    // Asked to keep it, a browser has it after more than an hour, and a click takes it up again.
    browser.confirm(&[("keep", "1")]).await;
    site.wait(3601);
    browser.register().await;
    assert_eq!(browser.path(), "/");
    assert!(browser.page.body.contains("Your time has run out. Start again."));
    browser.post("/category", &[("category", "applicant_at_counter")]).await;
    assert_eq!(browser.page.value("user_name").as_deref(), Some("HOUMU TARO"));
    browser.confirm(&[]).await;
    browser.register().await;
    assert_eq!(browser.path(), "/completion");
    // A session has an end too.
    site.wait(25 * 3600);
    browser.post("/completion", &[]).await;
    assert_eq!(browser.path(), "/");
    assert!(browser.page.body.contains("Your session has ended"));
    site.end().await;
}

#[tokio::test]
async fn a_restart_at_any_point_loses_nothing() {
    let mut site = Site::start().await;
    let mut browser = site.browser();
    browser.get("/").await;
    site.restart().await;
    browser.post("/category", &[("category", "applicant_at_counter")]).await;
    site.restart().await;
    let fields = crate::browser::sample(&[("do", "search")]);
    browser.post("/entry", &fields).await;
    site.restart().await;
    browser.post("/entry/municipality", &[("code", "131016")]).await;
    site.restart().await;
    assert_eq!(browser.get("/entry").await.value("phone").as_deref(), Some("0312345678"));
    browser.confirm(&[]).await;
    site.restart().await;
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    site.restart().await;
    assert_eq!(browser.get("/completion").await.user_id().unwrap(), user_id);
    let link = browser.mailed_link(&user_id).await;
    site.restart().await;
    let mut reader = site.browser();
    reader.get(&link).await;
    let parts =
        [("id", reader.page.value("id").unwrap()), ("token", reader.page.value("token").unwrap())];
    site.restart().await;
    let fields = [
        ("id", parts[0].1.as_str()),
        ("token", parts[1].1.as_str()),
        ("password", PASSWORD),
        ("password_confirmation", PASSWORD),
    ];
    reader.post("/password", &fields).await;
    assert_eq!(reader.path(), "/password/done");
    site.restart().await;
    reader.get("/login").await;
    reader.post("/login", &[("user_id", &user_id), ("password", PASSWORD)]).await;
    assert_eq!(reader.path(), "/account");
    site.restart().await;
    assert_eq!(reader.get("/account").await.user_id().unwrap(), user_id);
    // Exactly one mail has come of all this.
    let list = reader.get("/mailbox").await.body.matches("href=\"/mailbox/").count();
    assert_eq!(list, 1);
    site.end().await;
}

#[tokio::test]
async fn a_new_link_is_sent_to_who_knows_the_address() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.fill_in().await;
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    let old = browser.mailed_link(&user_id).await;
    let mut asker = site.browser();
    for (id, email) in
        [("bcdfg00000", "user01@ens-test.com"), (user_id.as_str(), "other@ens-test.com")]
    {
        asker.get("/password/request").await;
        asker.post("/password/request", &[("user_id", id), ("email", email)]).await;
        assert!(asker.page.body.contains("If the user ID and the email address match our records"));
    }
    asker.get("/password/request").await;
    asker
        .post("/password/request", &[("user_id", &user_id), ("email", "user01@ens-test.com")])
        .await;
    assert!(asker.page.body.contains("If the user ID and the email address match our records"));
    let mut new = old.clone();
    for _ in 0..200 {
        new = asker.mailed_link(&user_id).await;
        if new != old {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_ne!(new, old);
    let mut reader = site.browser();
    assert!(reader.get(&old).await.body.contains("This link cannot be used."));
    assert!(reader.get(&new).await.body.contains("name=\"password\""));
    site.end().await;
}

#[tokio::test]
async fn reports_of_a_page_that_overtake_each_other_leave_it_closed() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.fill_in().await;
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    let link = browser.mailed_link(&user_id).await;
    browser.get("/").await;
    let (_, rest) = browser.page.body.split_once("data-page=\"").unwrap();
    let page = rest[..64].to_owned();
    browser.page.path.clear();
    for (number, open, is_refused) in [(2, 0, false), (1, 1, false), (3, 1, true), (4, 0, false)] {
        let report = format!("page={page}&number={number}&open={open}");
        let kind = "application/x-www-form-urlencoded";
        let answer = browser.send("POST", "/presence", kind, report.as_bytes()).await;
        assert_eq!(answer.status, 204);
        let answer = browser.send("GET", &link, "", b"").await;
        assert_eq!(answer.body.contains("Close the top page"), is_refused, "report {number}");
    }
    // Another browser's report about it is nothing to it.
    let mut other = site.browser();
    other.get("/terms").await;
    let report = format!("page={page}&number=9&open=1");
    other.send("POST", "/presence", "text/plain", report.as_bytes()).await;
    assert!(browser.send("GET", &link, "", b"").await.body.contains("name=\"password\""));
    site.end().await;
}
