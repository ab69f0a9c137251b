-- Whom somebody does not want to have suggested again.
CREATE TABLE suggestion_dismissals (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  dismissed_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  PRIMARY KEY (actor_id, dismissed_id)
);
CREATE INDEX suggestion_dismissals_dismissed ON suggestion_dismissals (dismissed_id);
