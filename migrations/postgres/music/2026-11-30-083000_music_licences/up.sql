-- What others may do with an album: the address of a licence, its name, or words.
ALTER TABLE music_albums ADD COLUMN licence TEXT;
