-- What events begin with that are much alike.
CREATE TABLE events_templates (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  -- As the member calls it.
  title TEXT NOT NULL,
  -- What is said, in JSON, without pictures.
  statement TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX events_templates_actor ON events_templates (actor_id, id);
