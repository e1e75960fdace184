-- Times are Unix seconds. README.md says what each table is for.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE sessions (
    id         BLOB PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    seen_at    INTEGER NOT NULL,
    user_id    TEXT
) STRICT;
CREATE INDEX sessions_by_age ON sessions (seen_at);

CREATE TABLE passages (
    session_id       BLOB PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    counter          INTEGER NOT NULL,
    state            TEXT NOT NULL,
    notification_key TEXT,
    snapshot         BLOB NOT NULL
) STRICT;
CREATE INDEX passages_issuing ON passages (session_id) WHERE state = 'issuing';
CREATE INDEX passages_by_key ON passages (notification_key) WHERE notification_key IS NOT NULL;

CREATE TABLE watched_pages (
    page_id    BLOB PRIMARY KEY,
    session_id BLOB NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    path       TEXT NOT NULL,
    is_open    INTEGER NOT NULL DEFAULT 1,
    reports    INTEGER NOT NULL DEFAULT 0,
    served_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX watched_pages_by_session ON watched_pages (session_id);

CREATE TABLE sequence (
    number           INTEGER PRIMARY KEY AUTOINCREMENT,
    notification_key TEXT NOT NULL,
    attempt          INTEGER NOT NULL,
    UNIQUE (notification_key, attempt)
) STRICT;

CREATE TABLE reserved_user_ids (
    user_id          TEXT PRIMARY KEY,
    notification_key TEXT NOT NULL
) STRICT;

CREATE TABLE registrations (
    notification_key  TEXT PRIMARY KEY,
    user_id           TEXT NOT NULL UNIQUE,
    registered_at     INTEGER NOT NULL,
    user_name         TEXT NOT NULL,
    sex               TEXT NOT NULL,
    date_of_birth     TEXT NOT NULL,
    municipality_code TEXT NOT NULL,
    street_address    TEXT NOT NULL,
    phone             TEXT NOT NULL,
    email             TEXT NOT NULL,
    user_type         TEXT NOT NULL,
    terms_version     TEXT NOT NULL
) STRICT;

CREATE TABLE password_setups (
    user_id  TEXT PRIMARY KEY REFERENCES registrations (user_id),
    counter  INTEGER NOT NULL,
    snapshot BLOB NOT NULL
) STRICT;

CREATE TABLE outbox (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    notification_key TEXT NOT NULL UNIQUE,
    recipient        TEXT NOT NULL,
    subject          TEXT NOT NULL,
    text             TEXT NOT NULL,
    html             TEXT NOT NULL,
    due_at           INTEGER NOT NULL,
    attempts         INTEGER NOT NULL DEFAULT 0,
    ended_at         INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE ended_at IS NULL;

CREATE TABLE mailbox (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    notification_key TEXT NOT NULL UNIQUE,
    received_at      INTEGER NOT NULL,
    recipient        TEXT NOT NULL,
    subject          TEXT NOT NULL,
    text             TEXT NOT NULL,
    html             TEXT NOT NULL
) STRICT;

CREATE TABLE failures (
    subject   BLOB NOT NULL,
    failed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX failures_by_subject ON failures (subject, failed_at);
