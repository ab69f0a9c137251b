-- What a member plays now: one row at most, which is worth nothing once it has ended.
CREATE TABLE music_playing (
  actor_id BIGINT NOT NULL PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  -- The program that plays it.
  client TEXT NOT NULL,
  -- Whether it said so; else that it asked for the sound is all that is known.
  told BOOLEAN NOT NULL,
  began_at TIMESTAMP NOT NULL,
  -- When the track is over.
  ends_at TIMESTAMP NOT NULL
);
CREATE INDEX music_playing_object ON music_playing (object_id);
CREATE INDEX music_playing_ends ON music_playing (ends_at);

-- Members who let others see it. Of whoever is not here nobody sees anything.
CREATE TABLE music_presences (
  actor_id BIGINT NOT NULL PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  shown_to TEXT NOT NULL
);
