-- What somebody noted about somebody else, for themself alone.
CREATE TABLE actor_notes (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  about_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  PRIMARY KEY (actor_id, about_id)
);
CREATE INDEX actor_notes_about ON actor_notes (about_id);
