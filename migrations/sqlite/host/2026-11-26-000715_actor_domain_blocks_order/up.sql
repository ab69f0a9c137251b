-- An id by which the hosts that somebody hid are ordered and paged. What there is gets one made of its time.
ALTER TABLE actor_domain_blocks ADD COLUMN id BIGINT NOT NULL DEFAULT 0;
UPDATE actor_domain_blocks SET id = ((CAST(strftime('%s', created_at) AS INTEGER) * 1000) << 16) + (rowid & 32767);
CREATE UNIQUE INDEX actor_domain_blocks_order ON actor_domain_blocks (actor_id, id);
