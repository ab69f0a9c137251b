-- A shelf counted up: names are put together of a few words by the number of the album and of the track.
CREATE TEMP TABLE words AS
  SELECT key AS place, value AS word FROM json_each('["Lantern","Harbour","Winter","Paper","Silver","Orchard","Velvet","Engine",
    "Meadow","Copper","Thunder","Quiet","Island","Golden","Broken","Marble","Yellow","Distant","Unknown","Kitchen","Zebra","Jubilee"]');
CREATE TEMP TABLE shelf AS
  WITH RECURSIVE count (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM count WHERE n + 1 < :albums)
  SELECT
    n,
    :first + n * :step AS id,
    CASE n % 2 WHEN 0 THEN :own ELSE :other END AS actor_id,
    CASE n % 2 WHEN 0 THEN 'direct' ELSE 'members' END AS visibility,
    one.word || ' ' || two.word || ' ' || n AS title,
    'The ' || three.word || ' Band ' || (n % 500) AS artist,
    1 + n % 500 AS artist_id,
    1960 + n % 65 AS year,
    1 + n % 12 AS tag_id,
    strftime('%Y-%m-%d %H:%M:%f', ((:first + n * :step) >> 16) / 1000.0, 'unixepoch') AS at
  FROM count
  JOIN words one ON one.place = n % 22
  JOIN words two ON two.place = (n / 22) % 22
  JOIN words three ON three.place = (n % 500) % 22;
CREATE TEMP TABLE recordings AS
  WITH RECURSIVE count (t) AS (SELECT 0 UNION ALL SELECT t + 1 FROM count WHERE t + 1 < :tracks)
  SELECT
    shelf.id + 1 + (t << 16) AS id,
    t,
    word || ' song ' || t || ' of ' || n AS song,
    CASE (n + t) % 3 WHEN 0 THEN 'flac' ELSE 'mp3' END AS format,
    120000 + (n * 7919 + t * 104729) % 300000 AS duration_ms,
    shelf.*
  FROM shelf CROSS JOIN count JOIN words ON place = (n + t) % 22;

INSERT INTO tags (id, name, display, created_at)
  SELECT key + 1, lower(value), value, '2026-01-01 00:00:00'
  FROM json_each('["Rock","Jazz","Folk","Electronic","Chanson","Ambient","Soul","Metal","Opera","Reggae","Blues","Tango"]');
INSERT INTO music_artists (id, name, name_key, sort_name, created_at)
  SELECT DISTINCT artist_id, artist, lower(artist), substr(lower(artist), 5), '2026-01-01 00:00:00' FROM shelf;
INSERT INTO music_albums
  (id, actor_id, title, title_key, artist_line, artist_key, released, released_year, visibility, tracks_count, duration_ms, created_at,
   updated_at)
  SELECT id, actor_id, title, lower(title), artist, lower(artist), year, year, visibility, :tracks, :tracks * 240000, at, at FROM shelf;
INSERT INTO music_album_artists (album_id, position, artist_id, credit, joinphrase) SELECT id, 0, artist_id, artist, '' FROM shelf;

-- In the order in which they would have come.
INSERT INTO conversations (id) SELECT id0 FROM (SELECT id AS id0 FROM recordings) ORDER BY id0;
INSERT INTO objects
  (id, uri, stall, kind, wire_type, actor_id, visibility, title, content, source, conversation_id, url, published_at)
  SELECT id, 'http://music.localhost/objects/' || id, 'music', 'track', 'Audio', actor_id, visibility, song,
    '<p>' || artist || ' · <a href="http://music.localhost/albums/' || n || '">' || title || '</a></p>', '', id,
    'http://music.localhost/@ana/' || id, at
  FROM recordings ORDER BY id;
INSERT INTO search_text (rowid, words) SELECT id, lower(song || ' ' || artist || ' ' || title) FROM recordings ORDER BY id;
INSERT INTO object_tags (tag_id, object_id) SELECT tag_id, id FROM recordings ORDER BY id;
INSERT INTO media (id, actor_id, object_id, kind, media_type, state, media_key, duration_ms, size, description, created_at)
  SELECT id, actor_id, id, 'audio', CASE format WHEN 'flac' THEN 'audio/flac' ELSE 'audio/mpeg' END, 'ready',
    'private/sound/' || id || '.' || format, duration_ms, duration_ms * 32, artist || ' – ' || song, at
  FROM recordings ORDER BY id;
INSERT INTO music_tracks
  (object_id, album_id, media_id, artist_line, disc, position, released_year, duration_ms, format, size, bit_rate, sample_rate, channels,
   content_hash, created_at)
  SELECT id, id - 1 - (t << 16), id, artist, 1 + t / 10, 1 + t % 10, year, duration_ms, format, duration_ms * 32, 256000, 44100, 2,
    lower(hex(randomblob(32))), at
  FROM recordings ORDER BY id;
INSERT INTO music_track_artists (object_id, position, artist_id, credit, joinphrase)
  SELECT id, 0, artist_id, artist, '' FROM recordings ORDER BY id;
INSERT INTO music_analyses (object_id, loudness, true_peak, loudness_range, peaks, created_at)
  SELECT id, -1400, -50, 700, randomblob(1000), at FROM recordings ORDER BY id;
DROP TABLE recordings;
DROP TABLE shelf;
DROP TABLE words;
