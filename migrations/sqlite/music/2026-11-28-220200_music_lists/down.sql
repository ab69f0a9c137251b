DROP INDEX objects_tracks;
DROP INDEX music_tracks_album;
CREATE INDEX music_tracks_album ON music_tracks (album_id, disc, position);
