-- Internet radio stations that the club recommends. What they play comes from elsewhere.
CREATE TABLE music_stations (
  id BIGINT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  -- Where it is heard.
  stream_url TEXT NOT NULL,
  -- Where it tells of itself.
  home_url TEXT,
  created_at TIMESTAMP NOT NULL
);
