-- Where what a member plays is passed on to: a service with which the member has an account.
CREATE TABLE music_scrobbling (
  actor_id BIGINT NOT NULL PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  -- The address of the service.
  url TEXT NOT NULL,
  -- The member's token there. It must be told, so it stands here as it is.
  token TEXT NOT NULL,
  -- What the member is called there; NULL until the service was asked.
  account TEXT,
  -- Why nothing is passed on.
  problem TEXT,
  created_at TIMESTAMP NOT NULL
);
