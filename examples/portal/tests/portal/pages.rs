//! What the script asks the portal, the switch of the language within forms, and the account's pages.

use toroku_portal::{SmtpConfig, SmtpTls};

use crate::browser::{Browser, Page, Site, sample};

const FIRST: &str = "Momiji ga kirei desu ne 2024";
const SECOND: &str = "Sakura mo kirei deshita ne 2025";
const FORM: &str = "application/x-www-form-urlencoded";

/// Asks what STEP1 asks of a field, without leaving the page.
async fn check(browser: &mut Browser, field: &str, changes: &[(&str, &str)]) -> Page {
    let csrf = browser.page.value("csrf").unwrap();
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("csrf", &csrf)
        .append_pair("field", field)
        .extend_pairs(sample(changes))
        .finish();
    browser.send("POST", "/entry/check", FORM, body.as_bytes()).await
}

/// Asks for the list under the municipality's field.
async fn options(browser: &mut Browser, changes: &[(&str, &str)]) -> String {
    let csrf = browser.page.value("csrf").unwrap();
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("csrf", &csrf)
        .extend_pairs(sample(changes))
        .finish();
    browser.send("POST", "/entry/municipality/options", FORM, body.as_bytes()).await.body
}

#[tokio::test]
async fn a_field_is_looked_at_by_the_engine_and_nothing_is_kept() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    for (field, changes, text) in [
        ("user_name", &[("user_name", "Houmu Taro")][..], "HOUMU TARO"),
        (
            "user_name",
            &[("user_name", "MÜLLER")],
            "value=\"user_name:0\" data-items=\"user_name=MUELLER\"",
        ),
        (
            "street_address",
            &[],
            "We changed letters, numbers and spaces to the wide form (Ａ, １) that Japanese addresses use.",
        ),
        ("email", &[("email", "taro@gmial.com")], "Did you mean taro@gmail.com?"),
        ("email_confirmation", &[("email", "other@ens-test.com")], "addresses do not match"),
        ("date_of_birth", &[("birth_day", "31"), ("birth_month", "2")], "must be a real date"),
        ("municipality", &[("municipality", "北海道札幌市")], "Select the ward too."),
        ("municipality", &[("municipality", "東京都府中市")], "Fuchu-shi, Tokyo"),
        ("phone", &[("phone", "")], "Enter your phone number."),
        ("terms", &[("terms", "older")], "The Terms of Use have changed."),
        ("phone", &[], "data-said=\"User contact information: there is no problem any more.\""),
    ] {
        let report = check(&mut browser, field, changes).await;
        assert_eq!(report.status, 200, "{field}");
        assert!(report.body.contains(text), "{field}: {}", report.body);
        assert!(report.body.contains(&format!("id=\"{field}-report\"")), "{field}");
        assert!(!report.body.contains("<html"), "{field}");
    }
    assert_eq!(browser.get("/entry").await.value("user_name").as_deref(), Some(""));
    // The password is no field of STEP1, and a form without the token is nobody's.
    for field in ["password", "nothing", ""] {
        assert_eq!(check(&mut browser, field, &[]).await.status, 404, "{field}");
    }
    let answer = browser.send("POST", "/entry/check", FORM, b"field=phone&phone=x").await;
    assert_eq!(answer.status, 403);
    let mut other = browser.clone();
    other.headers.push(("Sec-Fetch-Site".into(), "cross-site".into()));
    assert_eq!(check(&mut other, "phone", &[]).await.status, 403);
    site.end().await;
}

#[tokio::test]
async fn municipalities_are_found_while_typing_and_from_the_field() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    let found = options(&mut browser, &[("municipality", "sapporo chuo")]).await;
    assert!(found.contains("data-text=\"北海道札幌市中央区\""), "{found}");
    let many = options(&mut browser, &[("municipality", "ku")]).await;
    assert_eq!(many.matches("role=\"option\"").count(), 30);
    assert!(many.contains("The first 30 are shown."));
    let none = options(&mut browser, &[("municipality", "qqqq")]).await;
    assert!(none.contains("Nothing was found.") && !none.contains("option"));
    // Each brings along what stands behind it in an address, unless there is a street address.
    let address = ("municipality", "大阪市梅田3-1-1");
    let wards = options(&mut browser, &[address, ("street_address", "")]).await;
    assert_eq!(wards.matches("street address: 梅田３－１－１").count(), 24, "{wards}");
    assert!(wards.contains("&#38;street_address="));
    let wards = options(&mut browser, &[address, ("street_address", "梅田")]).await;
    assert!(!wards.contains("street"), "{wards}");
    // Without a script, Search takes along what was typed in the field; a choice needs no search.
    for (typed, address) in [
        ("sapporo chuo", "/entry/municipality?q=sapporo+chuo"),
        ("北海道札幌市中央区", "/entry/municipality"),
        ("", "/entry/municipality"),
    ] {
        browser.get("/entry").await;
        browser.post("/entry", &sample(&[("municipality", typed), ("do", "search")])).await;
        assert_eq!(browser.page.path, address);
    }
    // A full name is as good as a choice.
    browser.confirm(&[("municipality", "東京都府中市")]).await;
    assert_eq!(browser.path(), "/confirmation");
    assert!(browser.page.body.contains("東京都府中市"));
    site.end().await;
}

