//! What anybody may send: too much, too odd, from somewhere else. Never an error of the portal's own.

use crate::browser::{Site, sample};

#[tokio::test]
async fn every_problem_is_shown_and_every_text_kept() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    browser.post("/entry", &[("do", "confirm")]).await;
    assert_eq!(browser.page.body.matches("class=\"error\"").count(), 10);
    let long = "あ".repeat(3000);
    for (changes, text) in [
        (&[("user_name", "JOSÉ")][..], "Enter your name as in the two lines with"),
        (&[("user_name", "HOUMU\u{202E}TARO")], "U+202E"),
        (&[("user_name", "HOUMU\u{7}TARO")], "U+0007"),
        (&[("user_name", "<script>alert(1)</script>")], "Use only the letters A to Z"),
        (&[("sex", "other")], "Select your sex"),
        (&[("birth_month", "")], "Enter the Month of your date of birth."),
        (
            &[("birth_month", "２"), ("birth_day", "30")],
            "Date of birth must be a real date in numbers. Check the Day.",
        ),
        (&[("birth_year", "2999")], "Enter the year of the Western calendar, as in your passport."),
        (&[("municipality", "999999")], "Select a municipality from the list."),
        (&[("municipality", "北海道札幌市")], "Select the ward too."),
        (&[("street_address", &long)], "now 3000"),
        (&[("street_address", "𠮷野町1-1")], "Use this"),
        (&[("phone", "03-1234-567890123")], "Phone number must be 12 digits or fewer"),
        (
            &[("email", "a@b"), ("email_confirmation", "a@b")],
            "Enter an email address in the correct format",
        ),
        (&[("email_confirmation", "user02@ens-test.com")], "The email addresses do not match."),
        (&[("user_type", "somebody")], "Select your user type"),
        (&[("terms", "older")], "The Terms of Use have changed."),
    ] {
        browser.confirm(changes).await;
        assert_eq!((browser.path(), browser.page.status), ("/entry", 200), "{text}");
        assert!(browser.page.body.contains(text), "{text}: {}", browser.page.body);
        assert_eq!(browser.page.body.matches("class=\"error\"").count(), 1, "{text}");
        for (name, value) in
            changes.iter().filter(|(name, _)| !["sex", "user_type", "terms"].contains(name))
        {
            let kept = browser.page.value(name).unwrap();
            assert!(kept == *value || (value.len() > 4096 && value.starts_with(&kept)), "{name}");
        }
        assert!(!browser.page.body.contains("<script>"));
    }
    site.end().await;
}

#[tokio::test]
async fn a_suggestion_is_taken_by_its_button() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    browser.confirm(&[("user_name", "JOSÉ O'BRIEN"), ("phone", "")]).await;
    assert_eq!(browser.page.value("use").as_deref(), Some("user_name:0"));
    let fields = sample(&[("user_name", "JOSÉ O'BRIEN"), ("phone", ""), ("use", "user_name:0")]);
    browser.post("/entry", &fields).await;
    assert_eq!(browser.page.value("user_name").as_deref(), Some("JOSE OBRIEN"));
    assert_eq!(
        browser.page.body.matches("class=\"error\"").count(),
        1,
        "the phone is still missing"
    );
    // Only the engine's own suggestions can be taken.
    for offer in
        ["user_name:7", "user_name:x", "nothing:0", "user_name", ":", "terms:0", "birth_year:0"]
    {
        let fields = sample(&[("use", offer)]);
        browser.post("/entry", &fields).await;
        assert_eq!((browser.path(), browser.page.status), ("/entry", 200), "{offer}");
        assert_eq!(browser.page.value("user_name").as_deref(), Some("HOUMU TARO"), "{offer}");
    }
    // A likely slip, typed twice, is corrected twice.
    let typed = [("email", "taro@gmial.com"), ("email_confirmation", "taro@gmial.com")];
    browser.confirm(&typed).await;
    assert!(browser.page.body.contains("Did you mean taro@gmail.com?"));
    let fields = sample(&[typed[0], typed[1], ("use", "email:0")]);
    browser.post("/entry", &fields).await;
    assert_eq!(browser.page.value("email").as_deref(), Some("taro@gmail.com"));
    assert_eq!(browser.page.value("email_confirmation").as_deref(), Some("taro@gmail.com"));
    // A day goes into its three boxes.
    let typed = [("birth_year", "昭和60年1月2日"), ("birth_month", ""), ("birth_day", "")];
    browser.confirm(&typed).await;
    assert!(browser.page.body.contains("Did you mean 1985-01-02?"));
    let fields = sample(&[typed[0], typed[1], typed[2], ("use", "birth_year:0")]);
    browser.post("/entry", &fields).await;
    let boxes = ["birth_year", "birth_month", "birth_day"].map(|name| browser.page.value(name));
    assert_eq!(boxes, ["1985", "01", "02"].map(|text| Some(text.to_owned())));
    site.end().await;
}

