//! The office's API as an app on a phone sees it: registering once a key whatever happens, and every refusal.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};
use toroku::{Code, Field, Language, Problem};

use crate::browser::{Page, Site};
use crate::operator_office::{ask, command};
use crate::phone::{App, confirmed, key, parsed};

const PROBLEM: &str = "application/problem+json";
const PASSWORD: &str = "Momiji ga kirei desu ne 2024";

fn user_id(page: &Page) -> String {
    parsed(page)["user_id"].as_str().unwrap_or_else(|| panic!("{}", page.body)).to_owned()
}

/// The problem's name, by a page that is one.
fn problem(page: &Page) -> String {
    assert_eq!(page.header("content-type"), Some(PROBLEM), "{}", page.body);
    let body = parsed(page);
    assert_eq!(body["status"], page.status);
    assert!(!body["title"].as_str().unwrap().is_empty());
    body["type"].as_str().unwrap().strip_prefix("/api/v1/#").unwrap().to_owned()
}

#[tokio::test]
async fn from_a_phone_to_the_login_with_restarts_between() {
    let mut site = Site::start().await;
    let mut app = App::of(&site);
    let (key, body) = (key(1), confirmed(json!({})));
    assert_eq!(app.get(&format!("/api/v1/registrations/{key}")).await.status, 404);
    let first = app.register(&key, &body).await;
    assert_eq!((first.status, first.header("content-type")), (201, Some("application/json")));
    let user_id = user_id(&first);
    assert!(user_id.parse::<toroku::UserId>().is_ok());
    for _ in 0..2 {
        let again = app.register(&key, &body).await;
        assert_eq!((again.status, &again.body), (200, &first.body));
        let quoted = app.register(&format!("\"{key}\""), &body).await;
        assert_eq!((quoted.status, &quoted.body), (200, &first.body));
        let shown = app.get(&format!("/api/v1/registrations/{key}")).await;
        assert_eq!((shown.status, &shown.body), (200, &first.body));
        site.restart().await;
    }
    // Days later, when the session that it was registered in is long forgotten; and under new terms.
    site.wait(40 * 86_400);
    site.config.terms_version = "sample-2".into();
    site.restart().await;
    let again = app.register(&key, &body).await;
    assert_eq!((again.status, &again.body), (200, &first.body));
    site.end().await;
}

#[tokio::test]
async fn the_mail_of_a_phone_sets_the_password() {
    let site = Site::start().await;
    let mut app = App::of(&site);
    let user_id = user_id(&app.register(&key(1), &confirmed(json!({}))).await);
    let mut browser = site.browser();
    let link = browser.mailed_link(&user_id).await;
    browser.get(&link).await;
    let (id, token) = (browser.page.value("id").unwrap(), browser.page.value("token").unwrap());
    let password = [("password", PASSWORD), ("password_confirmation", PASSWORD)];
    let link = [("id", id.as_str()), ("token", token.as_str())];
    browser.post("/password", &[&link[..], &password[..]].concat()).await;
    assert_eq!(browser.path(), "/password/done");
    browser.get("/login").await;
    browser.post("/login", &[("user_id", &user_id), ("password", PASSWORD)]).await;
    assert_eq!(browser.path(), "/account");
    site.end().await;
}

#[tokio::test]
async fn a_key_is_registered_once_and_for_one_body() {
    let site = Site::start().await;
    let mut app = App::of(&site);
    // What was refused is not registered: the key is free for what is corrected.
    let refused = app.register(&key(1), &confirmed(json!({"sex": ""}))).await;
    assert_eq!((refused.status, problem(&refused).as_str()), (422, "refused"));
    let first = app.register(&key(1), &confirmed(json!({}))).await;
    assert_eq!(first.status, 201);
    for changes in [
        json!({"user_name": "HOUMU HANAKO"}),
        json!({"email": "user02@ens-test.com"}),
        json!({"language": "ja"}),
        // What no check would pass is still another body.
        json!({"sex": ""}),
        json!({"terms": "sample-2"}),
    ] {
        let other = app.register(&key(1), &confirmed(changes)).await;
        assert_eq!((other.status, problem(&other).as_str()), (409, "other-body"));
        assert!(!other.body.contains(&user_id(&first)));
    }
    assert_eq!(app.register(&key(1), &confirmed(json!({}))).await.body, first.body);
    // The same body under another key is another registration.
    let second = app.register(&key(2), &confirmed(json!({}))).await;
    assert_eq!(second.status, 201);
    assert_ne!(user_id(&first), user_id(&second));
    site.end().await;
}