#[tokio::test]
async fn the_switch_keeps_what_was_typed() {
    let site = Site::start().await;
    let mut browser = site.browser();
    for (path, fields) in [
        ("/login", &[("user_id", "hdlpf38617")][..]),
        ("/password/request", &[("user_id", "hdlpf38617"), ("email", "user01@ens-test.com")]),
        ("/password/change", &[("user_id", "hdlpf38617")]),
    ] {
        browser.get(path).await;
        let sent = [fields, &[("password", "Momiji"), ("language", "ja")]].concat();
        browser.post(path, &sent).await;
        assert!(browser.page.body.contains("<html lang=\"ja\">"), "{path}");
        for (name, value) in fields {
            assert_eq!(browser.page.value(name).as_deref(), Some(*value), "{path}");
        }
        assert!(!browser.page.body.contains("Momiji"), "a password is never sent back");
        assert!(!browser.page.body.contains("class=\"error\""), "{path}");
        browser.post("/language", &[("language", "en"), ("back", path)]).await;
    }
    browser.begin().await;
    browser.get("/entry/municipality").await;
    let sent = [("prefecture", "13"), ("q", "府中"), ("language", "ja")];
    browser.post("/entry/municipality", &sent).await;
    assert_eq!(browser.page.value("q").as_deref(), Some("府中"));
    assert!(browser.page.body.contains("<html lang=\"ja\">"));
    assert!(browser.page.body.contains("東京都"));
    site.end().await;
}

#[tokio::test]
async fn what_is_missing_is_told_before_a_link_is_asked_for() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.get("/password/request").await;
    browser.post("/password/request", &[("user_id", "hdlpf38617"), ("email", " ")]).await;
    assert!(browser.page.body.contains("<title>Error: "));
    assert!(browser.page.body.contains("Enter your email address."));
    assert_eq!(browser.page.body.matches("class=\"error\"").count(), 1);
    assert_eq!(browser.page.value("user_id").as_deref(), Some("hdlpf38617"));
    site.end().await;
}

#[tokio::test]
async fn an_expired_link_leads_to_a_new_one() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.fill_in().await;
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    let link = browser.mailed_link(&user_id).await;
    site.wait(25 * 3600);
    let mut reader = site.browser();
    reader.get(&link).await;
    assert!(reader.page.body.contains("This link has expired."));
    assert!(reader.page.body.contains("<title>Error: "));
    assert!(reader.page.body.contains("href=\"/password/request\""));
    // The switch of the language opens the same link.
    let back = reader.page.value("back").unwrap();
    assert_eq!(back, link);
    reader.post("/language", &[("language", "ja"), ("back", &back)]).await;
    assert!(reader.page.body.contains("リンクの期限が切れました"));
    assert!(reader.get("/login").await.body.contains("href=\"/password/request\""));
    site.end().await;
}

/// A registration with its password set and logged in.
async fn logged_in(site: &Site) -> (Browser, String) {
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
        ("token", token.as_str()),
        ("password", FIRST),
        ("password_confirmation", FIRST),
    ];
    reader.post("/password", &fields).await;
    reader.get("/login").await;
    reader.post("/login", &[("user_id", &user_id), ("password", FIRST)]).await;
    assert_eq!(reader.path(), "/account");
    (reader, user_id)
}

