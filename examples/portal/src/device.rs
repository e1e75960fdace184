//! Browsers in which somebody has logged in before. Tries from them are counted apart from those of strangers, so
//! that nobody who knows a user ID can keep its holder out. Nothing is stored: the cookie has a number, and a seal
//! over it and the account. Whoever steals it can guess as often as the holder could mistype.

use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, CookieJar};
use subtle::ConstantTimeEq;
use time::Duration;

use crate::app::App;
use crate::secret;
use crate::session::{self, kept};

const DAY: i64 = 86_400;
/// Days for which a browser is known after a login.
const KNOWN_DAYS: i64 = 365;
/// Accounts for which one browser is known at a time: the last ones.
const MOST_ACCOUNTS: usize = 4;
/// Hexadecimal digits of a number, and of a seal.
const DIGITS: usize = 64;

/// What a browser is known by at one account: the day of the login, and a random number.
pub(crate) type Device = [u8; 32];

/// What this browser is known by at the account, if it is.
pub(crate) fn known(app: &App, headers: &HeaderMap, account: &str) -> Option<Device> {
    let today = app.clock.seconds() / DAY;
    entries(session::cookie(headers, cookie_name(app, account))?).find_map(|entry| {
        let (device, seal) = entry.split_at_checked(DIGITS)?;
        let (device, seal) = (secret::from_hex(device)?, secret::from_hex(seal)?);
        let keys = [Some(&app.key), app.old_key.as_ref()].into_iter().flatten();
        let mut seals = keys.map(|key| seal_of(key.expose(), account, &device));
        let day = u32::from_be_bytes(*device.first_chunk().expect("32 bytes are more than four"));
        // A day ahead: the clocks of two instances may differ.
        let is_recent = (-1..=KNOWN_DAYS).contains(&(today - i64::from(day)));
        (is_recent && seals.any(|known| known.ct_eq(&seal).into())).then_some(device)
    })
}

/// The cookie by which the browser is known at the account from now on.
pub(crate) fn cookie(app: &App, headers: &HeaderMap, account: &str) -> CookieJar {
    let before = session::cookie(headers, cookie_name(app, account)).unwrap_or_default();
    let own = known(app, headers, account).map(|device| secret::hex(&device));
    let others =
        entries(before).filter(|entry| own.as_ref().is_none_or(|own| !entry.starts_with(own)));
    let value: Vec<_> = [entry(app, account)]
        .into_iter()
        .chain(others.map(str::to_owned))
        .take(MOST_ACCOUNTS)
        .collect();
    let cookie = Cookie::build((cookie_name(app, account), value.join(".")));
    kept(app, cookie.max_age(Duration::days(KNOWN_DAYS)).build())
}

fn entry(app: &App, account: &str) -> String {
    let mut device: Device = secret::random();
    let day = u32::try_from(app.clock.seconds() / DAY).unwrap_or_default();
    device[..4].copy_from_slice(&day.to_be_bytes());
    secret::hex(&device) + &secret::hex(&seal_of(app.key.expose(), account, &device))
}

fn entries(value: &str) -> impl Iterator<Item = &str> {
    value.split('.').filter(|entry| entry.len() == 2 * DIGITS).take(MOST_ACCOUNTS)
}

fn seal_of(key: &[u8; 32], account: &str, device: &Device) -> [u8; 32] {
    secret::keyed_hash(key, "toroku-portal/device", &[device, account.as_bytes()].concat())
}

/// The staff's pages have a cookie of their own: nothing of theirs is mixed with an applicant's.
fn cookie_name(app: &App, account: &str) -> &'static str {
    match (app.is_secure(), account.starts_with("staff/")) {
        (true, false) => "__Host-toroku_device",
        (false, false) => "toroku_device",
        (true, true) => "__Host-toroku_staff_device",
        (false, true) => "toroku_staff_device",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use axum::http::{HeaderValue, header};

    use super::*;
    use crate::clock::Clock;
    use crate::store::tests::Database;

    fn headers(cookies: &CookieJar) -> HeaderMap {
        let cookies: Vec<_> =
            cookies.iter().map(|cookie| format!("{}={}", cookie.name(), cookie.value())).collect();
        let value = HeaderValue::from_str(&cookies.join("; ")).unwrap();
        [(header::COOKIE, value)].into_iter().collect()
    }

    #[tokio::test]
    async fn a_browser_is_known_at_its_last_accounts_for_a_year() {
        let database = Database::make().await;
        let now = Arc::new(AtomicI64::new(1_700_000_000));
        let clock = Arc::clone(&now);
        let clock = Clock::new(move || clock.load(Ordering::Relaxed));
        let app = App::open(database.config.clone(), "https://a.example".into(), clock);
        let app = app.await.unwrap();
        let mut sent = headers(&CookieJar::new());
        assert_eq!(known(&app, &sent, "a"), None);
        for account in ["a", "b", "c", "a", "d", "e"] {
            sent = headers(&cookie(&app, &sent, account));
        }
        let is_known = |sent: &HeaderMap, account| known(&app, sent, account).is_some();
        let accounts = ["a", "b", "c", "d", "e", "staff/a"];
        let all = |sent: &HeaderMap| accounts.map(|account| is_known(sent, account));
        assert_eq!(all(&sent), [true, false, true, true, true, false]);
        // Each has a number of its own, and another with each login.
        let numbers: Vec<_> =
            ["a", "c", "d", "e"].map(|account| known(&app, &sent, account)).into();
        assert!(numbers.iter().enumerate().all(|(place, one)| !numbers[place + 1..].contains(one)));
        let again = headers(&cookie(&app, &sent, "a"));
        assert_ne!(known(&app, &again, "a"), numbers[0]);
        // A changed cookie, and one of another day, is none.
        let text = sent[header::COOKIE].to_str().unwrap().replace('=', "=0");
        sent.insert(header::COOKIE, HeaderValue::from_str(&text).unwrap());
        assert!(!is_known(&sent, "e"));
        for (days, is_good) in [(-2, false), (0, true), (365, true), (366, false)] {
            now.store(1_700_000_000 + days * DAY, Ordering::Relaxed);
            assert_eq!(is_known(&again, "a"), is_good, "{days}");
        }
        app.store.close().await;
        database.end();
    }
}
