CREATE TABLE music_bookmarks (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  position_ms BIGINT NOT NULL,
  comment TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  changed_at TIMESTAMP NOT NULL,
  PRIMARY KEY (actor_id, object_id)
);
INSERT INTO music_bookmarks (actor_id, object_id, position_ms, comment, created_at, changed_at)
  SELECT actor_id, item_id, position_ms, comment, created_at, changed_at FROM music_positions
  WHERE item = 'track' AND NOT finished AND item_id IN (SELECT id FROM objects);
DROP TABLE music_positions;
