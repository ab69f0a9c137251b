DROP TABLE filter_objects;
