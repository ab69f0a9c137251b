-- Every stall has drafts now: they are the host's.
INSERT INTO drafts (id, actor_id, statement, due_at, error, updated_at)
  SELECT id, actor_id, statement, due_at, error, updated_at FROM microblog_drafts;
DROP TABLE microblog_drafts;
DELETE FROM jobs WHERE name = 'microblog-publish';
