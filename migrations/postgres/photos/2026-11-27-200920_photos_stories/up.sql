-- Pictures that are shown for a day, of members and of those whom they follow elsewhere.
CREATE TABLE photos_stories (
  id BIGINT NOT NULL PRIMARY KEY,
  -- Its ActivityPub id.
  uri TEXT NOT NULL UNIQUE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  media_id BIGINT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
  caption TEXT NOT NULL,
  -- How long it is looked at.
  seconds SMALLINT NOT NULL,
  -- Whether its author takes answers to it.
  answerable BOOLEAN NOT NULL,
  -- Of one of ours: the hash of the secret by which other servers read it.
  token_hash TEXT,
  -- Whether moderators were asked to look at it.
  reported BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL
);
CREATE INDEX photos_stories_actor ON photos_stories (actor_id, id);
CREATE INDEX photos_stories_media ON photos_stories (media_id);
-- Who has seen it, and liked it.
CREATE TABLE photos_story_views (
  story_id BIGINT NOT NULL REFERENCES photos_stories (id) ON DELETE CASCADE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  liked BOOLEAN NOT NULL,
  seen_at TIMESTAMP NOT NULL,
  PRIMARY KEY (story_id, actor_id)
);
