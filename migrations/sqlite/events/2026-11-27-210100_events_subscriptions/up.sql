-- Calendars elsewhere whose events an actor takes over, again and again.
CREATE TABLE events_subscriptions (
  id BIGINT NOT NULL PRIMARY KEY,
  -- Whose events they become.
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  -- Who wanted that.
  member_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  -- As the calendar calls itself.
  title TEXT NOT NULL,
  -- The zone of what names none.
  zone TEXT NOT NULL,
  -- What was last read: a SHA-256 in hexadecimal.
  digest TEXT,
  checked_at TIMESTAMP,
  -- How many events it had then.
  events BIGINT NOT NULL,
  -- Why it could not be read last, or what of it was not taken.
  problem TEXT,
  created_at TIMESTAMP NOT NULL,
  UNIQUE (actor_id, url)
);
CREATE INDEX events_subscriptions_member ON events_subscriptions (member_id, id);
-- The calendar that something came with.
ALTER TABLE events_imports ADD COLUMN subscription_id BIGINT REFERENCES events_subscriptions (id) ON DELETE SET NULL;
CREATE INDEX events_imports_subscription ON events_imports (subscription_id);
-- Calendar files that members bring, from the preview to what became of them.
CREATE TABLE events_files (
  id BIGINT NOT NULL PRIMARY KEY,
  -- Whose events they become.
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  -- Who brought it.
  member_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  -- The zone of what names none.
  zone TEXT NOT NULL,
  -- looked_at | begun | done
  state TEXT NOT NULL,
  -- The file; empty once it is done.
  content TEXT NOT NULL,
  -- How many events it has.
  total BIGINT NOT NULL,
  -- What became of how many, as JSON.
  report TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX events_files_member ON events_files (member_id, id);
CREATE INDEX events_files_actor ON events_files (actor_id);