const ADDRESS: &str = "〒163-8001 東京都新宿区西新宿2-8-1";

#[tokio::test]
async fn a_pasted_address_fills_two_fields_once_it_is_taken() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    let typed = [("municipality", ADDRESS), ("street_address", "")];
    browser.confirm(&typed).await;
    assert_eq!(browser.page.value("municipality").as_deref(), Some(ADDRESS));
    assert_eq!(browser.page.value("street_address").as_deref(), Some(""), "nothing is filled in");
    let offered = "The rest is entered in the street address: 西新宿２－８－１";
    assert!(browser.page.body.contains(offered), "{}", browser.page.body);
    let items = form_urlencoded::Serializer::new(String::new())
        .append_pair("municipality", "東京都新宿区")
        .append_pair("street_address", "西新宿２－８－１")
        .finish();
    let items = format!("data-items=\"{}\"", items.replace('&', "&#38;"));
    assert!(browser.page.body.contains(&items), "{items}: {}", browser.page.body);
    browser.post("/entry", &sample(&[typed[0], typed[1], ("use", "municipality:0")])).await;
    assert_eq!(browser.page.value("municipality").as_deref(), Some("東京都新宿区"));
    assert_eq!(browser.page.value("street_address").as_deref(), Some("西新宿２－８－１"));
    assert_eq!(browser.page.body.matches("class=\"error\"").count(), 0);
    // What is typed for the street stays.
    let typed = [("municipality", ADDRESS), ("street_address", "西新宿1")];
    browser.confirm(&typed).await;
    assert!(!browser.page.body.contains("The rest is entered"));
    browser.post("/entry", &sample(&[typed[0], typed[1], ("use", "municipality:0")])).await;
    assert_eq!(browser.page.value("municipality").as_deref(), Some("東京都新宿区"));
    assert_eq!(browser.page.value("street_address").as_deref(), Some("西新宿1"));
    site.end().await;
}

#[tokio::test]
async fn the_window_takes_what_people_paste() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    for query in ["160-0022", "Shinjuku City, Tokyo", "新宿區", "新宿"] {
        browser.post("/entry", &sample(&[("municipality", query), ("do", "search")])).await;
        assert_eq!(browser.page.value("q").as_deref(), Some(query));
        assert!(browser.page.body.contains("value=\"131041\""), "{query}");
        assert!(!browser.page.body.contains("The rest is entered"), "{query}");
    }
    // An address is in no address of a page, from the field nor from the window.
    for from_field in [true, false] {
        browser.post("/entry", &sample(&[("municipality", ""), ("street_address", "")])).await;
        if from_field {
            let typed = [("municipality", ADDRESS), ("street_address", ""), ("do", "search")];
            browser.post("/entry", &sample(&typed)).await;
        } else {
            browser.get("/entry/municipality").await;
            browser.post("/entry/municipality", &[("q", ADDRESS)]).await;
        }
        assert_eq!(browser.page.path, "/entry/municipality?typed=1");
        assert_eq!(browser.page.value("q").as_deref(), Some(ADDRESS));
        assert!(browser.page.body.contains("street address: 西新宿２－８－１"));
        browser.post("/entry/municipality", &[("code", "131041")]).await;
        assert!(browser.page.body.contains("東京都新宿区"), "{}", browser.page.body);
        assert_eq!(browser.page.value("street_address").as_deref(), Some("西新宿２－８－１"));
    }
    site.end().await;
}

