-- An id by which the hashtags that somebody follows are ordered and paged. What there is gets one made of its time.
ALTER TABLE tag_follows ADD COLUMN id BIGINT NOT NULL DEFAULT 0;
UPDATE tag_follows SET id = numbered.id
FROM (
  SELECT actor_id, tag_id,
    ((EXTRACT(EPOCH FROM created_at)::BIGINT * 1000) << 16) + (ROW_NUMBER() OVER (ORDER BY created_at) & 32767) AS id
  FROM tag_follows
) AS numbered
WHERE tag_follows.actor_id = numbered.actor_id AND tag_follows.tag_id = numbered.tag_id;
CREATE UNIQUE INDEX tag_follows_order ON tag_follows (actor_id, id);
