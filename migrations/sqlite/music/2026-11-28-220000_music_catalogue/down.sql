DROP TABLE music_analyses;
DROP TABLE music_lyrics;
DROP TABLE music_track_artists;
DROP TABLE music_tracks;
DROP TABLE music_album_artists;
DROP TABLE music_albums;
DROP TABLE music_artists;
