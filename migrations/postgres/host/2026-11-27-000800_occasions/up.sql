-- When an object takes place, and who may come: an event has one of these.
CREATE TABLE occasions (
  object_id BIGINT NOT NULL PRIMARY KEY REFERENCES objects (id) ON DELETE CASCADE,
  -- UTC; the zone says by which clocks they are meant. The end is the first moment after it.
  starts_at TIMESTAMP NOT NULL,
  ends_at TIMESTAMP,
  zone TEXT NOT NULL,
  all_day BOOLEAN NOT NULL DEFAULT FALSE,
  status TEXT NOT NULL,
  -- When it was to begin before it was moved.
  previous_starts_at TIMESTAMP,
  -- Mobilizon's list.
  category TEXT NOT NULL,
  online_url TEXT,
  join_mode TEXT NOT NULL,
  -- Where to register when that is elsewhere.
  join_url TEXT,
  join_until TIMESTAMP,
  -- Whether one may take part without an account.
  anonymous BOOLEAN NOT NULL DEFAULT FALSE,
  -- Heads; any number where unset.
  capacity BIGINT,
  -- How many each may bring along.
  guests_most SMALLINT NOT NULL DEFAULT 0,
  -- Heads that come, as far as is known.
  participants_count BIGINT NOT NULL DEFAULT 0,
  -- RFC 5545: UID and SEQUENCE.
  uid TEXT NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX occasions_start ON occasions (starts_at, object_id);
CREATE INDEX occasions_uid ON occasions (uid);

-- Street and town of a place, as JSON.
ALTER TABLE places ADD COLUMN address TEXT;
