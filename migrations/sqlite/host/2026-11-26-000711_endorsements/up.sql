-- Whom somebody recommends on their page.
CREATE TABLE endorsements (
  id INTEGER NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  endorsed_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX endorsements_pair ON endorsements (actor_id, endorsed_id);
CREATE INDEX endorsements_endorsed ON endorsements (endorsed_id);