#[tokio::test]
async fn changed_terms_are_agreed_to_anew() {
    let mut site = Site::start().await;
    let mut browser = site.browser();
    browser.fill_in().await;
    site.config.terms_version = "sample-2".into();
    site.restart().await;
    browser.register().await;
    assert_eq!(browser.path(), "/entry");
    assert!(browser.page.body.contains("The Terms of Use have changed."));
    assert_eq!(browser.page.value("terms").as_deref(), Some("sample-2"));
    browser.confirm(&[("terms", "sample-2")]).await;
    browser.register().await;
    assert_eq!(browser.path(), "/completion");
    site.end().await;
}

#[tokio::test]
async fn forms_from_elsewhere_are_refused() {
    let site = Site::start().await;
    let mut browser = site.browser();
    // Without a session.
    let form = "application/x-www-form-urlencoded";
    let answer = browser.clone().send("POST", "/confirmation", form, b"do=register").await;
    assert_eq!((answer.status, answer.header("location")), (303, Some("/?notice=session")));
    browser.fill_in().await;
    let digest = browser.page.value("digest").unwrap();
    // With a session, without its token.
    let body = format!("do=register&digest={digest}");
    let answer = browser.send("POST", "/confirmation", form, body.as_bytes()).await;
    assert_eq!(answer.status, 403);
    assert!(answer.body.contains("This page is out of date"));
    // With the token, from another site, as the browser says.
    for (name, value) in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")] {
        let mut other = browser.clone();
        other.headers.push((name.into(), value.into()));
        let page = other.post("/confirmation", &[("do", "register"), ("digest", &digest)]).await;
        assert_eq!(page.status, 403);
    }
    // Nothing of this has registered anything.
    browser.get("/confirmation").await;
    assert_eq!(browser.path(), "/confirmation");
    site.end().await;
}

#[tokio::test]
async fn too_much_is_answered_with_a_page() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    // All items at the engine's limit, percent-encoded, still fit.
    let long = "あ".repeat(1365);
    let names = ["user_name", "street_address", "phone", "email", "email_confirmation"];
    let changes: Vec<_> = names.iter().map(|name| (*name, long.as_str())).collect();
    browser.confirm(&changes).await;
    assert_eq!((browser.path(), browser.page.status), ("/entry", 200));
    for length in [300 * 1024, 8 * 1024 * 1024] {
        let body = format!("user_name={}", "A".repeat(length));
        let page = browser
            .send("POST", "/entry", "application/x-www-form-urlencoded", body.as_bytes())
            .await;
        assert_eq!(page.status, 413);
        assert!(page.body.contains("Too much was sent"));
    }
    browser.get("/entry").await;
    assert_eq!(browser.page.value("user_name").map(|kept| kept.chars().count()), Some(1365));
    site.end().await;
}

#[tokio::test]
async fn nothing_sent_is_an_error_of_the_portal() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    let odd = [
        "",
        "%00",
        "%FF%FE",
        "=",
        "&&&",
        "a=b=c",
        "user_name=%ED%A0%80",
        "do=search&do=back",
        "use=%F0%9F%92%A9:0",
        "language=xx",
        "language=../../etc",
        "birth_year=99999999999999999999&birth_month=-1&birth_day=0.5",
    ];
    for path in [
        "/entry",
        "/entry/check",
        "/entry/municipality",
        "/entry/municipality/options",
        "/confirmation",
        "/completion",
        "/category",
        "/password",
        "/password/change",
        "/login",
        "/logout",
        "/password/closed",
        "/password/request",
        "/language",
        "/presence",
    ] {
        for body in odd {
            browser.get("/").await;
            let csrf = browser.page.value("csrf").unwrap();
            let body = format!("csrf={csrf}&{body}");
            let kind = "application/x-www-form-urlencoded";
            let page = browser.send("POST", path, kind, body.as_bytes()).await;
            assert!(page.status < 500, "{path} {body}: {}", page.status);
        }
    }
    for query in [
        "?",
        "?checked",
        "?notice=%FF",
        "?prefecture=999&q=%00",
        "?typed=1&q=x",
        "?q=%E3%81",
        "?id=&token=",
        "?id=bcdfg00000&token=x",
    ] {
        for path in [
            "/",
            "/entry",
            "/entry/municipality",
            "/confirmation",
            "/completion",
            "/password",
            "/password/change",
            "/login",
            "/account",
            "/terms",
        ] {
            let page = browser.send("GET", &format!("{path}{query}"), "", b"").await;
            assert!(page.status < 500, "{path}{query}: {}", page.status);
        }
    }
    let mut broken = browser.clone();
    broken.cookies.insert("toroku_session".into(), "zz".repeat(32));
    assert_eq!(broken.get("/").await.status, 200);
    site.end().await;
}

