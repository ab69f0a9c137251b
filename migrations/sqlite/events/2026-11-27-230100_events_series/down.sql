DROP TABLE events_occurrences;
DROP TABLE events_series;
