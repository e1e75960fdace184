//! An app on a phone, as small as it can be: what was confirmed, a key, and requests to the office's API.

use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::{Browser, Page, Site};

/// What was confirmed on a phone, by the manual's samples, except for `changes`. A member of `null` is left out.
pub(crate) fn confirmed(changes: Value) -> Value {
    let mut body = json!({
        "user_name": "HOUMU TARO",
        "sex": "male",
        "date_of_birth": "2000-01-01",
        "municipality": "011011",
        "street_address": "１－１－１　緑ヶ関ハイツ２０２号",
        "phone": "0312345678",
        "email": "user01@ens-test.com",
        "user_type": "applicant_at_counter",
        "terms": "sample-1",
        "language": "en",
    });
    let members = body.as_object_mut().expect("members");
    let Value::Object(changes) = changes else { panic!("changes are members") };
    for (name, value) in changes {
        members.remove(&name);
        if !value.is_null() {
            members.insert(name, value);
        }
    }
    body
}

/// The key of a registration.
pub(crate) fn key(number: u32) -> String {
    format!("{number:032x}")
}

/// An app: a browser that keeps nothing.
pub(crate) struct App(pub(crate) Browser);

impl App {
    pub(crate) fn of(site: &Site) -> Self {
        let mut browser = site.browser();
        browser.headers.clear();
        Self(browser)
    }

    /// One request with these headers beside those of every request.
    pub(crate) async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Page {
        let own = self.0.headers.clone();
        let headers = headers.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        self.0.headers.extend(headers);
        let page = self.0.send(method, path, "application/json", body).await;
        self.0.headers = own;
        assert_eq!(page.header("set-cookie"), None, "{path}");
        assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(page.header("access-control-allow-origin"), None, "{path}");
        page
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.send("GET", path, &[], b"").await
    }

    /// The same as a phone does it: where the connection breaks, or the office cannot answer now, it is sent again.
    pub(crate) async fn register_in_a_crowd(&self, key: &str, body: &Value) -> Page {
        let body = body.to_string();
        let mut browser = self.0.clone();
        browser.headers.push(("Idempotency-Key".into(), key.into()));
        loop {
            let path = "/api/v1/registrations";
            let sent = browser.try_send("POST", path, "application/json", body.as_bytes()).await;
            match sent {
                Ok(page) if page.status != 503 => return page,
                Ok(_) | Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    pub(crate) async fn register(&mut self, key: &str, body: &Value) -> Page {
        let body = body.to_string();
        let key = [("Idempotency-Key", key)];
        self.send("POST", "/api/v1/registrations", &key, body.as_bytes()).await
    }
}

pub(crate) fn parsed(page: &Page) -> Value {
    serde_json::from_str(&page.body).unwrap_or_else(|_| panic!("{} {}", page.status, page.body))
}
