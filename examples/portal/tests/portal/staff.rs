//! The office's API as the counter's programs see it: tokens, lists, and a cursor that loses nobody.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use toroku_portal::Command;

use crate::browser::{Page, Site};
use crate::phone::{App, confirmed, key, parsed};

/// What the operator's command prints.
async fn command(site: &Site, words: &[&str]) -> Result<String, String> {
    let words = ["toroku-portal", "token"].iter().chain(words).map(|word| (*word).to_owned());
    let (file, url) = (&site.config.database, &site.config.database_url);
    let environment = |name: &str| match (name, url) {
        ("TOROKU_DATABASE", None) => Some(file.display().to_string()),
        ("DATABASE_URL", Some(url)) => Some(url.expose().to_owned()),
        _ => None,
    };
    match Command::of(&words.collect::<Vec<_>>(), environment).await {
        Ok(Command::Print(text)) => Ok(text),
        Ok(Command::Serve(_)) => panic!("a command"),
        Err(error) => Err(error.to_string()),
    }
}

/// A new token for these scopes.
async fn token(site: &Site, name: &str, scopes: &str) -> String {
    let printed = command(site, &["add", name, "--scope", scopes]).await.unwrap();
    printed.lines().next().unwrap().to_owned()
}

async fn ask(app: &mut App, token: &str, accept: &str, path: &str) -> Page {
    let bearer = format!("Bearer {token}");
    let headers = [("Authorization", bearer.as_str()), ("Accept", accept)];
    app.send("GET", path, &headers, b"").await
}

const LIST: &str = "/api/v1/registrations";

#[tokio::test]
async fn a_token_reads_what_it_is_for_until_it_is_revoked() {
    let site = Site::start().await;
    let mut app = App::of(&site);
    let user_id = parsed(&app.register(&key(1), &confirmed(json!({}))).await)["user_id"].clone();
    let user_id = user_id.as_str().unwrap();
    let user = format!("/api/v1/users/{user_id}");
    let lists = token(&site, "lists", "registrations:read").await;
    let users = token(&site, "users", "users:read").await;
    let both = token(&site, "both", "users:read,registrations:read").await;
    for (token, path, status) in [
        (&lists, LIST, 200),
        (&lists, &user, 403),
        (&users, LIST, 403),
        (&users, &user, 200),
        (&both, LIST, 200),
        (&both, &user, 200),
        (&"toroku_no".to_owned(), LIST, 401),
        (&lists.to_uppercase(), LIST, 401),
    ] {
        let page = ask(&mut app, token, "application/json", path).await;
        assert_eq!(page.status, status, "{path}");
    }
    let nobody = app.get(LIST).await;
    assert_eq!((nobody.status, nobody.header("www-authenticate")), (401, Some("Bearer")));
    let shown = parsed(&ask(&mut app, &users, "*/*", &user).await);
    assert_eq!((&shown["user_id"], &shown["user_name"]), (&json!(user_id), &json!("HOUMU TARO")));
    for unknown in ["bcdfg00000", "nobody", "%20", "%FF"] {
        let page = ask(&mut app, &users, "*/*", &format!("/api/v1/users/{unknown}")).await;
        assert_eq!(page.status, 404);
    }
    // Every token is shown once, used, and revoked for ever.
    let listed = command(&site, &["list"]).await.unwrap();
    assert_eq!(listed.lines().count(), 3);
    assert!(!listed.contains("used never") && !listed.contains(&lists), "{listed}");
    assert!(listed.contains("both\tregistrations:read users:read\tmade "), "{listed}");
    assert!(command(&site, &["revoke", "lists"]).await.is_ok());
    assert_eq!(ask(&mut app, &lists, "*/*", LIST).await.status, 401);
    assert!(command(&site, &["revoke", "lists"]).await.is_err());
    assert!(command(&site, &["add", "lists", "--scope", "users:read"]).await.is_err());
    assert_eq!(ask(&mut app, &both, "*/*", LIST).await.status, 200);
    site.end().await;
}

#[tokio::test]
async fn an_address_that_tries_tokens_has_to_wait() {
    let site = Site::with(|config| config.limits.link_tries_per_minute = 3).await;
    let mut app = App::of(&site);
    let good = token(&site, "counter", "registrations:read").await;
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(ask(&mut app, "toroku_guess", "*/*", LIST).await.status);
    }
    assert_eq!(statuses, [401, 401, 401, 429, 429]);
    assert_eq!(ask(&mut app, &good, "*/*", LIST).await.status, 200);
    site.end().await;
}

