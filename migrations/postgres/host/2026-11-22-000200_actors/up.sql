CREATE TABLE actors (
  id BIGINT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  stall TEXT,
  account_id BIGINT REFERENCES accounts (id),
  kind TEXT NOT NULL,
  username TEXT NOT NULL,
  host TEXT NOT NULL,
  name TEXT NOT NULL,
  summary TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  url TEXT,
  avatar_id BIGINT,
  header_id BIGINT,
  fields TEXT NOT NULL DEFAULT '[]',
  emojis TEXT NOT NULL DEFAULT '{}',
  inbox TEXT NOT NULL,
  shared_inbox TEXT,
  outbox TEXT,
  followers TEXT,
  following TEXT,
  featured TEXT,
  locked BOOLEAN NOT NULL DEFAULT FALSE,
  bot BOOLEAN NOT NULL DEFAULT FALSE,
  discoverable BOOLEAN NOT NULL DEFAULT FALSE,
  indexable BOOLEAN NOT NULL DEFAULT FALSE,
  follows_hidden BOOLEAN NOT NULL DEFAULT FALSE,
  also_known_as TEXT NOT NULL DEFAULT '[]',
  moved_to TEXT,
  settings TEXT NOT NULL DEFAULT '{}',
  followers_count BIGINT NOT NULL DEFAULT 0,
  following_count BIGINT NOT NULL DEFAULT 0,
  objects_count BIGINT NOT NULL DEFAULT 0,
  last_object_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL,
  fetched_at TIMESTAMP,
  suspended_at TIMESTAMP,
  silenced_at TIMESTAMP,
  deleted_at TIMESTAMP
);
CREATE UNIQUE INDEX actors_handle ON actors (username, host);
CREATE INDEX actors_host ON actors (host);
CREATE INDEX actors_account ON actors (account_id);
CREATE INDEX actors_stall ON actors (stall);
CREATE TABLE actor_keys (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  key_uri TEXT NOT NULL UNIQUE,
  algorithm TEXT NOT NULL,
  public_key TEXT NOT NULL,
  private_key BYTEA,
  fetched_at TIMESTAMP NOT NULL
);
CREATE INDEX actor_keys_actor ON actor_keys (actor_id);
CREATE TABLE follows (
  id BIGINT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  follower_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  followed_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  notify BOOLEAN NOT NULL DEFAULT FALSE,
  show_boosts BOOLEAN NOT NULL DEFAULT TRUE,
  created_at TIMESTAMP NOT NULL,
  accepted_at TIMESTAMP
);
CREATE UNIQUE INDEX follows_pair ON follows (follower_id, followed_id);
CREATE INDEX follows_followed ON follows (followed_id, state);
CREATE TABLE blocks (
  id BIGINT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  blocker_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  blocked_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX blocks_pair ON blocks (blocker_id, blocked_id);
CREATE INDEX blocks_blocked ON blocks (blocked_id);
CREATE TABLE mutes (
  id BIGINT NOT NULL PRIMARY KEY,
  muter_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  muted_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  notifications BOOLEAN NOT NULL DEFAULT TRUE,
  expires_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX mutes_pair ON mutes (muter_id, muted_id);
CREATE TABLE actor_domain_blocks (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  host TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (actor_id, host)
);
CREATE TABLE lists (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  replies_policy TEXT NOT NULL DEFAULT 'list',
  exclusive BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX lists_actor ON lists (actor_id);
CREATE TABLE list_members (
  list_id BIGINT NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  PRIMARY KEY (list_id, actor_id)
);
CREATE INDEX list_members_actor ON list_members (actor_id);
