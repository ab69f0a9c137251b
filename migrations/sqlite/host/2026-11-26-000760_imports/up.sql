CREATE TABLE imports (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  mode TEXT NOT NULL,
  state TEXT NOT NULL,
  file_name TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  confirmed_at TIMESTAMP,
  finished_at TIMESTAMP
);
CREATE INDEX imports_account ON imports (account_id);
CREATE INDEX imports_actor ON imports (actor_id);
-- target_id is an actor or an object, which may go before the row does.
CREATE TABLE import_rows (
  import_id BIGINT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  cells TEXT NOT NULL,
  host TEXT NOT NULL,
  state TEXT NOT NULL,
  refusal TEXT,
  target_id BIGINT,
  tries SMALLINT NOT NULL DEFAULT 0,
  due_at TIMESTAMP NOT NULL,
  asked_at TIMESTAMP,
  PRIMARY KEY (import_id, line)
);
CREATE INDEX import_rows_due ON import_rows (import_id, state, due_at);
