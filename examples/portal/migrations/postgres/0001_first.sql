-- Times are Unix seconds. README.md says what each table is for.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BYTEA NOT NULL
);

CREATE TABLE sessions (
    id             BYTEA PRIMARY KEY,
    token_hash     BYTEA NOT NULL UNIQUE,
    seen_at        BIGINT NOT NULL,
    user_id        TEXT,
    logged_in_at   BIGINT,
    submission_key BYTEA UNIQUE
);
CREATE INDEX sessions_by_age ON sessions (seen_at);
CREATE INDEX sessions_by_user ON sessions (user_id) WHERE user_id IS NOT NULL;

CREATE TABLE open_registrations (
    session_id       BYTEA PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    counter          BIGINT NOT NULL,
    state            TEXT NOT NULL,
    notification_key TEXT,
    snapshot         BYTEA NOT NULL,
    saved_at         BIGINT NOT NULL,
    is_kept          BOOLEAN NOT NULL,
    ends_at          BIGINT NOT NULL
);
CREATE INDEX open_registrations_by_key ON open_registrations (notification_key)
    WHERE notification_key IS NOT NULL;

CREATE TABLE watched_pages (
    page_id    BYTEA PRIMARY KEY,
    session_id BYTEA NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    path       TEXT NOT NULL,
    is_open    BOOLEAN NOT NULL DEFAULT TRUE,
    reports    BIGINT NOT NULL DEFAULT 0,
    served_at  BIGINT NOT NULL
);
CREATE INDEX watched_pages_by_session ON watched_pages (session_id);

-- Counted for each user ID. It may leave numbers out and never gives one twice.
CREATE SEQUENCE numbers;

CREATE TABLE registrations (
    notification_key  TEXT PRIMARY KEY,
    user_id           TEXT NOT NULL UNIQUE,
    registered_at     BIGINT NOT NULL,
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
    reference         TEXT NOT NULL UNIQUE DEFAULT replace(gen_random_uuid()::text, '-', '')
);

-- Written under a lock that is held to the end of the transaction: numbers become visible in their order.
CREATE TABLE registration_order (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id  TEXT NOT NULL UNIQUE REFERENCES registrations (user_id)
);

-- A key without a user ID was used by somebody who was erased: it registers nobody anew.
CREATE TABLE submissions (
    submission_key BYTEA PRIMARY KEY,
    fingerprint    BYTEA,
    user_id        TEXT UNIQUE REFERENCES registrations (user_id),
    CHECK ((fingerprint IS NULL) = (user_id IS NULL))
);

CREATE TABLE api_tokens (
    name       TEXT PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    scopes     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE TABLE audit_log (
    id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      BIGINT NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL
);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log can only be added to'; END $$;
CREATE TRIGGER audit_log_is_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE password_setups (
    user_id   TEXT PRIMARY KEY REFERENCES registrations (user_id),
    counter   BIGINT NOT NULL,
    snapshot  BYTEA NOT NULL,
    remind_at BIGINT,
    has_password BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX password_setups_to_remind ON password_setups (remind_at) WHERE remind_at IS NOT NULL;

CREATE TABLE outbox (
    id               BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    notification_key TEXT NOT NULL UNIQUE,
    user_id          TEXT NOT NULL,
    recipient        TEXT NOT NULL,
    subject          TEXT NOT NULL,
    text             TEXT NOT NULL,
    html             TEXT NOT NULL,
    created_at       BIGINT NOT NULL,
    due_at           BIGINT,
    attempts         BIGINT NOT NULL DEFAULT 0,
    refusals         BIGINT NOT NULL DEFAULT 0,
    goes_on          BOOLEAN NOT NULL DEFAULT FALSE,
    renewals         BIGINT NOT NULL DEFAULT 0,
    is_in_mailbox    BOOLEAN NOT NULL DEFAULT FALSE,
    ended_at         BIGINT,
    given_up_at      BIGINT,
    last_error       TEXT
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE ended_at IS NULL;
CREATE INDEX outbox_given_up ON outbox (id) WHERE given_up_at IS NOT NULL;

CREATE TABLE tries (
    subject  BYTEA PRIMARY KEY,
    whole_at BIGINT NOT NULL,
    free_at  BIGINT NOT NULL
);

-- What the operator looks for. A name is sought by its beginning, in the order of its bytes.
CREATE INDEX registrations_by_name ON registrations (user_name COLLATE "C");
CREATE INDEX registrations_by_email ON registrations (lower(email COLLATE "C"));
CREATE INDEX registrations_by_age ON registrations (registered_at, user_id);
CREATE INDEX password_setups_unclaimed ON password_setups (user_id) WHERE NOT has_password;
CREATE INDEX open_registrations_by_end ON open_registrations (state, ends_at);
CREATE INDEX outbox_by_user ON outbox (user_id);

CREATE TABLE closed_accounts (
    user_id  TEXT PRIMARY KEY REFERENCES registrations (user_id),
    since    BIGINT NOT NULL,
    is_final BOOLEAN NOT NULL
);

-- User IDs of people who were erased: nobody else gets one. Beside it a used key of `submissions` is all that is kept.
CREATE TABLE erased_user_ids (
    user_id TEXT PRIMARY KEY
);

CREATE INDEX audit_log_by_subject ON audit_log (subject) WHERE subject <> '';

CREATE TABLE staff (
    name          TEXT PRIMARY KEY,
    role          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    salt          BYTEA NOT NULL,
    last_step     BIGINT NOT NULL DEFAULT 0,
    removed_at    BIGINT
);

CREATE TABLE staff_sessions (
    token_hash BYTEA PRIMARY KEY,
    name       TEXT NOT NULL REFERENCES staff (name),
    began_at   BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);
CREATE INDEX staff_sessions_by_name ON staff_sessions (name);
