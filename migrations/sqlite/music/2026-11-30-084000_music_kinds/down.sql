DROP INDEX music_albums_title;
DROP INDEX music_albums_artist;
ALTER TABLE music_albums DROP COLUMN artist_order;
ALTER TABLE music_albums DROP COLUMN title_order;
ALTER TABLE music_albums DROP COLUMN sort_title;
ALTER TABLE music_albums DROP COLUMN kinds;
CREATE INDEX music_albums_title ON music_albums (title_key, id);
CREATE INDEX music_albums_artist ON music_albums (artist_key, title_key);
