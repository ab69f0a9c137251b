CREATE TABLE conversations (
  id INTEGER NOT NULL PRIMARY KEY,
  uri TEXT UNIQUE
);
CREATE TABLE objects (
  id INTEGER NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  stall TEXT,
  kind TEXT NOT NULL,
  wire_type TEXT NOT NULL,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  visibility TEXT NOT NULL,
  title TEXT,
  content TEXT NOT NULL,
  source TEXT,
  summary TEXT,
  sensitive BOOLEAN NOT NULL DEFAULT FALSE,
  language TEXT,
  in_reply_to_id BIGINT,
  in_reply_to_uri TEXT,
  conversation_id BIGINT NOT NULL,
  quote_id BIGINT,
  quote_uri TEXT,
  quote_state TEXT,
  quote_authorization TEXT,
  quote_policy TEXT NOT NULL DEFAULT 'nobody',
  emojis TEXT NOT NULL DEFAULT '{}',
  url TEXT,
  published_at TIMESTAMP NOT NULL,
  edited_at TIMESTAMP,
  deleted_at TIMESTAMP,
  fetched_at TIMESTAMP,
  replies_count BIGINT NOT NULL DEFAULT 0,
  boosts_count BIGINT NOT NULL DEFAULT 0,
  likes_count BIGINT NOT NULL DEFAULT 0,
  quotes_count BIGINT NOT NULL DEFAULT 0,
  raw TEXT
);
CREATE INDEX objects_actor ON objects (actor_id, id);
CREATE INDEX objects_stall ON objects (stall, visibility, id);
CREATE INDEX objects_reply ON objects (in_reply_to_id);
CREATE INDEX objects_conversation ON objects (conversation_id, id);
CREATE INDEX objects_quote ON objects (quote_id);
CREATE INDEX objects_orphans ON objects (in_reply_to_uri) WHERE in_reply_to_id IS NULL AND in_reply_to_uri IS NOT NULL;
CREATE TABLE object_edits (
  id INTEGER NOT NULL PRIMARY KEY,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  title TEXT,
  content TEXT NOT NULL,
  source TEXT,
  summary TEXT,
  sensitive BOOLEAN NOT NULL,
  media TEXT NOT NULL DEFAULT '[]',
  poll TEXT NOT NULL DEFAULT '[]',
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX object_edits_object ON object_edits (object_id);
CREATE TABLE mentions (
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  silent BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (object_id, actor_id)
);
CREATE INDEX mentions_actor ON mentions (actor_id, object_id);
CREATE TABLE tags (
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  display TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  last_used_at TIMESTAMP
);
CREATE TABLE object_tags (
  tag_id BIGINT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  PRIMARY KEY (tag_id, object_id)
);
CREATE INDEX object_tags_object ON object_tags (object_id);
CREATE TABLE tag_follows (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  tag_id BIGINT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (actor_id, tag_id)
);
CREATE INDEX tag_follows_tag ON tag_follows (tag_id);
CREATE TABLE featured_tags (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  tag_id BIGINT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (actor_id, tag_id)
);
CREATE TABLE media (
  id INTEGER NOT NULL PRIMARY KEY,
  actor_id BIGINT REFERENCES actors (id) ON DELETE CASCADE,
  object_id BIGINT REFERENCES objects (id) ON DELETE CASCADE,
  position SMALLINT NOT NULL DEFAULT 0,
  kind TEXT NOT NULL,
  media_type TEXT NOT NULL,
  state TEXT NOT NULL,
  media_key TEXT,
  preview_key TEXT,
  original_key TEXT,
  remote_url TEXT,
  width INTEGER,
  height INTEGER,
  duration_ms BIGINT,
  size BIGINT NOT NULL DEFAULT 0,
  blurhash TEXT,
  description TEXT NOT NULL DEFAULT '',
  focus_x SMALLINT,
  focus_y SMALLINT,
  error TEXT,
  created_at TIMESTAMP NOT NULL,
  held_until TIMESTAMP
);
CREATE INDEX media_object ON media (object_id, position);
CREATE INDEX media_actor ON media (actor_id);
CREATE INDEX media_remote ON media (remote_url);
CREATE TABLE emojis (
  id INTEGER NOT NULL PRIMARY KEY,
  shortcode TEXT NOT NULL,
  host TEXT NOT NULL DEFAULT '',
  uri TEXT,
  media_key TEXT,
  media_type TEXT NOT NULL,
  remote_url TEXT,
  disabled BOOLEAN NOT NULL DEFAULT FALSE,
  updated_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX emojis_shortcode ON emojis (host, shortcode);
CREATE TABLE polls (
  object_id BIGINT NOT NULL PRIMARY KEY REFERENCES objects (id) ON DELETE CASCADE,
  multiple BOOLEAN NOT NULL,
  closes_at TIMESTAMP,
  closed_at TIMESTAMP,
  voters_count BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE poll_options (
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  position SMALLINT NOT NULL,
  title TEXT NOT NULL,
  votes_count BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (object_id, position)
);
CREATE TABLE poll_votes (
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  position SMALLINT NOT NULL,
  uri TEXT,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (object_id, actor_id, position)
);
