-- Who takes part in what takes place, wants to, or does not.
CREATE TABLE participations (
  id BIGINT NOT NULL PRIMARY KEY,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  -- Unset of who has no account; then there is an address.
  actor_id BIGINT REFERENCES actors (id) ON DELETE CASCADE,
  name TEXT NOT NULL DEFAULT '',
  email TEXT,
  -- In which language who has no account reads mail.
  language TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  -- Heads brought along.
  guests SMALLINT NOT NULL DEFAULT 0,
  message TEXT NOT NULL DEFAULT '',
  -- To the questions of the organiser, as JSON.
  answers TEXT NOT NULL DEFAULT '[]',
  -- The activity that asked, where one did.
  uri TEXT,
  -- For the door.
  code TEXT NOT NULL,
  -- The order in the line.
  asked_at TIMESTAMP NOT NULL,
  checked_in_at TIMESTAMP,
  updated_at TIMESTAMP NOT NULL,
  -- How long before the beginning one wants to be reminded, in minutes, as JSON.
  reminders TEXT NOT NULL DEFAULT '[1440,60]',
  -- The last reminder that was given, in minutes before the beginning.
  reminded INTEGER,
  UNIQUE (object_id, actor_id),
  UNIQUE (object_id, email),
  UNIQUE (object_id, code)
);
CREATE INDEX participations_line ON participations (object_id, state, asked_at, id);
CREATE INDEX participations_actor ON participations (actor_id, state);
CREATE INDEX participations_uri ON participations (uri);

-- Links that were mailed to those without an account. Only hashes are kept.
CREATE TABLE participation_links (
  token_hash TEXT NOT NULL PRIMARY KEY,
  participation_id BIGINT NOT NULL REFERENCES participations (id) ON DELETE CASCADE,
  expires_at TIMESTAMP NOT NULL
);
CREATE INDEX participation_links_participation ON participation_links (participation_id);
CREATE INDEX participation_links_expiry ON participation_links (expires_at);
