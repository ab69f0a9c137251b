-- Who plays: names, as they stand in files and documents. They are the club's, not a member's.
CREATE TABLE music_artists (
  id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  -- The name without what makes no difference; no two artists have the same.
  name_key TEXT NOT NULL UNIQUE,
  sort_name TEXT NOT NULL,
  musicbrainz_id TEXT,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX music_artists_sort ON music_artists (sort_name, id);
-- What tracks are published on. Each is of one member, or of an actor elsewhere.
CREATE TABLE music_albums (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,
  -- Who plays, as printed.
  artist_line TEXT NOT NULL,
  artist_key TEXT NOT NULL,
  -- As printed: a year, a month or a day.
  released TEXT,
  released_year INTEGER,
  musicbrainz_id TEXT,
  -- Its ActivityPub id elsewhere.
  uri TEXT,
  -- A picture of the media of its actor.
  cover_id BIGINT,
  -- As many as may see one of its tracks, and how many and how long those are: what lists are made by.
  visibility TEXT NOT NULL,
  tracks_count BIGINT NOT NULL DEFAULT 0,
  duration_ms BIGINT NOT NULL DEFAULT 0,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL
);
CREATE INDEX music_albums_actor ON music_albums (actor_id, title_key);
CREATE INDEX music_albums_title ON music_albums (title_key, id);
CREATE INDEX music_albums_artist ON music_albums (artist_key, title_key);
CREATE INDEX music_albums_year ON music_albums (released_year);
CREATE UNIQUE INDEX music_albums_uri ON music_albums (uri);
CREATE TABLE music_album_artists (
  album_id BIGINT NOT NULL REFERENCES music_albums (id) ON DELETE CASCADE,
  position SMALLINT NOT NULL,
  artist_id BIGINT NOT NULL REFERENCES music_artists (id) ON DELETE CASCADE,
  credit TEXT NOT NULL,
  -- What is printed between this name and the next.
  joinphrase TEXT NOT NULL,
  PRIMARY KEY (album_id, position)
);
CREATE INDEX music_album_artists_artist ON music_album_artists (artist_id, album_id);
-- A recording, published or its owner's alone. Title, author, reach, tags and reactions are its object's.
CREATE TABLE music_tracks (
  object_id BIGINT NOT NULL PRIMARY KEY REFERENCES objects (id) ON DELETE CASCADE,
  album_id BIGINT NOT NULL REFERENCES music_albums (id) ON DELETE CASCADE,
  -- The file, one of the media of the object.
  media_id BIGINT NOT NULL,
  artist_line TEXT NOT NULL,
  disc SMALLINT NOT NULL,
  position SMALLINT NOT NULL,
  released_year INTEGER,
  duration_ms BIGINT NOT NULL,
  format TEXT NOT NULL,
  size BIGINT NOT NULL,
  -- Bits and samples per second; 0 where not known.
  bit_rate INTEGER NOT NULL,
  sample_rate INTEGER NOT NULL,
  channels SMALLINT NOT NULL,
  bit_depth SMALLINT,
  musicbrainz_id TEXT,
  isrc TEXT,
  bpm SMALLINT,
  copyright TEXT,
  -- An address.
  licence TEXT,
  comment TEXT,
  -- SHA-256 of the file, of ours.
  content_hash TEXT,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX music_tracks_album ON music_tracks (album_id, disc, position);
CREATE INDEX music_tracks_content ON music_tracks (content_hash);
CREATE INDEX music_tracks_media ON music_tracks (media_id);
CREATE TABLE music_track_artists (
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  position SMALLINT NOT NULL,
  artist_id BIGINT NOT NULL REFERENCES music_artists (id) ON DELETE CASCADE,
  credit TEXT NOT NULL,
  joinphrase TEXT NOT NULL,
  PRIMARY KEY (object_id, position)
);
CREATE INDEX music_track_artists_artist ON music_track_artists (artist_id, object_id);
CREATE TABLE music_lyrics (
  object_id BIGINT NOT NULL PRIMARY KEY REFERENCES objects (id) ON DELETE CASCADE,
  words TEXT NOT NULL
);
-- What was heard of a file.
CREATE TABLE music_analyses (
  object_id BIGINT NOT NULL PRIMARY KEY REFERENCES objects (id) ON DELETE CASCADE,
  -- Hundredths of LUFS, dBTP and LU (EBU R 128); none of what is silent.
  loudness INTEGER,
  true_peak INTEGER,
  loudness_range INTEGER,
  -- The greatest deflection of each part, from 0 to 255.
  peaks BLOB NOT NULL,
  -- Why it could not be listened to.
  problem TEXT,
  created_at TIMESTAMP NOT NULL
);