#[tokio::test]
async fn the_same_registrations_come_in_every_format() {
    let site = Site::start().await;
    let mut app = App::of(&site);
    let token = token(&site, "counter", "registrations:read").await;
    let empty = parsed(&ask(&mut app, &token, "*/*", LIST).await);
    assert_eq!(empty, json!({"registrations": [], "next": "0"}));
    for number in 1..=3 {
        let email = format!("user{number:02}@ens-test.com");
        app.register(&key(number), &confirmed(json!({"email": email}))).await;
    }
    let page = ask(&mut app, &token, "application/json", LIST).await;
    let json = parsed(&page)["registrations"].as_array().unwrap().clone();
    assert_eq!(json.len(), 3);
    for (name, text) in confirmed(json!({"email": "user01@ens-test.com"})).as_object().unwrap() {
        assert_eq!(json[0][name], *text);
    }
    let page = ask(&mut app, &token, "application/x-ndjson", LIST).await;
    assert_eq!(page.header("content-type"), Some("application/x-ndjson"));
    let lines: Vec<Value> =
        page.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, json);
    let page = ask(&mut app, &token, "text/csv", LIST).await;
    assert_eq!(page.header("content-type"), Some("text/csv; charset=utf-8; header=present"));
    let mut reader = csv::Reader::from_reader(page.body.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(serde_json::to_value(rows).unwrap(), json!(json));
    assert_eq!(ask(&mut app, &token, "image/png", LIST).await.status, 406);
    // In parts, each from the cursor of the last.
    let mut read = Vec::new();
    let mut next = String::new();
    loop {
        let path = format!("{LIST}?limit=2&after={next}");
        let page = parsed(&ask(&mut app, &token, "*/*", &path).await);
        let part = page["registrations"].as_array().unwrap().clone();
        next = page["next"].as_str().unwrap().to_owned();
        if part.is_empty() {
            break;
        }
        assert_eq!(part.last().unwrap()["cursor"], next);
        read.extend(part);
    }
    assert_eq!(read, json);
    for query in ["limit=0", "limit=1001", "limit=x", "after=x", "after=-1", "after=1000000"] {
        let page = ask(&mut app, &token, "*/*", &format!("{LIST}?{query}")).await;
        assert_eq!(page.status, 400, "{query}");
    }
    site.end().await;
}

#[tokio::test]
async fn a_cursor_loses_nobody_while_registrations_come_in() {
    const COUNT: u32 = 200;
    let site = Site::with(|config| {
        config.limits.forms_per_minute = 0;
        config.limits.mails_per_mailbox = 0;
    })
    .await;
    let token = token(&site, "counter", "registrations:read").await;
    let phones = (0..16).map(|phone| {
        let mut app = App::of(&site);
        tokio::spawn(async move {
            let mut user_ids = Vec::new();
            for number in (phone..COUNT).step_by(16) {
                let page = app.register(&key(number), &confirmed(json!({}))).await;
                assert_eq!(page.status, 201, "{}", page.body);
                user_ids.push(parsed(&page)["user_id"].as_str().unwrap().to_owned());
            }
            user_ids
        })
    });
    let phones: Vec<_> = phones.collect();
    // Read as often as can be, from where the reading before has ended.
    let mut app = App::of(&site);
    let (mut read, mut next) = (Vec::new(), "0".to_owned());
    loop {
        let is_last = phones.iter().all(tokio::task::JoinHandle::is_finished);
        let path = format!("{LIST}?limit=7&after={next}");
        let page = parsed(&ask(&mut app, &token, "*/*", &path).await);
        next = page["next"].as_str().unwrap().to_owned();
        let part = page["registrations"].as_array().unwrap();
        read.extend(part.iter().map(|one| one["user_id"].as_str().unwrap().to_owned()));
        if is_last && part.is_empty() {
            break;
        }
    }
    let mut registered = BTreeSet::new();
    for phone in phones {
        registered.extend(phone.await.unwrap());
    }
    assert_eq!(registered.len(), 200);
    assert_eq!(read.len(), 200, "nobody twice");
    assert_eq!(read.into_iter().collect::<BTreeSet<_>>(), registered, "and nobody lost");
    site.end().await;
}
