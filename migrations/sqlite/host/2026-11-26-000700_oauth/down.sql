DROP TABLE authorizations;
CREATE TABLE tokens (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  last_used_at TIMESTAMP
);
INSERT INTO tokens (id, account_id, actor_id, token_hash, scopes, name, created_at, last_used_at)
  SELECT t.id, t.account_id, min(a.id), t.token_hash, t.scopes, t.name, t.created_at, t.last_used_at
  FROM access_tokens t JOIN actors a ON a.account_id = t.account_id AND a.stall = t.stall
  GROUP BY t.id, t.account_id, t.token_hash, t.scopes, t.name, t.created_at, t.last_used_at;
DROP TABLE access_tokens;
ALTER TABLE tokens RENAME TO access_tokens;
CREATE INDEX access_tokens_account ON access_tokens (account_id);
DROP TABLE applications;
