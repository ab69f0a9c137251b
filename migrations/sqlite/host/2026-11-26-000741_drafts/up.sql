-- What was not said yet, at any stall. With a time it is scheduled.
CREATE TABLE drafts (
  id INTEGER NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  statement TEXT NOT NULL,
  due_at TIMESTAMP,
  error TEXT,
  updated_at TIMESTAMP NOT NULL
);
CREATE INDEX drafts_actor ON drafts (actor_id, id);
CREATE INDEX drafts_due ON drafts (due_at) WHERE due_at IS NOT NULL;
