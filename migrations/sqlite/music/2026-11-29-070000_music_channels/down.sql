DROP TABLE music_channels;
