-- What an actor says of what it publishes as a whole: as an artist, or as a podcast. One without a row publishes music.
CREATE TABLE music_channels (
  actor_id BIGINT NOT NULL PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  medium TEXT NOT NULL,
  -- Of the list that directories of podcasts have.
  category TEXT,
  explicit BOOLEAN NOT NULL,
  -- SPDX.
  licence TEXT,
  -- A language tag.
  language TEXT,
  -- Who is to be asked, by whoever lists it.
  owner_email TEXT,
  -- Where it can be supported.
  funding_url TEXT
);