/// A phone that has not heard of it sends its submission again.
#[tokio::test]
async fn an_erased_persons_key_registers_nobody_anew() {
    let mut site = Site::start().await;
    let mut app = App::of(&site);
    let body = confirmed(json!({}));
    let user_id = user_id(&app.register(&key(1), &body).await);
    command(&site.config, &["erase", &user_id, "--yes"]).await.unwrap();
    for _ in 0..2 {
        for body in [&body, &confirmed(json!({"sex": "female"}))] {
            let gone = app.register(&key(1), body).await;
            assert_eq!((gone.status, problem(&gone).as_str()), (410, "erased"));
        }
        let shown = app.get(&format!("/api/v1/registrations/{}", key(1))).await;
        assert_eq!((shown.status, problem(&shown).as_str()), (410, "erased"));
        site.restart().await;
    }
    let count = "SELECT CAST(count(*) AS TEXT) FROM registrations";
    assert_eq!(ask(&site.config, count).await.unwrap(), ["0"]);
    // The person may come back, by a registration of its own.
    assert_eq!(app.register(&key(2), &body).await.status, 201);
    site.end().await;
}

#[tokio::test]
async fn a_thousand_posts_of_fifty_keys_are_fifty_registrations() {
    const KEYS: u32 = 50;
    let site = Site::with(|config| {
        config.limits.forms_per_minute = 0;
        config.limits.mails_per_mailbox = 1;
        // All of them at once.
        config.connections.at_once = 2 * KEYS * 20;
    })
    .await;
    let posts = (0..KEYS * 20).map(|post| {
        let (app, number) = (App::of(&site), post % KEYS);
        let email = format!("user{number:02}@ens-test.com");
        tokio::spawn(async move {
            let body = confirmed(json!({"email": email}));
            let page = app.register_in_a_crowd(&key(number), &body).await;
            (number, page.status, user_id(&page))
        })
    });
    let (mut made, mut user_ids) = (0, BTreeMap::<u32, String>::new());
    for post in posts.collect::<Vec<_>>() {
        let (number, status, user_id) = post.await.unwrap();
        assert!(matches!(status, 200 | 201), "{status}");
        made += u32::from(status == 201);
        assert_eq!(*user_ids.entry(number).or_insert(user_id.clone()), user_id);
    }
    let distinct: BTreeSet<_> = user_ids.values().collect();
    assert_eq!((user_ids.len(), distinct.len()), (50, 50));
    // One less for each whose connection broke on the way of the answer.
    assert!(made <= KEYS, "{made}");
    let mut browser = site.browser();
    for user_id in distinct {
        browser.mailed_link(user_id).await;
    }
    let mails = browser.get("/mailbox").await.body.matches("href=\"/mailbox/").count();
    assert_eq!(mails, 50);
    site.end().await;
}

/// An app that hears nothing sends again: that is still one mail.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn posts_of_one_key_use_up_one_of_its_mailboxs_mails() {
    let site = Site::with(|config| config.limits.mails_per_mailbox = 2).await;
    let posts: Vec<_> = (0..20)
        .map(|_| {
            let app = App::of(&site);
            let posted =
                async move { app.register_in_a_crowd(&key(1), &confirmed(json!({}))).await };
            tokio::spawn(posted)
        })
        .collect();
    for post in posts {
        assert!(matches!(post.await.unwrap().status, 200 | 201));
    }
    let mut app = App::of(&site);
    assert_eq!(app.register(&key(2), &confirmed(json!({}))).await.status, 201);
    assert_eq!(app.register(&key(3), &confirmed(json!({}))).await.status, 429);
    site.end().await;
}

/// A text that does not pass for each field, and the code of its problem.
fn wrong() -> [(&'static str, &'static str, Code); 12] {
    [
        ("user_name", "", Code::NameRequired),
        ("user_name", "JOSÉ", Code::NameDiacritic),
        ("user_name", "Houmu Taro", Code::TextNotConverted),
        ("sex", "other", Code::SexUnknown),
        ("date_of_birth", "2000-02", Code::BirthIncomplete),
        ("date_of_birth", "2000-1-1", Code::TextNotConverted),
        ("municipality", "011002", Code::CityDesignatedNeedsWard),
        ("street_address", "𠮷田町１", Code::StreetNotLegacy),
        ("phone", "0312345678901", Code::PhoneTooLong),
        ("email", "user01@ens-test", Code::EmailFormat),
        ("user_type", "somebody", Code::UserTypeUnknown),
        ("terms", "sample-0", Code::TermsChanged),
    ]
}

