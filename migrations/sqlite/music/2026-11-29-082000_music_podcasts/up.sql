-- Podcasts elsewhere: each is read once, for all members who subscribed to it.
CREATE TABLE music_podcasts (
  id BIGINT NOT NULL PRIMARY KEY,
  -- Where its feed is.
  url TEXT NOT NULL UNIQUE,
  -- Empty until it was read.
  title TEXT NOT NULL,
  author TEXT NOT NULL,
  -- HTML, made safe.
  description TEXT NOT NULL,
  -- Its page.
  link TEXT,
  picture_id BIGINT REFERENCES media (id) ON DELETE SET NULL,
  etag TEXT,
  modified TEXT,
  checked_at TIMESTAMP,
  -- How often in turn it could not be read, and why not the last time.
  failures SMALLINT NOT NULL,
  problem TEXT,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX music_podcasts_picture ON music_podcasts (picture_id);

CREATE TABLE music_subscriptions (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  podcast_id BIGINT NOT NULL REFERENCES music_podcasts (id) ON DELETE CASCADE,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (actor_id, podcast_id)
);
CREATE INDEX music_subscriptions_podcast ON music_subscriptions (podcast_id);

CREATE TABLE music_episodes (
  id BIGINT NOT NULL PRIMARY KEY,
  podcast_id BIGINT NOT NULL REFERENCES music_podcasts (id) ON DELETE CASCADE,
  -- What its podcast calls it.
  guid TEXT NOT NULL,
  title TEXT NOT NULL,
  -- HTML, made safe.
  description TEXT NOT NULL,
  -- Where the sound is.
  url TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  duration_ms BIGINT NOT NULL,
  number INTEGER,
  season INTEGER,
  published_at TIMESTAMP NOT NULL,
  UNIQUE (podcast_id, guid)
);
CREATE INDEX music_episodes_newest ON music_episodes (podcast_id, published_at);
