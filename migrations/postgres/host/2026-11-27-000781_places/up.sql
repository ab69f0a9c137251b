-- Where an object was made or happens, as its author says: a name, and a point only where it was put on a map by hand.
CREATE TABLE places (
  object_id BIGINT NOT NULL PRIMARY KEY REFERENCES objects (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- The name as it is looked for.
  key TEXT NOT NULL,
  country TEXT,
  -- Millionths of a degree, north and east.
  latitude BIGINT,
  longitude BIGINT
);
CREATE INDEX places_key ON places (key, object_id);
-- Whether others may answer.
ALTER TABLE objects ADD COLUMN answerable BOOLEAN NOT NULL DEFAULT TRUE;
-- What others may do with a file, and whether they see how it was taken.
ALTER TABLE media ADD COLUMN licence TEXT;
ALTER TABLE media ADD COLUMN exposure_shown BOOLEAN NOT NULL DEFAULT FALSE;