#[tokio::test]
async fn a_password_is_changed_after_login_and_its_end_is_shown() {
    let site = Site::start().await;
    let (mut browser, user_id) = logged_in(&site).await;
    assert!(browser.page.body.contains("Your password is valid until "));
    assert!(!browser.page.body.contains("Days until your password expires"));
    let other = browser.clone();
    let change = |current, password, confirmation| {
        [("current", current), ("password", password), ("password_confirmation", confirmation)]
    };
    for (fields, text) in [
        (change("not this one at all", SECOND, SECOND), "The user ID or password is not correct."),
        (change(FIRST, "short", "shirt"), "Use 15 characters or more."),
        (change(FIRST, SECOND, FIRST), "The passwords do not match."),
    ] {
        browser.get("/password/change").await;
        assert!(browser.page.body.contains("15 to "), "the rules are shown before typing");
        browser.post("/password/change", &fields).await;
        assert!(browser.page.body.contains("<title>Error: "), "{text}");
        assert!(browser.page.body.contains(text), "{text}");
        for password in [FIRST, SECOND, "shirt"] {
            assert!(!browser.page.body.contains(password), "{text}");
        }
    }
    browser.post("/password/change", &change(FIRST, SECOND, SECOND)).await;
    assert_eq!(browser.path(), "/account");
    assert!(browser.page.body.contains("Your password has been changed."));
    assert_eq!(browser.page.user_id().as_deref(), Some(user_id.as_str()));
    // The cookie of before is nobody's any more.
    assert_eq!(other.clone().get("/account").await.path.split('?').next(), Some("/login"));
    // Near its end the account page says so.
    site.wait(340 * 86_400);
    let mut later = site.browser();
    later.get("/login").await;
    later.post("/login", &[("user_id", &user_id), ("password", SECOND)]).await;
    assert!(later.page.body.contains("Days until your password expires: "));
    // Past it, it can be changed without logging in, and no other way than by who knows it.
    site.wait(30 * 86_400);
    let mut later = site.browser();
    later.get("/login").await;
    later.post("/login", &[("user_id", &user_id), ("password", SECOND)]).await;
    assert!(later.page.body.contains("Your password has expired."));
    assert!(later.page.body.contains("href=\"/password/change\""));
    later.get("/password/change").await;
    for (id, current) in [("nobody", SECOND), ("bcdfg00000", SECOND), (user_id.as_str(), FIRST)] {
        let fields = [&[("user_id", id)][..], &change(current, FIRST, FIRST)].concat();
        later.post("/password/change", &fields).await;
        assert!(later.page.body.contains("The user ID or password is not correct."), "{id}");
    }
    let fields = [&[("user_id", user_id.as_str())][..], &change(SECOND, FIRST, FIRST)].concat();
    later.post("/password/change", &fields).await;
    assert_eq!(later.path(), "/password/done");
    later.get("/login").await;
    later.post("/login", &[("user_id", &user_id), ("password", FIRST)]).await;
    assert_eq!(later.path(), "/account");
    site.end().await;
}

#[tokio::test]
async fn style_and_script_are_kept_for_ever_under_a_name_of_their_own() {
    let site = Site::start().await;
    let mut browser = site.browser();
    let page = browser.get("/terms").await.clone();
    for (extension, kind) in [("css", "text/css"), ("js", "text/javascript")] {
        let (_, rest) = page.body.split_once("=\"/assets/portal-").unwrap();
        let other = page.body.split("=\"/assets/portal-").nth(2).unwrap();
        let rest = if rest.split('"').next().unwrap().ends_with(extension) { rest } else { other };
        let name = format!("/assets/portal-{}", rest.split('"').next().unwrap());
        assert!(name.ends_with(extension), "{name}");
        let file = browser.send("GET", &name, "", b"").await;
        assert!(file.header("content-type").unwrap().starts_with(kind));
        assert!(file.header("cache-control").unwrap().contains("immutable"));
        // A page of another version gets this one's and is not to keep it.
        let older = format!("/assets/portal-0000000000000000.{extension}");
        let older = browser.send("GET", &older, "", b"").await;
        assert_eq!((older.body, older.status), (file.body.clone(), 200));
        assert!(older.headers.iter().any(|(_, value)| value == "no-cache"));
    }
    site.end().await;
}

/// The first words of a page with a reading in brackets, where HTML could have it above the kanji.
fn reading_in_brackets(html: &str) -> Option<&str> {
    let holds_no_elements = ["pre", "script", "option"];
    html.split('<').find(|part| {
        let Some((tag, text)) = part.split_once('>') else { return false };
        let name = tag.split(' ').next().unwrap();
        let stays = holds_no_elements.contains(&name) || tag.contains("translate=\"no\"");
        let mut brackets = text.match_indices('（');
        let follows_kanji = |index: usize| text[..index].ends_with(|c| ('一'..='龯').contains(&c));
        let is_reading = |rest: &str| rest[3..].starts_with(|c| ('ぁ'..='ん').contains(&c));
        !stays && brackets.any(|(index, _)| follows_kanji(index) && is_reading(&text[index..]))
    })
}