#[tokio::test]
async fn errors_and_pages_are_in_the_language_asked_for() {
    let site = Site::start().await;
    for (asked, lang, text) in [
        ("ja", "ja", "ページが見つかりません"),
        ("en-GB,ja;q=0.5", "en", "Page not found"),
        ("ja-x-easy", "ja-x-easy", "ページがありません"),
        ("xx", "en", "Page not found"),
    ] {
        let mut browser = site.browser();
        browser.headers = vec![("Accept-Language".into(), asked.into())];
        for path in [
            "/nothing",
            "/mailbox/999",
            "/mailbox/x",
            "/guidance/nobody",
            "/documents/x",
            "/assets/x",
        ] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 404, "{path}");
            assert!(
                page.body.contains(text) && page.body.contains(&format!("<html lang=\"{lang}\">")),
                "{path}"
            );
        }
        for path in ["/category", "/staff/logout", "/staff/people/bcdfg00000/lock"] {
            let page = browser.send("GET", path, "", b"").await;
            assert_eq!((page.status, page.header("allow")), (405, Some("POST")), "{path}");
            assert!(page.body.contains(&format!("<html lang=\"{lang}\">")), "{path}");
        }
    }
    // The choice outlives what the browser asks for, and leads back to the same page, nowhere else.
    let mut browser = site.browser();
    browser.get("/terms").await;
    browser.post("/language", &[("language", "ja-x-easy"), ("back", "/terms")]).await;
    assert_eq!(browser.path(), "/terms");
    assert!(browser.page.body.contains("<html lang=\"ja-x-easy\">"));
    browser.post("/language", &[("language", "en"), ("back", "//evil.example")]).await;
    assert_eq!(browser.path(), "/");
    site.end().await;
}

#[tokio::test]
async fn every_page_carries_its_headers() {
    let site = Site::start().await;
    let mut browser = site.browser();
    for path in
        ["/", "/terms", "/login", "/nothing", "/documents/eligible", "/guidance/foreign_national"]
    {
        let page = browser.get(path).await;
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert_eq!(page.header("referrer-policy"), Some("same-origin"));
        assert!(!page.body.contains("style=\"") && !page.body.contains("<script>"));
    }
    let cookie = site.browser().send("GET", "/", "", b"").await;
    let cookie = cookie.header("set-cookie").unwrap().to_owned();
    assert!(cookie.ends_with("; HttpOnly; SameSite=Lax; Path=/"), "{cookie}");
    site.end().await;
}

#[tokio::test]
async fn the_home_page_without_a_script_is_left_by_going_on() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.fill_in().await; // through the home page
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    let link = browser.mailed_link(&user_id).await;
    let home = browser.clone().get("/").await.clone();
    browser.page.path.clear();
    assert!(browser.get(&link).await.body.contains("Close the top page and the login page"));
    // Going on from the home page to another page of the portal is leaving it.
    browser.page = home;
    browser.get("/terms").await;
    browser.page.path.clear();
    assert!(browser.get(&link).await.body.contains("name=\"password\""));
    site.end().await;
}
