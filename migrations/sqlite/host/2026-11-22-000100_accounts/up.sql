CREATE TABLE accounts (
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL,
  locale TEXT NOT NULL,
  settings TEXT NOT NULL DEFAULT '{}',
  reason TEXT,
  invite_id BIGINT,
  totp_secret TEXT,
  totp_step BIGINT,
  created_at TIMESTAMP NOT NULL,
  confirmed_at TIMESTAMP,
  approved_at TIMESTAMP,
  suspended_at TIMESTAMP,
  deleted_at TIMESTAMP,
  last_seen_at TIMESTAMP
);
-- A row without an address only keeps its name: a deleted account, or a sign-up with an address that is known already.
CREATE UNIQUE INDEX accounts_email ON accounts (email) WHERE email <> '';
CREATE TABLE sessions (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  parent_id BIGINT REFERENCES sessions (id) ON DELETE CASCADE,
  stall TEXT,
  token_hash TEXT NOT NULL UNIQUE,
  user_agent TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  last_seen_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_parent ON sessions (parent_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);
CREATE TABLE tickets (
  token_hash TEXT NOT NULL PRIMARY KEY,
  session_id BIGINT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  stall TEXT NOT NULL,
  next TEXT NOT NULL,
  expires_at TIMESTAMP NOT NULL
);
CREATE TABLE email_tokens (
  token_hash TEXT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  email TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL
);
CREATE INDEX email_tokens_account ON email_tokens (account_id);
CREATE TABLE challenges (
  token_hash TEXT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  tries SMALLINT NOT NULL,
  expires_at TIMESTAMP NOT NULL
);
CREATE INDEX challenges_account ON challenges (account_id);
CREATE TABLE recovery_codes (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  code_hash TEXT NOT NULL,
  used_at TIMESTAMP
);
CREATE INDEX recovery_codes_account ON recovery_codes (account_id);
CREATE TABLE invites (
  id INTEGER NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  uses INTEGER NOT NULL DEFAULT 0,
  max_uses INTEGER,
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP,
  revoked_at TIMESTAMP
);
CREATE INDEX invites_account ON invites (account_id);
CREATE TABLE mails (
  id INTEGER NOT NULL PRIMARY KEY,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  tries SMALLINT NOT NULL DEFAULT 0,
  run_at TIMESTAMP,
  sent_at TIMESTAMP,
  error TEXT
);
CREATE INDEX mails_due ON mails (run_at);
CREATE TABLE email_domain_blocks (
  domain TEXT NOT NULL PRIMARY KEY,
  created_at TIMESTAMP NOT NULL
);
CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
CREATE TABLE rules (
  id INTEGER NOT NULL PRIMARY KEY,
  position SMALLINT NOT NULL,
  text TEXT NOT NULL
);
CREATE TABLE audit_entries (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id BIGINT,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  detail TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE TABLE exports (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  media_key TEXT,
  size BIGINT NOT NULL DEFAULT 0,
  error TEXT,
  created_at TIMESTAMP NOT NULL,
  finished_at TIMESTAMP
);
CREATE INDEX exports_account ON exports (account_id);
