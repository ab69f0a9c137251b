-- What members let others hear who have no account. The address has the server's tag over the number: it stands nowhere.
CREATE TABLE music_shares (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  description TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  -- NULL: when it is ended by hand.
  expires_at TIMESTAMP,
  -- How often it was opened by others, and when last.
  visits BIGINT NOT NULL,
  visited_at TIMESTAMP
);
CREATE INDEX music_shares_actor ON music_shares (actor_id, id);
CREATE INDEX music_shares_expires ON music_shares (expires_at);

CREATE TABLE music_share_items (
  share_id BIGINT NOT NULL REFERENCES music_shares (id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  -- A track, an album or a playlist, and its number.
  item TEXT NOT NULL,
  item_id BIGINT NOT NULL,
  PRIMARY KEY (share_id, position)
);
