//! An applicant who does not give up: whatever breaks off, they look where they stand and go on.

use std::io;

use crate::browser::{Browser, sample};

/// Registers with this e-mail address; the user ID, or an error where a connection failed. Called again, with
/// the address to go on at in the browser, it goes on from wherever the applicant stands.
pub(crate) async fn register(browser: &mut Browser, email: &str) -> io::Result<String> {
    let first = if browser.cookies.is_empty() { "/" } else { "/completion" };
    look(browser, first).await?;
    for _ in 0..100 {
        match (browser.path(), browser.page.status) {
            ("/", 200) => {
                push(browser, "/category", &[("category", "applicant_at_counter")]).await?;
            }
            ("/entry", 200) => {
                let fields = sample(&[("email", email), ("email_confirmation", email)]);
                push(browser, "/entry", &fields).await?;
            }
            ("/confirmation", 200) => {
                let digest = browser.page.value("digest").expect("STEP2 has one");
                push(browser, "/confirmation", &[("do", "register"), ("digest", &digest)]).await?;
            }
            ("/completion", 200) => return Ok(browser.page.user_id().expect("STEP3 shows it")),
            _ => look(browser, "/completion").await?,
        }
    }
    panic!("{email} has come no further than {}: {}", browser.path(), browser.page.body);
}

async fn look(browser: &mut Browser, path: &str) -> io::Result<()> {
    let page = browser.try_send("GET", path, "", b"").await?;
    browser.try_follow(page).await
}

async fn push(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> io::Result<()> {
    let csrf = browser.page.value("csrf").unwrap_or_default();
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("csrf", &csrf)
        .extend_pairs(fields)
        .finish();
    let kind = "application/x-www-form-urlencoded";
    let page = browser.try_send("POST", path, kind, body.as_bytes()).await?;
    browser.try_follow(page).await
}
