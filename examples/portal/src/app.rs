//! What every request and every background task works with.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use thiserror::Error;
use tokio::sync::Notify;
use toroku::password::{Account, OpenPages, PasswordInput, PasswordPolicy, PasswordSetup};
use toroku::{
    Guard, Instant, Issuance, Personal, Policy, PolicyError, Secret, SequenceKey, UserId,
};

use crate::clock::Clock;
use crate::config::Config;
use crate::hashing::Hashing;
use crate::keys::{self, KeyError, KeyName};
use crate::limit::Limiter;
use crate::mail_server::MailServer;
use crate::metrics::Metrics;
use crate::page_engine::PageEngine;
use crate::readiness::Readiness;
use crate::secret;
use crate::store::{Store, StoreError, StoredSetup, setup_context};

/// Seconds without a request after which STEP1 and STEP2 expire.
pub const INACTIVITY_LIMIT: u32 = 3600;
/// Seconds without a request after which a session is forgotten, with what was entered in it.
pub const SESSION_LIMIT: i64 = 24 * 3600;

/// The portal's inside.
#[derive(Debug)]
pub(crate) struct App {
    /// The settings.
    pub(crate) config: Config,
    /// The portal's address as browsers see it, without a slash at the end.
    pub(crate) base_url: String,
    /// The engine's settings.
    pub(crate) policy: Policy,
    /// The engine for pages, where there is one of the same sources.
    pub(crate) page_engine: Option<PageEngine>,
    /// The database.
    pub(crate) store: Store,
    /// The time.
    pub(crate) clock: Clock,
    /// Where passwords are hashed.
    pub(crate) hashing: Hashing,
    /// Rung when a mail is put into the outbox, and when the portal stops.
    pub(crate) mail_waits: Notify,
    /// Whether the portal stops: no new work is begun then.
    pub(crate) stopping: AtomicBool,
    /// Seals snapshots, and makes names of accounts and addresses unreadable where failures are counted.
    pub(crate) key: Secret<32>,
    /// The sealing key before, while not everything is sealed anew.
    pub(crate) old_key: Option<Secret<32>>,
    /// What does an account's work where there is no account.
    pub(crate) decoy: StoredSetup,
    /// The same with a password.
    pub(crate) decoy_in_use: StoredSetup,
    /// How much each address asks for.
    pub(crate) limiter: Limiter,
    /// What is counted for the operator.
    pub(crate) metrics: Metrics,
    /// Whether the database takes what is written.
    pub(crate) readiness: Readiness,
    /// Whether the mail server is there.
    pub(crate) mail_server: MailServer,
}