#[tokio::test]
async fn no_page_in_plain_japanese_leaves_a_reading_in_brackets() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.headers = vec![("Accept-Language".into(), "ja-x-easy".into())];
    let mut looked_at = 0;
    let mut look = |page: &Page| {
        looked_at += page.body.matches("<ruby>").count();
        assert_eq!(reading_in_brackets(&page.body), None, "{}", page.path);
    };
    assert!(reading_in_brackets("<p>登録（とうろく）</p>").is_some());
    for path in [
        "/",
        "/guidance/foreign_national",
        "/documents/eligible",
        "/terms",
        "/login",
        "/password/request",
        "/password/change",
        "/password?id=nobody&token=none",
        "/password/done",
        "/nothing",
    ] {
        look(browser.get(path).await);
    }
    browser.begin().await;
    look(&browser.page);
    look(browser.get("/entry/municipality?q=chuo").await);
    browser.get("/entry").await;
    browser.confirm(&[("email", ""), ("user_name", "MÜLLER")]).await;
    look(&browser.page);
    browser.confirm(&[("user_name", "Houmu Taro")]).await;
    look(&browser.page);
    browser.register().await;
    look(&browser.page);
    let user_id = browser.page.user_id().unwrap();
    browser.mailed_link(&user_id).await;
    look(browser.get("/mailbox").await);
    assert!(looked_at > 300, "{looked_at}");
    site.end().await;
}

#[tokio::test]
async fn plain_japanese_has_its_readings_above_the_kanji() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.headers = vec![("Accept-Language".into(), "ja-x-easy".into())];
    browser.begin().await;
    browser.confirm(&[("phone", "")]).await;
    let body = &browser.page.body;
    assert!(
        body.contains(
            "<ruby>登録<rp>（</rp><rt aria-hidden=\"true\">とうろく</rt><rp>）</rp></ruby>"
        )
    );
    let (_, title) = body.split_once("<title>").unwrap();
    let (title, _) = title.split_once("</title>").unwrap();
    assert!(
        title.starts_with("エラー：利用者情報を書く（STEP1）"),
        "a title holds no elements: {title}"
    );
    assert!(body.contains("data-said=\"電話番号を書いてください。"), "nor does what is read aloud");
    browser.confirm(&[("street_address", "緑（みどり）町")]).await;
    let body = &browser.page.body;
    // What a person typed is shown as typed.
    assert!(body.contains(">緑（みどり）町</"));
    // An option is read, and holds no elements: the readings stay in brackets.
    let search = browser.get("/entry/municipality").await;
    assert!(
        search
            .body
            .contains("<option value=\"\">全部（ぜんぶ）の都道府県（とどうふけん）</option>")
    );
    site.end().await;
}

/// The choices of sex and user type are in Japanese and English, as the manual has them: who reads neither is told in
/// the page's language what they say.
#[tokio::test]
async fn a_choice_is_explained_in_the_language_of_the_page() {
    let site = Site::start().await;
    for (language, is_explained) in [("ja-x-easy", true), ("en", false), ("ja", false)] {
        let mut browser = site.browser();
        browser.headers = vec![("Accept-Language".into(), language.into())];
        browser.fill_in().await;
        for path in ["/entry", "/confirmation"] {
            let step = browser.get(path).await;
            assert_eq!(step.status, 200, "{language}");
            let explained = step.body.matches("<rt aria-hidden=\"true\">おとこ</rt>").count()
                + step.body.matches("をメールでもらいたい<ruby>人<").count();
            assert_eq!(explained, if is_explained { 2 } else { 0 }, "{language}: {}", step.body);
        }
    }
    site.end().await;
}

#[tokio::test]
async fn a_page_is_compressed_only_where_no_text_of_the_address_can_be_in_it() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.fill_in().await;
    browser.headers.push(("Accept-Encoding".into(), "gzip".into()));
    let script =
        browser.page.body.split("src=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for (path, is_compressed) in [
        ("/", true),
        ("/entry", true),
        ("/entry?checked=1", true),
        ("/confirmation", true),
        ("/terms", true),
        (&script, true),
        ("/entry?checked=1&x=HOUMU", false),
        ("/confirmation?csrf=0", false),
        ("/entry/municipality?q=chuo", false),
        ("/documents/eligible", false),
        ("/HOUMU", false),
        ("/password?id=x&token=y", false),
    ] {
        let (head, body) = browser.raw(path).await;
        assert_eq!(head.contains("content-encoding: gzip"), is_compressed, "{path}\n{head}");
        assert!(!is_compressed || body.len() < 12_000, "{path}: {}", body.len());
    }
    site.end().await;
}

