DROP TABLE authorizations;
ALTER TABLE access_tokens ADD COLUMN actor_id BIGINT REFERENCES actors (id) ON DELETE CASCADE;
UPDATE access_tokens SET actor_id = (
  SELECT min(a.id) FROM actors a WHERE a.account_id = access_tokens.account_id AND a.stall = access_tokens.stall
);
DELETE FROM access_tokens WHERE account_id IS NULL OR actor_id IS NULL;
ALTER TABLE access_tokens
  ALTER COLUMN actor_id SET NOT NULL,
  ALTER COLUMN account_id SET NOT NULL,
  DROP COLUMN application_id,
  DROP COLUMN stall;
DROP TABLE applications;
