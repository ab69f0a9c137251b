CREATE TABLE applications (
  id INTEGER NOT NULL PRIMARY KEY,
  stall TEXT NOT NULL,
  client_id TEXT NOT NULL UNIQUE,
  secret_hash TEXT NOT NULL,
  name TEXT NOT NULL,
  website TEXT,
  redirect_uris TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
-- A token belongs to an account at a stall, or to an application alone. SQLite cannot take NOT NULL off a column: the table
-- is made anew.
CREATE TABLE tokens (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
  stall TEXT NOT NULL,
  application_id BIGINT REFERENCES applications (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  last_used_at TIMESTAMP
);
INSERT INTO tokens (id, account_id, stall, token_hash, scopes, name, created_at, last_used_at)
  SELECT t.id, t.account_id, a.stall, t.token_hash, t.scopes, t.name, t.created_at, t.last_used_at
  FROM access_tokens t JOIN actors a ON a.id = t.actor_id
  WHERE a.stall IS NOT NULL;
DROP TABLE access_tokens;
ALTER TABLE tokens RENAME TO access_tokens;
CREATE INDEX access_tokens_account ON access_tokens (account_id);
CREATE INDEX access_tokens_application ON access_tokens (application_id);
CREATE TABLE authorizations (
  id INTEGER NOT NULL PRIMARY KEY,
  code_hash TEXT NOT NULL UNIQUE,
  application_id BIGINT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  redirect_uri TEXT NOT NULL,
  scopes TEXT NOT NULL,
  challenge TEXT,
  -- The token that the code bought. It goes with it: a code without one would look unused.
  token_id BIGINT REFERENCES access_tokens (id) ON DELETE CASCADE,
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  redeemed_at TIMESTAMP
);
CREATE INDEX authorizations_application ON authorizations (application_id);
CREATE INDEX authorizations_account ON authorizations (account_id);
CREATE INDEX authorizations_token ON authorizations (token_id);
