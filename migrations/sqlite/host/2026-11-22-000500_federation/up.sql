CREATE TABLE domain_policies (
  host TEXT NOT NULL PRIMARY KEY,
  severity TEXT NOT NULL,
  reject_media BOOLEAN NOT NULL DEFAULT FALSE,
  reason TEXT NOT NULL DEFAULT '',
  created_at TIMESTAMP NOT NULL
);
CREATE TABLE peers (
  host TEXT NOT NULL PRIMARY KEY,
  software TEXT,
  version TEXT,
  first_seen_at TIMESTAMP NOT NULL,
  last_seen_at TIMESTAMP,
  failures INTEGER NOT NULL DEFAULT 0,
  failing_since TIMESTAMP,
  open_until TIMESTAMP
);
CREATE TABLE inbox_entries (
  id INTEGER NOT NULL PRIMARY KEY,
  stall TEXT,
  host TEXT NOT NULL,
  activity_uri TEXT NOT NULL,
  activity_type TEXT NOT NULL,
  actor_uri TEXT NOT NULL,
  object_uri TEXT,
  signed TEXT NOT NULL,
  signature TEXT,
  verified BOOLEAN NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  tries SMALLINT NOT NULL DEFAULT 0,
  run_at TIMESTAMP NOT NULL,
  received_at TIMESTAMP NOT NULL,
  done_at TIMESTAMP
);
CREATE UNIQUE INDEX inbox_entries_activity ON inbox_entries (activity_uri, host);
CREATE INDEX inbox_entries_pending ON inbox_entries (run_at) WHERE state = 'pending';
CREATE INDEX inbox_entries_host ON inbox_entries (host, id);
CREATE TABLE outbox_entries (
  id INTEGER NOT NULL PRIMARY KEY,
  stall TEXT NOT NULL,
  actor_id BIGINT NOT NULL,
  activity_uri TEXT NOT NULL UNIQUE,
  activity_type TEXT NOT NULL,
  object_id BIGINT,
  audience TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX outbox_entries_actor ON outbox_entries (actor_id, id);
CREATE INDEX outbox_entries_object ON outbox_entries (object_id);
CREATE TABLE deliveries (
  id INTEGER NOT NULL PRIMARY KEY,
  outbox_id BIGINT NOT NULL REFERENCES outbox_entries (id) ON DELETE CASCADE,
  host TEXT NOT NULL,
  inbox TEXT NOT NULL,
  state TEXT NOT NULL,
  signed TEXT,
  tries SMALLINT NOT NULL DEFAULT 0,
  status SMALLINT,
  reason TEXT,
  run_at TIMESTAMP NOT NULL,
  done_at TIMESTAMP
);
CREATE INDEX deliveries_pending ON deliveries (run_at) WHERE state = 'pending';
CREATE INDEX deliveries_outbox ON deliveries (outbox_id);
CREATE INDEX deliveries_host ON deliveries (host, id);