/// The portal could not be made ready.
#[derive(Debug, Error)]
pub enum AppError {
    /// The base URL may not stand in a mail.
    #[error("TOROKU_BASE_URL: {0}")]
    Policy(#[from] PolicyError),
    /// There is no database.
    #[error(
        "TOROKU_DATABASE: {} is missing. Is its disk mounted? toroku-portal init makes an empty one",
        .0.display()
    )]
    NoDatabase(PathBuf),
    /// The database cannot be used.
    #[error("{0}: {1}")]
    Store(&'static str, StoreError),
    /// There are no threads to hash passwords on.
    #[error("the threads that hash passwords: {0}")]
    Hashing(std::io::Error),
    /// A key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// Makes the database that the settings name: the file, which must not be there yet, or the tables in PostgreSQL.
///
/// # Errors
/// [`AppError::Store`], which names the setting.
pub async fn init(config: &Config) -> Result<(), AppError> {
    if config.database_url.is_none() {
        make_file(config)?;
    }
    open_store(config).await?.close().await;
    Ok(())
}

fn make_file(config: &Config) -> Result<(), AppError> {
    Store::make_file(&config.database)
        .map_err(|error| AppError::Store("TOROKU_DATABASE", error))?;
    tracing::debug!("the database file is made");
    Ok(())
}

/// What stands beside a database whose path nobody has chosen, once it has been made: where it is missing then, it was
/// lost and not never there.
const MADE: &str = "toroku.sqlite3-made";

/// Makes the database at the very first start: in this folder, with all settings as they are, there never was one.
pub(crate) fn make_at_first_start(config: &Config) -> Result<(), AppError> {
    let is_chosen = config.database_url.is_some() || config.database != Config::default().database;
    if is_chosen {
        return Ok(());
    }
    if !config.database.exists() && !Path::new(MADE).exists() {
        make_file(config)?;
    }
    if config.database.exists() && !Path::new(MADE).exists() {
        let text = "toroku.sqlite3 was made in this folder. Where it is missing, the portal does not make another one \
            by itself: toroku-portal init does.\n";
        let noted = std::fs::write(MADE, text);
        noted.map_err(|error| {
            AppError::Store("TOROKU_DATABASE", StoreError::File(MADE.into(), error))
        })?;
    }
    Ok(())
}

/// Opens the database that the settings name.
pub(crate) async fn open_store(config: &Config) -> Result<Store, AppError> {
    let connections = config.database_connections;
    match &config.database_url {
        None => {
            let opened = Store::open_file(&config.database).await;
            opened.map_err(|error| {
                if config.database.exists() {
                    AppError::Store("TOROKU_DATABASE", error)
                } else {
                    AppError::NoDatabase(config.database.clone())
                }
            })
        }
        Some(url) => {
            let opened = Store::connect(url.expose(), connections).await;
            opened.map_err(|error| AppError::Store("DATABASE_URL", error))
        }
    }
}

/// The policy under these Terms of Use, without a way to issue user IDs of its own.
pub(crate) fn policy_of(terms_version: &str, base_url: &str) -> Result<Policy, PolicyError> {
    Ok(Policy::new(terms_version, &format!("{base_url}/password"))?
        .with_login_url(&format!("{base_url}/login"))?
        .with_inactivity_limit(INACTIVITY_LIMIT))
}

/// The password setups of an account that nobody has: one waits for a password by a link that was never sent, the other
/// has one that nobody knows.
fn decoys(key: &Secret<32>, policy: &PasswordPolicy, now: Instant) -> [StoredSetup; 2] {
    let user_id: UserId = "bcdfg00000".parse().expect("five letters and five digits");
    let unknown = || Personal::from(secret::hex(&secret::random::<32>()));
    let account = Account::new(user_id, Personal::from("DECOY"), unknown());
    let entropy = Secret::new(secret::random());
    let (waiting, token) = PasswordSetup::for_account(account, &entropy, now, policy)
        .expect("fresh entropy is never all the same");
    let mut in_use = waiting.clone();
    let password = unknown();
    let set = PasswordInput::SetPassword {
        token: token.expose().into(),
        password: password.clone(),
        confirmation: password,
        salt: Secret::new(secret::random()),
        pages: OpenPages::None,
    };
    in_use.handle(set, now, policy).expect("fresh salt is never all the same");
    let context = setup_context(user_id.as_str());
    let guard = Guard::default().with_key(key).with_context(&context).with_counter(1);
    [waiting, in_use].map(|setup| StoredSetup {
        user_id: user_id.as_str().to_owned(),
        counter: 1,
        snapshot: setup.save(&guard),
        remind_at: None,
        has_password: setup.set_at().is_some(),
    })
}

impl App {
    /// Opens the database and makes the policy. Keys without a file are generated at the first start.
    pub(crate) async fn open(
        config: Config,
        base_url: String,
        clock: Clock,
    ) -> Result<Self, AppError> {
        let policy = policy_of(&config.terms_version, &base_url)?;
        let mut store = open_store(&config).await?;
        if config.mail.smtp.is_none() {
            store = store.with_mailbox();
        }
        let old_file = config.old_seal_key_file.as_deref();
        let seal_file = config.seal_key_file.as_deref();
        let key = keys::current(&store, KeyName::Seal, seal_file, old_file).await?;
        let old_key = old_file
            .map(keys::read_file)
            .transpose()
            .map_err(|reason| KeyError::File("TOROKU_OLD_SEAL_KEY_FILE", reason))?;
        let policy = if config.random_user_ids {
            policy.with_issuance(Issuance::Random)
        } else {
            let file = config.user_id_key_file.as_deref();
            let key = keys::current(&store, KeyName::UserId, file, None).await?;
            let sequence = SequenceKey::new(&key).map_err(|_| KeyError::Damaged("user_id_key"))?;
            policy.with_issuance(Issuance::Sequence(sequence))
        };
        let [decoy, decoy_in_use] = decoys(&key, policy.password(), clock.instant());
        let hashing = Hashing::new(config.limits.hashes_at_once).map_err(AppError::Hashing)?;
        Ok(Self {
            limiter: Limiter::new(&config.limits, &clock),
            metrics: Metrics::new(),
            readiness: Readiness::default(),
            mail_server: MailServer::default(),
            page_engine: config.page_engine.as_deref().and_then(PageEngine::found),
            config,
            base_url,
            policy,
            store,
            clock,
            hashing,
            mail_waits: Notify::new(),
            stopping: AtomicBool::new(false),
            decoy,
            decoy_in_use,
            key,
            old_key,
        })
    }

    /// Whether browsers come by https, so that cookies are kept to it.
    pub(crate) fn is_secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Whether the page with all mails is there.
    pub(crate) fn has_mailbox(&self) -> bool {
        self.config.has_mailbox(&self.base_url)
    }

    /// What `restore` makes of a snapshot under the sealing key, or under the one before.
    pub(crate) fn unsealed<T, E>(
        &self,
        restore: impl Fn(&Secret<32>) -> Result<T, E>,
    ) -> Result<T, E> {
        restore(&self.key).or_else(|error| match &self.old_key {
            None => Err(error),
            Some(old) => restore(old).map_err(|_| error),
        })
    }
}
