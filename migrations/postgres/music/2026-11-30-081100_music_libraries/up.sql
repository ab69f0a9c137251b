-- Libraries elsewhere that members asked for: each is read for one of them.
CREATE TABLE music_libraries (
  id BIGINT NOT NULL PRIMARY KEY,
  -- Its ActivityPub id, or the address that was given until it is known.
  uri TEXT NOT NULL UNIQUE,
  -- Whose it is; none until it was read.
  owner_id BIGINT REFERENCES actors (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- HTML, made safe.
  summary TEXT NOT NULL,
  -- How many tracks it says that it has.
  total BIGINT NOT NULL,
  -- Why it could not be read the last time.
  problem TEXT,
  -- When its pages were read to the end.
  read_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX music_libraries_owner ON music_libraries (owner_id);

CREATE TABLE music_library_readers (
  library_id BIGINT NOT NULL REFERENCES music_libraries (id) ON DELETE CASCADE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (library_id, actor_id)
);
CREATE INDEX music_library_readers_actor ON music_library_readers (actor_id);
