-- What came from calendars of others, so that it comes once.
CREATE TABLE events_imports (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  -- What the event is called in our calendars: its UID, of one of a series with its time behind it.
  name TEXT NOT NULL,
  -- RFC 5545: UID and RECURRENCE-ID (UTC) as they came.
  uid TEXT NOT NULL,
  recurrence_at TIMESTAMP,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  -- RFC 5545: SEQUENCE and LAST-MODIFIED as they came.
  sequence INTEGER NOT NULL,
  modified_at TIMESTAMP,
  -- What was taken of it: a SHA-256 in hexadecimal.
  digest TEXT NOT NULL,
  PRIMARY KEY (actor_id, name)
);
CREATE INDEX events_imports_object ON events_imports (object_id);
-- Secrets by which a program reads a member's own calendar.
CREATE TABLE events_keys (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  -- As the member calls it.
  title TEXT NOT NULL,
  -- The SHA-256 of the secret, in hexadecimal.
  secret_hash TEXT NOT NULL UNIQUE,
  created_at TIMESTAMP NOT NULL,
  -- The day on which it was last used.
  used_at TIMESTAMP
);
CREATE INDEX events_keys_actor ON events_keys (actor_id, id);
