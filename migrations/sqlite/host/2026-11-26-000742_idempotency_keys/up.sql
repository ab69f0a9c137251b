-- What was said under a key. A draft's number stays when the draft is said or thrown away: the key still stands for it.
CREATE TABLE idempotency_keys (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  key_hash TEXT NOT NULL,
  object_id BIGINT REFERENCES objects (id) ON DELETE CASCADE,
  draft_id BIGINT,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (actor_id, key_hash)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);
CREATE INDEX idempotency_keys_draft ON idempotency_keys (draft_id) WHERE draft_id IS NOT NULL;
