//! Who a request comes from: the session by its cookie, the language, and what the headers say.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use subtle::ConstantTimeEq;
use time::Duration;
use toroku::Language;

use crate::app::{App, SESSION_LIMIT};
use crate::secret;
use crate::store::{OpenRegistration, SessionId, StoreError};
use crate::text::Words;

const LANGUAGE_COOKIE: &str = "toroku_language";
/// How long a session's last request may be noted too early, to spare a write on each.
const TOUCH_AFTER: i64 = 60;

/// What the portal knows of the request before any page sees it.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    /// The session.
    pub(crate) session: SessionId,
    /// What every form of the session carries.
    pub(crate) csrf: String,
    /// Who is logged in.
    pub(crate) user_id: Option<String>,
    /// The words of the language to answer in.
    pub(crate) words: Words,
    /// The address asked for, to come back to.
    pub(crate) address: String,
    /// Whether a page is really going to be shown.
    pub(crate) is_page_view: bool,
    /// The page's own name, where it has been noted as open together with its new session.
    pub(crate) page_id: Option<[u8; 32]>,
    /// What the session had open when the request came.
    pub(crate) registration: Option<Arc<OpenRegistration>>,
    /// Whether the database takes notes, as far as was seen: where it takes none, it is not waited for once more.
    pub(crate) is_noted: bool,
}

impl Visit {
    /// Whether a form's token is this session's.
    pub(crate) fn is_ours(&self, token: &str) -> bool {
        self.csrf.as_bytes().ct_eq(token.as_bytes()).into()
    }
}

/// A session with the cookie that its browser is to keep; `None` where it has it already.
pub(crate) struct Arrival {
    /// The session.
    pub(crate) session: SessionId,
    /// What every form of the session carries.
    pub(crate) csrf: String,
    /// Who is logged in.
    pub(crate) user_id: Option<String>,
    /// The cookie to set.
    pub(crate) cookie: Option<CookieJar>,
    /// The page that was noted as open.
    pub(crate) page_id: Option<[u8; 32]>,
    /// What it has open.
    pub(crate) registration: Option<Arc<OpenRegistration>>,
    /// Whether the page that is left counts as open.
    pub(crate) is_left: bool,
    /// Whether the database takes notes, as far as was seen.
    pub(crate) is_noted: bool,
}

impl Arrival {
    /// What pages see of it, and the cookie to set.
    pub(crate) fn visit(self, request: &Parts, words: Words) -> (Visit, Option<CookieJar>) {
        let visit = Visit {
            session: self.session,
            csrf: self.csrf,
            user_id: self.user_id,
            words,
            address: match request.method {
                Method::GET => address_of(&request.uri),
                _ => request.uri.path().to_owned(),
            },
            is_page_view: request.method != Method::HEAD,
            page_id: self.page_id,
            registration: self.registration,
            is_noted: self.is_noted,
        };
        (visit, self.cookie)
    }
}

/// The session that the request's cookie names, while it lasts. `left` is the page that is navigated on from.
pub(crate) async fn known(
    app: &App,
    headers: &HeaderMap,
    left: Option<&str>,
) -> Result<Option<Arrival>, StoreError> {
    let Some(token) = cookie(headers, cookie_name(app)).and_then(secret::from_hex) else {
        return Ok(None);
    };
    let login_limit = i64::from(app.config.limits.login_hours) * 3600;
    let since = app.clock.seconds() - login_limit;
    let hash = secret::hash(&token);
    let mut stored = app.store.session(&hash, since, left).await;
    let mut is_noted = true;
    if left.is_some() && stored.as_ref().is_err_and(StoreError::may_pass) {
        is_noted = is_noted_unless_away(stored.map(drop))?;
        // What nothing can be written to may still be read.
        stored = app.store.session(&hash, since, None).await;
    }
    let Some(stored) = stored? else { return Ok(None) };
    let now = app.clock.even_seconds();
    if now - stored.seen_at > SESSION_LIMIT {
        return Ok(None);
    }
    if is_noted && now - stored.seen_at > TOUCH_AFTER {
        is_noted = is_noted_unless_away(app.store.touch_session(stored.id, now).await)?;
    }
    Ok(Some(Arrival {
        session: stored.id,
        csrf: csrf_of(&token),
        user_id: stored.user_id,
        cookie: None,
        page_id: None,
        registration: stored.registration.map(Arc::new),
        is_left: stored.is_left,
        is_noted,
    }))
}

