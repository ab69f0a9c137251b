CREATE TABLE filter_objects (
  id INTEGER NOT NULL PRIMARY KEY,
  filter_id BIGINT NOT NULL REFERENCES filters (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX filter_objects_pair ON filter_objects (filter_id, object_id);
CREATE INDEX filter_objects_object ON filter_objects (object_id);
