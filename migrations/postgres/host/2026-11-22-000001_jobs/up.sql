-- Work to be done later. A row leaves when its job is done; one that failed for good stays, to be seen.
CREATE TABLE jobs (
  id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  -- Holds off a second job of the same key until the first is begun.
  unique_key TEXT UNIQUE,
  payload TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  run_at TIMESTAMP NOT NULL,
  lease_until TIMESTAMP,
  failed_at TIMESTAMP,
  error TEXT,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX jobs_due ON jobs (run_at) WHERE failed_at IS NULL;
CREATE INDEX jobs_failed ON jobs (failed_at) WHERE failed_at IS NOT NULL;
