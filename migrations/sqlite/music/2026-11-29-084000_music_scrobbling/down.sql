DROP TABLE music_scrobbling;
