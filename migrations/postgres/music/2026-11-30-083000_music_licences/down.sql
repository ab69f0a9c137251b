ALTER TABLE music_albums DROP COLUMN licence;
