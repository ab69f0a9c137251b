DROP TABLE collection_objects;
DROP TABLE collection_follows;
