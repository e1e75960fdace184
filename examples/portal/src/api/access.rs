//! Bearer tokens: who of the counter may read what.

use axum::http::{HeaderMap, header};
use clap::ValueEnum;
use toroku::Secret;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

use super::Client;
use super::problem::Refusal;
use crate::app::App;
use crate::secret;
use crate::store::{By, Store, StoreError, actor_of};

/// What every token begins with, so that one that lies somewhere is seen to be one.
const PREFIX: &str = "toroku_";
/// The name of the security scheme in the description.
pub(super) const SCHEME: &str = "token";

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scope {
    /// The list of registrations.
    #[value(name = "registrations:read")]
    ReadRegistrations,
    /// A user by the user ID.
    #[value(name = "users:read")]
    ReadUsers,
}

impl Scope {
    /// The name on the command line and in the description.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ReadRegistrations => "registrations:read",
            Self::ReadUsers => "users:read",
        }
    }
}

/// Makes a token and keeps its hash: it is shown this once. `None` where the name is in use, or was.
pub(crate) async fn make_token(
    store: &Store,
    name: &str,
    scopes: &[Scope],
    now: i64,
) -> Result<Option<Secret<71>>, StoreError> {
    let digits = secret::hex(&secret::random::<32>());
    let mut token = [0; PREFIX.len() + 64];
    token[..PREFIX.len()].copy_from_slice(PREFIX.as_bytes());
    token[PREFIX.len()..].copy_from_slice(digits.as_bytes());
    let mut names: Vec<_> = scopes.iter().map(|scope| scope.name()).collect();
    names.sort_unstable();
    names.dedup();
    let added = store.add_token(name, &secret::hash(&token), &names.join(" "), now).await?;
    Ok(added.then(|| Secret::new(token)))
}

/// Who asks, by a token that may be used for this.
pub(super) struct Asker {
    name: String,
}

impl Asker {
    /// The token's name.
    ///
    /// A token is 256 random bits and is not guessed; an address that tries has to wait all the same.
    pub(super) async fn of(
        app: &App,
        Client(address): Client,
        headers: &HeaderMap,
        scope: Scope,
    ) -> Result<Self, Refusal> {
        let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = token.and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
        });
        let found = match token {
            Some(token) => app.store.token(&secret::hash(token.as_bytes())).await?,
            None => None,
        };
        let Some((name, scopes)) = found else {
            if app.limiter.takes_link_try(address) {
                return Err(Refusal::NoToken);
            }
            app.metrics.limited.inc();
            return Err(Refusal::TooManyRequests);
        };
        let asker = Self { name };
        if !scopes.split(' ').any(|one| one == scope.name()) {
            asker.note(app, "refused", scope.name()).await?;
            return Err(Refusal::OtherScope);
        }
        Ok(asker)
    }

    /// Writes a line of the audit log. What it is about is not shown before the line stands.
    pub(super) async fn note(
        &self,
        app: &App,
        action: &str,
        subject: &str,
    ) -> Result<(), StoreError> {
        let (at, actor) = (app.clock.seconds(), actor_of(&self.name));
        app.store.note_about(&By { at, actor: &actor, action }, subject).await
    }
}

/// The security scheme for the description.
pub(super) fn scheme() -> SecurityScheme {
    let text = "A token that `toroku-portal token add NAME --scope SCOPE` has made";
    let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(text));
    SecurityScheme::Http(scheme.build())
}
