DROP TABLE music_keys;
DROP TABLE music_bookmarks;
DROP TABLE music_queues;
DROP TABLE music_playlist_tracks;
DROP TABLE music_playlists;
DROP TABLE music_ratings;
DROP TABLE music_stars;
DROP TABLE music_listens;
