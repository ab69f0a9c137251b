-- Who follows what is no actor: a collection of somebody's.
CREATE TABLE collection_follows (
  id BIGINT NOT NULL PRIMARY KEY,
  -- The id of the `Follow`.
  uri TEXT NOT NULL UNIQUE,
  follower_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  -- Whose the collection is, who answers.
  owner_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  -- The id of the collection.
  collection_uri TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  accepted_at TIMESTAMP
);
CREATE UNIQUE INDEX collection_follows_pair ON collection_follows (follower_id, collection_uri);
CREATE INDEX collection_follows_collection ON collection_follows (collection_uri, state);
CREATE INDEX collection_follows_owner ON collection_follows (owner_id, state);

-- What such a collection lists: who follows it may see that.
CREATE TABLE collection_objects (
  collection_uri TEXT NOT NULL,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  -- Under which id, where that is not the object's own.
  item_uri TEXT,
  PRIMARY KEY (collection_uri, object_id)
);
CREATE INDEX collection_objects_object ON collection_objects (object_id);
