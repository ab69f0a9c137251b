CREATE TABLE reactions (
  id BIGINT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX reactions_pair ON reactions (object_id, actor_id);
CREATE INDEX reactions_actor ON reactions (actor_id, id);
CREATE TABLE boosts (
  id BIGINT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  visibility TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX boosts_pair ON boosts (object_id, actor_id);
CREATE INDEX boosts_actor ON boosts (actor_id, id);
CREATE TABLE bookmarks (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX bookmarks_pair ON bookmarks (actor_id, object_id);
CREATE INDEX bookmarks_object ON bookmarks (object_id);
CREATE TABLE pins (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX pins_pair ON pins (actor_id, object_id);
CREATE TABLE thread_mutes (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  conversation_id BIGINT NOT NULL,
  PRIMARY KEY (actor_id, conversation_id)
);
CREATE TABLE timeline_entries (
  owner_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  author_id BIGINT NOT NULL,
  boost_id BIGINT,
  booster_id BIGINT,
  PRIMARY KEY (owner_id, id)
);
CREATE INDEX timeline_entries_object ON timeline_entries (object_id);
CREATE INDEX timeline_entries_author ON timeline_entries (owner_id, author_id);
CREATE TABLE notifications (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  from_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  object_id BIGINT REFERENCES objects (id) ON DELETE CASCADE,
  read_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX notifications_actor ON notifications (actor_id, id);
CREATE INDEX notifications_unread ON notifications (actor_id) WHERE read_at IS NULL;
CREATE INDEX notifications_object ON notifications (object_id);
CREATE INDEX notifications_from ON notifications (from_id);
CREATE TABLE markers (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  timeline TEXT NOT NULL,
  last_read_id BIGINT NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  updated_at TIMESTAMP NOT NULL,
  PRIMARY KEY (actor_id, timeline)
);
CREATE TABLE filters (
  id BIGINT NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  contexts TEXT NOT NULL,
  action TEXT NOT NULL,
  expires_at TIMESTAMP
);
CREATE INDEX filters_actor ON filters (actor_id);
CREATE TABLE filter_keywords (
  id BIGINT NOT NULL PRIMARY KEY,
  filter_id BIGINT NOT NULL REFERENCES filters (id) ON DELETE CASCADE,
  keyword TEXT NOT NULL,
  whole_word BOOLEAN NOT NULL
);
CREATE INDEX filter_keywords_filter ON filter_keywords (filter_id);
CREATE TABLE reports (
  id BIGINT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  reporter_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  target_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  comment TEXT NOT NULL,
  objects TEXT NOT NULL DEFAULT '[]',
  forwarded BOOLEAN NOT NULL DEFAULT FALSE,
  created_at TIMESTAMP NOT NULL,
  resolved_at TIMESTAMP,
  resolved_by BIGINT
);
