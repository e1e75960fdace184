-- When a passage was saved: one left in the middle by an instance that died is taken up by another.
ALTER TABLE passages ADD COLUMN saved_at INTEGER NOT NULL DEFAULT 0;
DROP INDEX passages_issuing;
CREATE INDEX passages_issuing ON passages (saved_at) WHERE state = 'issuing';

-- The language that a person registered in, for mails that nobody asks for at the time.
ALTER TABLE registrations ADD COLUMN language TEXT NOT NULL DEFAULT 'ja';

-- When the account's next reminder may be due.
ALTER TABLE password_setups ADD COLUMN remind_at INTEGER;
CREATE INDEX password_setups_to_remind ON password_setups (remind_at) WHERE remind_at IS NOT NULL;

-- Mails given up: kept for the operator, with why.
ALTER TABLE outbox ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN given_up_at INTEGER;
ALTER TABLE outbox ADD COLUMN last_error TEXT;
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (due_at) WHERE ended_at IS NULL AND given_up_at IS NULL;
CREATE INDEX outbox_given_up ON outbox (id) WHERE given_up_at IS NOT NULL;
