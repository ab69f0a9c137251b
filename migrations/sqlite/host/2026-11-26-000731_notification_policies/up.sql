-- Whose notifications an actor wants at once; who has no row has the defaults of the program.
CREATE TABLE notification_policies (
  actor_id BIGINT NOT NULL PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  not_following TEXT NOT NULL,
  not_followers TEXT NOT NULL,
  new_accounts TEXT NOT NULL,
  private_mentions TEXT NOT NULL,
  limited_accounts TEXT NOT NULL
);
-- Whom no policy holds back.
CREATE TABLE notification_permissions (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  from_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  PRIMARY KEY (actor_id, from_id)
);
CREATE INDEX notification_permissions_from ON notification_permissions (from_id);
