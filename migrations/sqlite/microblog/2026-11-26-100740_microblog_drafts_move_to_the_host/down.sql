CREATE TABLE microblog_drafts (
  id INTEGER NOT NULL PRIMARY KEY,
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  statement TEXT NOT NULL,
  due_at TIMESTAMP,
  error TEXT,
  updated_at TIMESTAMP NOT NULL
);
CREATE INDEX microblog_drafts_actor ON microblog_drafts (actor_id, id);
CREATE INDEX microblog_drafts_due ON microblog_drafts (due_at) WHERE due_at IS NOT NULL;
INSERT INTO microblog_drafts (id, actor_id, statement, due_at, error, updated_at)
  SELECT id, actor_id, statement, due_at, error, updated_at FROM drafts
  WHERE actor_id IN (SELECT id FROM actors WHERE stall = 'microblog');
DELETE FROM drafts WHERE id IN (SELECT id FROM microblog_drafts);
