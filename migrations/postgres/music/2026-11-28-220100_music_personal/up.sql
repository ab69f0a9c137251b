-- What was played, by whom; shown to nobody else unless they want that.
CREATE TABLE music_listens (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  -- The program that told it.
  client TEXT NOT NULL,
  listened_at TIMESTAMP NOT NULL
);
CREATE INDEX music_listens_actor ON music_listens (actor_id, listened_at);
CREATE INDEX music_listens_object ON music_listens (object_id, actor_id);
-- Albums and artists that a member likes. Of tracks it is a like.
CREATE TABLE music_stars (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  item TEXT NOT NULL,
  item_id BIGINT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (actor_id, item, item_id)
);
CREATE INDEX music_stars_item ON music_stars (item, item_id);
-- How much a member likes a track, an album or an artist, from 1 to 5.
CREATE TABLE music_ratings (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  item TEXT NOT NULL,
  item_id BIGINT NOT NULL,
  rating SMALLINT NOT NULL,
  PRIMARY KEY (actor_id, item, item_id)
);
CREATE INDEX music_ratings_item ON music_ratings (item, item_id);
CREATE TABLE music_playlists (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  -- Who may see it: its owner, the members, or everybody.
  audience TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL
);
CREATE INDEX music_playlists_actor ON music_playlists (actor_id, id);
-- A track can be in one more than once.
CREATE TABLE music_playlist_tracks (
  playlist_id BIGINT NOT NULL REFERENCES music_playlists (id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  added_at TIMESTAMP NOT NULL,
  PRIMARY KEY (playlist_id, position)
);
CREATE INDEX music_playlist_tracks_object ON music_playlist_tracks (object_id);
-- What a member plays, and how far that is, so that another device can go on.
CREATE TABLE music_queues (
  actor_id BIGINT NOT NULL PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  -- Tracks in order, as JSON.
  tracks TEXT NOT NULL,
  -- Which of them, from 0, and how many milliseconds of it were played.
  current BIGINT NOT NULL,
  position_ms BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at TIMESTAMP NOT NULL
);
-- Where a member left off in something long.
CREATE TABLE music_bookmarks (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  position_ms BIGINT NOT NULL,
  comment TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  changed_at TIMESTAMP NOT NULL,
  PRIMARY KEY (actor_id, object_id)
);
-- Keys of programs that play music. Their secrets are made of their numbers and the server's key: some programs prove that they know
-- a secret without telling it, for which it must be known here.
CREATE TABLE music_keys (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  used_at TIMESTAMP
);
CREATE INDEX music_keys_actor ON music_keys (actor_id, id);