#[tokio::test]
async fn what_is_wrong_comes_back_in_the_asked_language_and_into_the_apps_engine() {
    let site = Site::with(|config| config.limits.forms_per_minute = 0).await;
    let mut app = App::of(&site);
    for (name, text, code) in wrong() {
        let mut texts = BTreeSet::new();
        for language in [Language::ENGLISH, Language::JAPANESE, Language::PLAIN_JAPANESE] {
            let body = confirmed(json!({name: text})).to_string();
            let key = key(1);
            let asked = [("Accept-Language", language.tag()), ("Idempotency-Key", &key)];
            let page = app.send("POST", "/api/v1/registrations", &asked, body.as_bytes()).await;
            assert_eq!((page.status, problem(&page).as_str()), (422, "refused"), "{name}");
            assert_eq!(page.header("content-language"), Some(language.tag()));
            let problems = &parsed(&page)["problems"];
            assert_eq!(problems.as_array().unwrap().len(), 1, "{name}: {problems}");
            let one = &problems[0];
            assert_eq!(one["code"], code.number(), "{name}: {one}");
            assert_eq!((&one["name"], &one["field"]), (&json!(code.name()), &json!(name)));
            let rebuilt = rebuilt(one);
            assert_eq!(one["text"], language.problem(&rebuilt), "{name}");
            texts.insert(one["text"].as_str().unwrap().to_owned());
        }
        assert_eq!(texts.len(), 3, "{name}: {texts:?}");
    }
    // Without a wish, in the submission's language.
    let page = app.register(&key(1), &confirmed(json!({"phone": null, "language": "ja"}))).await;
    assert_eq!(page.header("content-language"), Some("ja"));
    // Everything that is missing, at once and in the manual's order.
    let page = app.register(&key(1), &json!({"language": "en"})).await;
    let problems = parsed(&page)["problems"].clone();
    let fields: Vec<_> =
        problems.as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
    let all = Field::ENTRY.iter().filter(|field| **field != Field::EmailConfirmation);
    assert_eq!(fields, all.map(|field| field.name()).collect::<Vec<_>>());
    assert_eq!(app.get(&format!("/api/v1/registrations/{}", key(1))).await.status, 404);
    site.end().await;
}

/// The problem as an app's engine gets it.
fn rebuilt(problem: &Value) -> Problem {
    let name = |value: &Value| value.as_str().unwrap().to_owned();
    let code = Code::ALL.iter().find(|code| code.name() == name(&problem["name"])).unwrap();
    let field = Field::ENTRY.iter().find(|field| field.name() == name(&problem["field"])).unwrap();
    let mut rebuilt = Problem::reported(*code, *field).unwrap();
    for (param, texts) in problem["params"].as_object().unwrap() {
        let param = toroku::ParamName::ALL.iter().find(|one| one.name() == param).unwrap();
        for text in texts.as_array().unwrap() {
            rebuilt.add_text(*param, name(text).into()).unwrap();
        }
    }
    for suggestion in problem["suggestions"].as_array().unwrap() {
        rebuilt.add_suggestion(name(suggestion).into());
    }
    rebuilt
}

#[tokio::test]
async fn a_suggestion_that_is_taken_passes() {
    let site = Site::start().await;
    let mut app = App::of(&site);
    for (name, text) in
        [("user_name", "JOSÉ"), ("date_of_birth", "2000-1-1"), ("phone", "03-12345678")]
    {
        let refused = app.register(&key(1), &confirmed(json!({name: text}))).await;
        let suggestion = parsed(&refused)["problems"][0]["suggestions"][0].clone();
        let taken = app
            .register(&key(name.len().try_into().unwrap()), &confirmed(json!({name: suggestion})))
            .await;
        assert_eq!(taken.status, 201, "{name}: {}", taken.body);
    }
    site.end().await;
}

