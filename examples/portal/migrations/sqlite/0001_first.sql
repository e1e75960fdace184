-- Times are Unix seconds. README.md says what each table is for.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE sessions (
    id             BLOB PRIMARY KEY,
    token_hash     BLOB NOT NULL UNIQUE,
    seen_at        INTEGER NOT NULL,
    user_id        TEXT,
    logged_in_at   INTEGER,
    submission_key BLOB UNIQUE
) STRICT;
CREATE INDEX sessions_by_age ON sessions (seen_at);
CREATE INDEX sessions_by_user ON sessions (user_id) WHERE user_id IS NOT NULL;

CREATE TABLE open_registrations (
    session_id       BLOB PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    counter          INTEGER NOT NULL,
    state            TEXT NOT NULL,
    notification_key TEXT,
    snapshot         BLOB NOT NULL,
    saved_at         INTEGER NOT NULL,
    is_kept          INTEGER NOT NULL,
    ends_at          INTEGER NOT NULL
) STRICT;
CREATE INDEX open_registrations_by_key ON open_registrations (notification_key)
    WHERE notification_key IS NOT NULL;

CREATE TABLE watched_pages (
    page_id    BLOB PRIMARY KEY,
    session_id BLOB NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    path       TEXT NOT NULL,
    is_open    INTEGER NOT NULL DEFAULT 1,
    reports    INTEGER NOT NULL DEFAULT 0,
    served_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX watched_pages_by_session ON watched_pages (session_id);

-- One row: the number that was counted last, from which a user ID was made.
CREATE TABLE numbers (
    last INTEGER NOT NULL
) STRICT;
INSERT INTO numbers (last) VALUES (0);

CREATE TABLE registrations (
    notification_key  TEXT PRIMARY KEY,
    user_id           TEXT NOT NULL UNIQUE,
    registered_at     INTEGER NOT NULL,
    user_name         TEXT NOT NULL,
    sex               TEXT NOT NULL,
    date_of_birth     TEXT NOT NULL,
    municipality      TEXT NOT NULL,
    street_address    TEXT NOT NULL,
    phone             TEXT NOT NULL,
    email             TEXT NOT NULL,
    user_type         TEXT NOT NULL,
    terms             TEXT NOT NULL,
    language          TEXT NOT NULL,
    reference         TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(16))))
) STRICT;

-- Written by one transaction at a time, as everything is: numbers become visible in their order.
CREATE TABLE registration_order (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id  TEXT NOT NULL UNIQUE REFERENCES registrations (user_id)
) STRICT;

-- A key without a user ID was used by somebody who was erased: it registers nobody anew.
CREATE TABLE submissions (
    submission_key BLOB PRIMARY KEY,
    fingerprint    BLOB,
    user_id        TEXT UNIQUE REFERENCES registrations (user_id),
    CHECK ((fingerprint IS NULL) = (user_id IS NULL))
) STRICT;

CREATE TABLE api_tokens (
    name       TEXT PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    scopes     TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE TABLE audit_log (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'the audit log can only be added to'); END;
CREATE TRIGGER audit_log_is_never_shortened BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'the audit log can only be added to'); END;

CREATE TABLE password_setups (
    user_id   TEXT PRIMARY KEY REFERENCES registrations (user_id),
    counter   INTEGER NOT NULL,
    snapshot  BLOB NOT NULL,
    remind_at INTEGER,
    has_password INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX password_setups_to_remind ON password_setups (remind_at) WHERE remind_at IS NOT NULL;

CREATE TABLE outbox (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    notification_key TEXT NOT NULL UNIQUE,
    user_id          TEXT NOT NULL,
    recipient        TEXT NOT NULL,
    subject          TEXT NOT NULL,
    text             TEXT NOT NULL,
    html             TEXT NOT NULL,
    created_at       INTEGER NOT NULL,
    due_at           INTEGER,
    attempts         INTEGER NOT NULL DEFAULT 0,
    refusals         INTEGER NOT NULL DEFAULT 0,
    goes_on          INTEGER NOT NULL DEFAULT 0,
    renewals         INTEGER NOT NULL DEFAULT 0,
    is_in_mailbox    INTEGER NOT NULL DEFAULT 0,
    ended_at         INTEGER,
    given_up_at      INTEGER,
    last_error       TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE ended_at IS NULL;
CREATE INDEX outbox_given_up ON outbox (id) WHERE given_up_at IS NOT NULL;

CREATE TABLE tries (
    subject  BLOB PRIMARY KEY,
    whole_at INTEGER NOT NULL,
    free_at  INTEGER NOT NULL
) STRICT;

-- What the operator looks for. A name is sought by its beginning, in the order of its bytes.
CREATE INDEX registrations_by_name ON registrations (user_name);
CREATE INDEX registrations_by_email ON registrations (lower(email));
CREATE INDEX registrations_by_age ON registrations (registered_at, user_id);
CREATE INDEX password_setups_unclaimed ON password_setups (user_id) WHERE NOT has_password;
CREATE INDEX open_registrations_by_end ON open_registrations (state, ends_at);
CREATE INDEX outbox_by_user ON outbox (user_id);

CREATE TABLE closed_accounts (
    user_id  TEXT PRIMARY KEY REFERENCES registrations (user_id),
    since    INTEGER NOT NULL,
    is_final INTEGER NOT NULL
) STRICT;

-- User IDs of people who were erased: nobody else gets one. Beside it a used key of `submissions` is all that is kept.
CREATE TABLE erased_user_ids (
    user_id TEXT PRIMARY KEY
) STRICT;

-- REPLACE deletes without the trigger above.
CREATE TRIGGER audit_log_is_never_replaced BEFORE INSERT ON audit_log
WHEN EXISTS (SELECT 1 FROM audit_log WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit log can only be added to'); END;
CREATE INDEX audit_log_by_subject ON audit_log (subject) WHERE subject <> '';

CREATE TABLE staff (
    name          TEXT PRIMARY KEY,
    role          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    salt          BLOB NOT NULL,
    last_step     INTEGER NOT NULL DEFAULT 0,
    removed_at    INTEGER
) STRICT;

CREATE TABLE staff_sessions (
    token_hash BLOB PRIMARY KEY,
    name       TEXT NOT NULL REFERENCES staff (name),
    began_at   INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_sessions_by_name ON staff_sessions (name);
