-- What kind of release an album is, and what it is ordered by where its files say so.
-- Words, with commas between them; empty where nobody said.
ALTER TABLE music_albums ADD COLUMN kinds TEXT NOT NULL DEFAULT '';
-- The title as it is ordered, as printed; NULL: as it is called.
ALTER TABLE music_albums ADD COLUMN sort_title TEXT;
-- What lists by title and by artist are ordered by.
ALTER TABLE music_albums ADD COLUMN title_order TEXT NOT NULL DEFAULT '';
ALTER TABLE music_albums ADD COLUMN artist_order TEXT NOT NULL DEFAULT '';
UPDATE music_albums SET title_order = title_key, artist_order = CASE
  WHEN artist_key LIKE 'the %' OR artist_key LIKE 'les %' OR artist_key LIKE 'une %' OR artist_key LIKE 'die %'
    OR artist_key LIKE 'der %' OR artist_key LIKE 'das %' OR artist_key LIKE 'los %' OR artist_key LIKE 'las %'
    THEN substr(artist_key, 5)
  WHEN artist_key LIKE 'an %' OR artist_key LIKE 'le %' OR artist_key LIKE 'la %' OR artist_key LIKE 'un %'
    OR artist_key LIKE 'el %' THEN substr(artist_key, 4)
  WHEN artist_key LIKE 'a %' OR artist_key LIKE 'l''%' OR artist_key LIKE 'l’%' THEN substr(artist_key, 3)
  ELSE artist_key END;
DROP INDEX music_albums_title;
DROP INDEX music_albums_artist;
CREATE INDEX music_albums_title ON music_albums (title_order, id);
CREATE INDEX music_albums_artist ON music_albums (artist_order, title_order);