/// Whether what is noted beside an answer is noted. It is left out where the database takes no writes: who only reads
/// is answered.
pub(crate) fn is_noted_unless_away(noted: Result<(), StoreError>) -> Result<bool, StoreError> {
    match noted {
        Ok(()) => Ok(true),
        Err(error) if error.may_pass() => {
            tracing::warn!(%error, "that a page was asked for is not noted");
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// A new session, at a page of this path where that is to be noted as open.
pub(crate) async fn begin(app: &App, watched: Option<&str>) -> Result<Arrival, StoreError> {
    let token: [u8; 32] = secret::random();
    let (session, hash) = (SessionId(secret::random()), secret::hash(&token));
    let (now, mut page_id) = (app.clock.even_seconds(), None);
    match watched {
        None => app.store.add_session(session, &hash, now).await?,
        Some(path) => {
            let id = page_id.insert(secret::random());
            app.store.add_session_at_page(session, &hash, id, path, now).await?;
        }
    }
    let cookie = Some(session_cookie(app, &token));
    let csrf = csrf_of(&token);
    Ok(Arrival {
        session,
        csrf,
        user_id: None,
        cookie,
        page_id,
        registration: None,
        is_left: false,
        is_noted: true,
    })
}

/// Another cookie for the session, with nobody logged in.
pub(crate) async fn renew(app: &App, session: SessionId) -> Result<CookieJar, StoreError> {
    let token: [u8; 32] = secret::random();
    app.store.renew_session(session, &secret::hash(&token)).await?;
    Ok(session_cookie(app, &token))
}

/// Another cookie for the session, with somebody logged in whose account is as it was with this counter; `None` where
/// it has changed since.
pub(crate) async fn log_in(
    app: &App,
    session: SessionId,
    account: (&str, u64),
) -> Result<Option<CookieJar>, StoreError> {
    let (token, now): ([u8; 32], _) = (secret::random(), app.clock.seconds());
    let is_done = app.store.log_in_session(session, &secret::hash(&token), account, now).await?;
    Ok(is_done.then(|| session_cookie(app, &token)))
}

/// Made from the cookie, which no other site can read: nothing is stored for it.
pub(crate) fn csrf_of(token: &[u8; 32]) -> String {
    secret::hex(&secret::keyed_hash(token, "toroku-portal/form", b""))
}

fn cookie_name(app: &App) -> &'static str {
    // A browser takes the prefix as a promise: from this host alone, by https alone, for all paths.
    if app.is_secure() { "__Host-toroku_session" } else { "toroku_session" }
}

fn session_cookie(app: &App, token: &[u8; 32]) -> CookieJar {
    kept(app, Cookie::new(cookie_name(app), secret::hex(token)))
}

/// The cookie that keeps the choice of a language.
pub(crate) fn language_cookie(app: &App, language: Language) -> CookieJar {
    let cookie = Cookie::build((LANGUAGE_COOKIE, language.tag()));
    kept(app, cookie.max_age(Duration::days(365)).build())
}

/// The cookie as an answer sets it: for all of this site's pages and for no script. Not strict: a link from
/// elsewhere would come without it, get a new one, and so end the session.
pub(crate) fn kept(app: &App, mut cookie: Cookie<'static>) -> CookieJar {
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(app.is_secure());
    cookie.set_path("/");
    CookieJar::new().add(cookie)
}

/// The words to answer in: as chosen, else as the browser asks, else English.
pub(crate) fn words(headers: &HeaderMap) -> Words {
    let chosen = cookie(headers, LANGUAGE_COOKIE).and_then(Language::by_tag);
    let asked = || {
        let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Language::negotiate(header)
    };
    Words::of(chosen.or_else(asked).unwrap_or(Language::ENGLISH))
}

/// The value of a request's cookie; the last where there are several. What some other program of this host has set, be it
/// no text at all, takes none along. Nothing that the portal sets is quoted or encoded.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let sent = headers.get_all(header::COOKIE).iter().map(HeaderValue::as_bytes);
    let cookies = sent.flat_map(|sent| sent.split(|byte| *byte == b';'));
    let value = |cookie: &'h [u8]| {
        let (sent, value) = std::str::from_utf8(cookie).ok()?.split_once('=')?;
        (sent.trim() == name).then_some(value.trim())
    };
    cookies.rev().find_map(value)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// Whether a form was sent by a page of this portal, as far as the browser says. A browser that says
/// nothing leaves it to the form's token; so does one on a page without referrers, which says `null`.
pub(crate) fn is_from_here(headers: &HeaderMap) -> bool {
    if let Some(site) = text(headers, "sec-fetch-site") {
        return site == "same-origin";
    }
    match (text(headers, "origin"), text(headers, "host")) {
        (None | Some("null"), _) => true,
        (Some(origin), Some(host)) => authority(origin) == Some(host),
        (Some(_), None) => false,
    }
}

/// Whether the browser says so itself.
pub(crate) fn is_surely_from_here(headers: &HeaderMap) -> bool {
    let says = headers.contains_key("sec-fetch-site")
        || text(headers, "origin").is_some_and(|origin| origin != "null");
    says && is_from_here(headers)
}

fn authority(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    Some(rest.split(['/', '?', '#']).next().unwrap_or(rest))
}

/// The path of the portal's page that was navigated on from, where the request is such a navigation.
pub(crate) fn left_path<'h>(method: &Method, headers: &'h HeaderMap) -> Option<&'h str> {
    if !matches!(*method, Method::GET | Method::POST) {
        return None;
    }
    let is_navigation = text(headers, "sec-fetch-mode").is_none_or(|mode| mode == "navigate")
        && text(headers, "sec-fetch-dest").is_none_or(|dest| dest == "document");
    let referer = text(headers, "referer")?;
    if !is_navigation || authority(referer)? != text(headers, "host")? {
        return None;
    }
    let (_, rest) = referer.split_once("://")?;
    let path = rest.find('/').map_or("/", |slash| &rest[slash..]);
    path.split(['?', '#']).next()
}

