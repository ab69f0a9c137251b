-- Where a member is in something long: a track, or an episode of a podcast elsewhere. Programs know it as a bookmark.
CREATE TABLE music_positions (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  item TEXT NOT NULL,
  item_id BIGINT NOT NULL,
  position_ms BIGINT NOT NULL,
  comment TEXT NOT NULL,
  -- It was heard to its end.
  finished BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL,
  changed_at TIMESTAMP NOT NULL,
  PRIMARY KEY (actor_id, item, item_id)
);
CREATE INDEX music_positions_item ON music_positions (item, item_id);
INSERT INTO music_positions (actor_id, item, item_id, position_ms, comment, finished, created_at, changed_at)
  SELECT actor_id, 'track', object_id, position_ms, comment, FALSE, created_at, changed_at FROM music_bookmarks;
DROP TABLE music_bookmarks;
