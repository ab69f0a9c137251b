-- An id by which the hosts that somebody hid are ordered and paged. What there is gets one made of its time.
ALTER TABLE actor_domain_blocks ADD COLUMN id BIGINT NOT NULL DEFAULT 0;
UPDATE actor_domain_blocks SET id = numbered.id
FROM (
  SELECT actor_id, host,
    ((EXTRACT(EPOCH FROM created_at)::BIGINT * 1000) << 16) + (ROW_NUMBER() OVER (ORDER BY created_at) & 32767) AS id
  FROM actor_domain_blocks
) AS numbered
WHERE actor_domain_blocks.actor_id = numbered.actor_id AND actor_domain_blocks.host = numbered.host;
CREATE UNIQUE INDEX actor_domain_blocks_order ON actor_domain_blocks (actor_id, id);
