-- One for each access token, and no longer than that.
CREATE TABLE push_subscriptions (
  access_token_id INTEGER NOT NULL PRIMARY KEY REFERENCES access_tokens (id) ON DELETE CASCADE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  endpoint TEXT NOT NULL,
  public_key BLOB NOT NULL,
  auth_secret BLOB NOT NULL,
  standard BOOLEAN NOT NULL,
  alerts TEXT NOT NULL,
  policy TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX push_subscriptions_actor ON push_subscriptions (actor_id);
