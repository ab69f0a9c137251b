DROP TABLE events_keys;
DROP TABLE events_imports;
