DROP TABLE music_stations;
