-- What a member brought from elsewhere, so that it is brought once.
CREATE TABLE photos_imports (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  -- What it was there: a SHA-256 in hexadecimal.
  mark TEXT NOT NULL,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  -- The album that it was in there, by name.
  album TEXT,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (actor_id, mark)
);
CREATE INDEX photos_imports_object ON photos_imports (object_id);
