DROP TABLE music_library_readers;
DROP TABLE music_libraries;
