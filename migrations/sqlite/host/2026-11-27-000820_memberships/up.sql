-- Actors of the kind Group that are run from here, and what is known of those elsewhere.
CREATE TABLE groups (
  actor_id BIGINT NOT NULL PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  -- invite_only, moderated, open
  openness TEXT NOT NULL,
  -- The club itself: who administers it runs this group.
  club BOOLEAN NOT NULL DEFAULT FALSE,
  -- As far as another server tells.
  members_count BIGINT NOT NULL DEFAULT 0
);

-- Who belongs to a group, and who wants to or is asked to.
CREATE TABLE memberships (
  group_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  -- administrator, moderator, member, invited, not_approved
  role TEXT NOT NULL,
  -- The activity that began it: Join or Invite. Mobilizon takes it for the id of the membership.
  uri TEXT NOT NULL UNIQUE,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL,
  PRIMARY KEY (group_id, actor_id)
);
CREATE INDEX memberships_actor ON memberships (actor_id);