#[tokio::test]
async fn what_is_not_as_described_is_refused_without_a_word_of_it() {
    let site = Site::with(|config| config.limits.forms_per_minute = 0).await;
    let mut app = App::of(&site);
    let (own, good) = (key(1), confirmed(json!({})).to_string());
    let with_key = [("Idempotency-Key", own.as_str())];
    let as_type = |media_type: &'static str| {
        let mut browser = app.0.clone();
        browser.headers.push(("Idempotency-Key".into(), own.clone()));
        let good = good.clone();
        async move { browser.send("POST", "/api/v1/registrations", media_type, good.as_bytes()).await }
    };
    for media_type in ["text/plain", "application/x-www-form-urlencoded", ""] {
        let page = as_type(media_type).await;
        assert_eq!((page.status, problem(&page).as_str()), (415, "not-json"), "{media_type}");
    }
    let page = as_type("application/json; charset=utf-8").await;
    assert_eq!(page.status, 201);
    let canary = "CANARYNAME";
    for body in [
        "",
        "CANARYNAME",
        "[\"CANARYNAME\"]",
        "{\"user_name\": \"CANARYNAME\"",
        &confirmed(json!({"user_name": ["CANARYNAME"]})).to_string(),
        &confirmed(json!({"CANARYNAME": "CANARYNAME"})).to_string(),
        &confirmed(json!({"language": "CANARYNAME"})).to_string(),
        &confirmed(json!({"language": null})).to_string(),
    ] {
        let page = app.send("POST", "/api/v1/registrations", &with_key, body.as_bytes()).await;
        assert_eq!((page.status, problem(&page).as_str()), (400, "malformed"), "{body}");
        assert!(!page.body.contains(canary), "{}", page.body);
        assert!(parsed(&page)["detail"].is_string());
    }
    let upper = own.replace('0', "A");
    for keys in [
        &[][..],
        &[("Idempotency-Key", "")],
        &[("Idempotency-Key", "CANARYNAME")],
        &[("Idempotency-Key", &upper)],
        &[("Idempotency-Key", &own), ("Idempotency-Key", &own)],
    ] {
        let page = app.send("POST", "/api/v1/registrations", keys, good.as_bytes()).await;
        assert_eq!((page.status, problem(&page).as_str()), (400, "malformed"), "{keys:?}");
    }
    let huge = confirmed(json!({"user_name": canary.repeat(30_000)})).to_string();
    let page = app.send("POST", "/api/v1/registrations", &with_key, huge.as_bytes()).await;
    assert_eq!((page.status, problem(&page).as_str()), (413, "too-large"));
    for (method, path, status) in [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v2/policy", 404),
        ("GET", "/api/v1/registrations/CANARYNAME", 404),
        ("GET", "/api/v1/registrations/%FFCANARYNAME", 404),
        ("GET", "/api/v1/terms/CANARYNAME", 404),
        ("GET", "/api/v1/terms/%FF", 404),
        ("DELETE", "/api/v1/registrations", 405),
        ("OPTIONS", "/api/v1/registrations", 405),
        ("POST", "/api/v1/policy", 405),
    ] {
        let page = app.send(method, path, &[("Origin", "https://canary.example")], b"").await;
        assert_eq!(page.status, status, "{method} {path}");
        problem(&page);
        assert!(!page.body.contains(canary));
    }
    site.end().await;
}

#[tokio::test]
async fn an_address_and_a_mailbox_have_their_limits() {
    let site = Site::with(|config| {
        config.limits.forms_per_minute = 4;
        config.limits.mails_per_mailbox = 2;
    })
    .await;
    let mut app = App::of(&site);
    let mut statuses = Vec::new();
    for number in 1..=5 {
        let page = app.register(&key(number), &confirmed(json!({}))).await;
        statuses.push((page.status, page.header("retry-after").map(str::to_owned)));
        if number == 3 {
            assert_eq!(problem(&page), "too-many-mails");
        }
    }
    assert_eq!(statuses[..2], [(201, None), (201, None)]);
    assert_eq!(statuses[2..4], [(429, Some("3600".into())), (429, Some("3600".into()))]);
    assert_eq!(statuses[4], (429, Some("60".into())));
    // What everybody may know is not counted.
    assert_eq!(app.get("/api/v1/policy").await.status, 200);
    assert_eq!(app.get(&format!("/api/v1/registrations/{}", key(1))).await.status, 429);
    site.wait(60);
    // What is registered is answered though the mailbox has no room.
    assert_eq!(app.register(&key(1), &confirmed(json!({}))).await.status, 200);
    site.wait(86_400);
    assert_eq!(app.register(&key(3), &confirmed(json!({}))).await.status, 201);
    site.end().await;
}

