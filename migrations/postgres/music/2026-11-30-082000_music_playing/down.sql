DROP TABLE music_presences;
DROP TABLE music_playing;