/// A coding that nobody has is no reason to say of what was done that it was not.
#[tokio::test]
async fn whatever_coding_is_asked_for_the_answer_is_what_was_done() {
    let site = Site::start().await;
    for coding in ["identity;q=0", "br, *;q=0", "gzip;q=0, *;q=0", "*", "x", ",;=", ""] {
        let mut browser = site.browser();
        browser.headers.push(("Accept-Encoding".into(), coding.into()));
        browser.fill_in().await;
        browser.register().await;
        assert!(browser.page.user_id().is_some(), "{coding}: {}", browser.page.status);
        for path in ["/", "/terms", "/assets/icon.svg"] {
            let (head, _) = browser.raw(path).await;
            assert!(head.starts_with("http/1.1 200"), "{coding}\n{head}");
            assert!(!head.contains("content-encoding"), "{coding}\n{head}");
        }
    }
    site.end().await;
}

#[tokio::test]
async fn step2_offers_what_an_address_may_have_been_meant_to_be() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    let typo = "taro@gmial.com";
    browser.confirm(&[("email", typo), ("email_confirmation", typo)]).await;
    assert_eq!(browser.path(), "/confirmation");
    assert!(browser.page.body.contains("Chuo-ku, Sapporo-shi, Hokkaido"));
    assert!(browser.page.body.contains("name=\"use\" value=\"email:0\""));
    browser.post("/confirmation", &[("use", "email:0")]).await;
    assert_eq!(browser.path(), "/confirmation");
    assert!(browser.page.body.contains(">taro@gmail.com<") && !browser.page.body.contains(typo));
    assert!(!browser.page.body.contains("name=\"use\""));
    // One that is not offered changes nothing.
    browser.post("/confirmation", &[("use", "email:7")]).await;
    assert_eq!(browser.path(), "/confirmation");
    browser.register().await;
    assert_eq!(browser.path(), "/completion");
    browser.post("/confirmation", &[("use", "email:0")]).await;
    assert_eq!(browser.path(), "/completion");
    site.end().await;
}

#[tokio::test]
async fn step3_says_what_to_do_next_and_names_the_person_on_paper() {
    let site = Site::with(|config| {
        config.mail.smtp = Some(SmtpConfig {
            host: "127.0.0.1".into(),
            port: 9,
            tls: SmtpTls::None,
            ca_file: None,
            login: None,
            from: "registration@office.example".into(),
        });
    })
    .await;
    let mut browser = site.browser();
    browser.fill_in().await;
    browser.register().await;
    let body = &browser.page.body;
    let (_, rest) = body.split_once("<ol class=\"next\">").unwrap();
    let (steps, after) = rest.split_once("</ol>").unwrap();
    assert_eq!(steps.matches("<li>").count(), 4);
    for words in ["registration@office.example", "spam folder", "within 24 hours"] {
        assert!(steps.contains(words), "{words}");
    }
    assert!(after.contains("href=\"/password/request\""));
    let (_, printed) = body.split_once("class=\"printed\"").unwrap();
    assert!(printed.split("</dl>").next().unwrap().contains("HOUMU TARO"));
    // The page that makes the link fail is not what the page leads to.
    assert!(body.contains("class=\"button secondary\" aria-describedby=\"top-hint\""));
    site.end().await;
}

#[tokio::test]
async fn what_is_wrong_is_announced_by_one_element_and_focused_by_another() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    browser.confirm(&[("email", ""), ("email_confirmation", ""), ("phone", "")]).await;
    let body = &browser.page.body;
    let (header, rest) = body.split_once("</header>").unwrap();
    assert!(header.contains("not the real service"), "said before anything is entered");
    let (_, summary) =
        rest.split_once("<div class=\"summary\" tabindex=\"-1\" autofocus>").unwrap();
    assert!(summary.trim_start().starts_with("<div role=\"alert\">"));
    let lines: Vec<_> = summary.split("<li ").skip(1).take(3).collect();
    assert!(
        lines[0].contains(">User contact information: Enter your phone number.<"),
        "{}",
        lines[0]
    );
    assert!(lines[1].contains(">Enter your email address.<"), "{}", lines[1]);
    site.end().await;
}