/// The address to come back to after the language is switched.
pub(crate) fn address_of(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}

/// Whether a text sent by a form can be an address of this portal to go to: a path, and nothing that a
/// browser takes for another host.
pub(crate) fn is_local_address(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && address.len() <= 2048
        && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (header::HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
            })
            .collect()
    }

    #[test]
    fn forms_of_other_sites_are_known_by_their_headers() {
        for (pairs, from_here) in [
            (&[][..], true),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")], false),
            (&[("origin", "http://a:1"), ("host", "a:1")], true),
            (&[("origin", "http://a:2"), ("host", "a:1")], false),
            (&[("origin", "https://evil.example"), ("host", "a:1")], false),
            (&[("origin", "null"), ("host", "a:1")], true),
        ] {
            assert_eq!(is_from_here(&headers(pairs)), from_here, "{pairs:?}");
            // Of those that say nothing it is not known.
            let is_said = from_here && !matches!(pairs, [] | [("origin", "null"), _]);
            assert_eq!(is_surely_from_here(&headers(pairs)), is_said, "{pairs:?}");
        }
    }

    #[test]
    fn a_cookie_is_found_whatever_stands_beside_it() {
        let sent = |cookies: &[&'static [u8]]| -> HeaderMap {
            let cookies = cookies.iter().map(|cookies| HeaderValue::from_bytes(cookies).unwrap());
            cookies.map(|cookies| (header::COOKIE, cookies)).collect()
        };
        for (cookies, found) in [
            (&[&b"a=1; b=2"[..]][..], Some("2")),
            (&[b"ab=1;b=2"], Some("2")),
            (&[b"b=1", b"b =2 ; bb=3"], Some("2")),
            (&[b"a=\xe3\x81; b=2; c"], Some("2")),
            (&[b"b=1; b=\xff"], Some("1")),
            (&[b"b=x=y"], Some("x=y")),
            (&[b"b="], Some("")),
            (&[b"b", b"=b"], None),
            (&[], None),
        ] {
            assert_eq!(cookie(&sent(cookies), "b"), found, "{cookies:?}");
        }
    }

    #[test]
    fn only_navigations_within_the_portal_leave_a_page() {
        let left = |pairs: &[(&'static str, &str)]| {
            left_path(&Method::GET, &headers(pairs)).map(str::to_owned)
        };
        let referer = ("referer", "http://a:1/login?x=1");
        assert_eq!(left(&[referer, ("host", "a:1")]).as_deref(), Some("/login"));
        assert_eq!(left(&[("referer", "http://a:1"), ("host", "a:1")]).as_deref(), Some("/"));
        assert_eq!(left(&[referer, ("host", "b")]), None);
        assert_eq!(left(&[referer, ("host", "a:1"), ("sec-fetch-mode", "no-cors")]), None);
        assert_eq!(left(&[("host", "a:1")]), None);
    }

    #[test]
    fn only_paths_are_gone_back_to() {
        for (address, local) in [
            ("/", true),
            ("/entry?checked=1", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("", false),
            ("/a b", false),
            ("/a\r\nb", false),
        ] {
            assert_eq!(is_local_address(address), local, "{address}");
        }
    }
}