#[tokio::test]
async fn an_app_finds_out_what_it_must_know() {
    let site = Site::start().await;
    let mut app = App::of(&site);
    let policy = parsed(&app.get("/api/v1/policy").await);
    assert_eq!(policy["terms_version"], "sample-1");
    assert_eq!(policy["user_types"][0]["name"], "applicant_at_counter");
    assert_eq!(policy["languages"], json!(["ja", "en", "ja-x-easy"]));
    assert_eq!(policy["directory_as_of"], toroku::municipality::AS_OF);
    assert_eq!(policy["engine_version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(policy["settings"]["strict"], false);
    assert_eq!(policy["limits"]["mails_per_mailbox"], 10);
    for (asked, title) in [("ja", "利用規約"), ("en", "Terms of Use")] {
        let headers = [("Accept-Language", asked)];
        let terms = app.send("GET", "/api/v1/terms/sample-1", &headers, b"").await;
        let terms = parsed(&terms);
        assert_eq!((&terms["title"], &terms["language"]), (&json!(title), &json!(asked)));
        assert_eq!(terms["sections"].as_array().unwrap().len(), 4);
    }
    site.end().await;
}

#[tokio::test]
async fn the_description_is_served_and_can_be_read() {
    let site = Site::start().await;
    let mut app = App::of(&site);
    let file = app.get("/api/v1/openapi.json").await;
    assert_eq!(file.body, include_str!("../../openapi.json"));
    let described = parsed(&file);
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1."));
    let page = app.get("/api/v1/").await;
    assert!(page.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
    assert!(!page.body.contains("<script") && !page.body.contains("style="));
    for (path, methods) in described["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let heading = format!("<code>{} {path}</code>", method.to_uppercase());
            assert!(page.body.contains(&heading), "{heading}");
        }
    }
    // Every name that the page leads to is on it.
    for part in page.body.split("href=\"#").skip(1) {
        let id = part.split('"').next().unwrap();
        assert!(page.body.contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert!(page.body.contains("id=\"refused\""));
    site.end().await;
}

#[tokio::test]
async fn a_new_link_is_asked_for_with_one_answer_for_all() {
    let site = Site::start().await;
    let mut app = App::of(&site);
    let user_id = user_id(&app.register(&key(1), &confirmed(json!({}))).await);
    let browser = site.browser();
    let old = browser.mailed_link(&user_id).await;
    let mut answers = BTreeSet::new();
    for (user_id, email) in [
        ("bcdfg00000", "user01@ens-test.com"),
        (&user_id, "other@ens-test.com"),
        ("nobody", "other@ens-test.com"),
        (&user_id, "user01@ens-test.com"),
    ] {
        let body = json!({"user_id": user_id, "email": email, "language": "ja"}).to_string();
        let page = app.send("POST", "/api/v1/password/links", &[], body.as_bytes()).await;
        let mut headers = page.headers;
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case("date"));
        answers.insert((page.status, headers, page.body));
    }
    assert_eq!(answers.len(), 1);
    assert_eq!(answers.first().unwrap().0, 202);
    let mut new = old.clone();
    for _ in 0..200 {
        new = browser.mailed_link(&user_id).await;
        if new != old {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_ne!(new, old);
    for body in [
        json!({"user_id": user_id, "email": " ", "language": "en"}),
        json!({"user_id": user_id, "language": "en"}),
        json!({"user_id": user_id, "email": "user01@ens-test.com"}),
        json!({"user_id": user_id, "email": "user01@ens-test.com", "language": "en", "more": ""}),
    ] {
        let body = body.to_string();
        let page = app.send("POST", "/api/v1/password/links", &[], body.as_bytes()).await;
        assert_eq!((page.status, problem(&page).as_str()), (400, "malformed"));
    }
    site.end().await;
}

/// What somebody on the way may have read otherwise is not taken: a member twice, a body in a coding.
#[tokio::test]
async fn a_body_is_read_in_one_way() {
    let site = Site::start().await;
    let mut app = App::of(&site);
    let body = confirmed(json!({})).to_string();
    let twice = body.replacen('{', "{\"user_name\":\"HOUMU JIRO\",", 1);
    let language = body.replacen('{', "{\"language\":\"ja\",", 1);
    let key = key(7);
    let (key, gzip) = (("Idempotency-Key", key.as_str()), ("Content-Encoding", "gzip"));
    for (body, headers, status) in [
        (&twice, &[key][..], 400),
        (&language, &[key], 400),
        (&format!("\u{feff}{body}"), &[key], 400),
        (&body, &[key, gzip], 415),
        (&body, &[key, ("Content-Encoding", "identity")], 201),
    ] {
        let page = app.send("POST", "/api/v1/registrations", headers, body.as_bytes()).await;
        assert_eq!(page.status, status, "{headers:?} {body:.60}: {}", page.body);
    }
    assert_eq!(ask(&site.config, "SELECT user_id FROM registrations").await.unwrap().len(), 1);
    site.end().await;
}
