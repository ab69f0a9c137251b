CREATE TABLE previews (
  id INTEGER NOT NULL PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  found BOOLEAN NOT NULL DEFAULT FALSE,
  url TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  author_name TEXT NOT NULL DEFAULT '',
  author_url TEXT NOT NULL DEFAULT '',
  provider_name TEXT NOT NULL DEFAULT '',
  provider_url TEXT NOT NULL DEFAULT '',
  language TEXT,
  published_at TIMESTAMP,
  image_id BIGINT REFERENCES media (id) ON DELETE SET NULL,
  fetched_at TIMESTAMP NOT NULL
);
CREATE INDEX previews_url ON previews (url);
CREATE INDEX previews_image ON previews (image_id);
-- What an object links to first, where that is shown below it.
CREATE TABLE object_previews (
  object_id BIGINT NOT NULL PRIMARY KEY REFERENCES objects (id) ON DELETE CASCADE,
  preview_id BIGINT NOT NULL REFERENCES previews (id) ON DELETE CASCADE
);
CREATE INDEX object_previews_preview ON object_previews (preview_id, object_id);
