-- Albums: what members put together of their photos, in order.
CREATE TABLE photos_albums (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  -- Who may see it: public, followers, members, or who has the link.
  audience TEXT NOT NULL,
  -- The secret of that link. Its owner is shown it again, hence it is kept as it is.
  link TEXT,
  -- The photo that stands for it; else its first.
  cover_id BIGINT REFERENCES objects (id) ON DELETE SET NULL,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL
);
CREATE INDEX photos_albums_actor ON photos_albums (actor_id, id);
CREATE INDEX photos_albums_cover ON photos_albums (cover_id);
CREATE TABLE photos_album_photos (
  album_id BIGINT NOT NULL REFERENCES photos_albums (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  added_at TIMESTAMP NOT NULL,
  PRIMARY KEY (album_id, object_id)
);
CREATE INDEX photos_album_photos_object ON photos_album_photos (object_id);
-- Members besides its owner who may add photos of their own.
CREATE TABLE photos_album_contributors (
  album_id BIGINT NOT NULL REFERENCES photos_albums (id) ON DELETE CASCADE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  added_at TIMESTAMP NOT NULL,
  PRIMARY KEY (album_id, actor_id)
);
CREATE INDEX photos_album_contributors_actor ON photos_album_contributors (actor_id);
