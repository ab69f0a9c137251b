CREATE TABLE applications (
  id BIGINT NOT NULL PRIMARY KEY,
  stall TEXT NOT NULL,
  client_id TEXT NOT NULL UNIQUE,
  secret_hash TEXT NOT NULL,
  name TEXT NOT NULL,
  website TEXT,
  redirect_uris TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
-- A token belongs to an account at a stall, or to an application alone.
ALTER TABLE access_tokens ADD COLUMN stall TEXT;
UPDATE access_tokens SET stall = actors.stall FROM actors WHERE actors.id = access_tokens.actor_id;
DELETE FROM access_tokens WHERE stall IS NULL;
ALTER TABLE access_tokens
  ALTER COLUMN stall SET NOT NULL,
  ALTER COLUMN account_id DROP NOT NULL,
  DROP COLUMN actor_id,
  ADD COLUMN application_id BIGINT REFERENCES applications (id) ON DELETE CASCADE;
CREATE INDEX access_tokens_application ON access_tokens (application_id);
CREATE TABLE authorizations (
  id BIGINT NOT NULL PRIMARY KEY,
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
