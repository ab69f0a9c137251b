-- An id by which the hashtags that somebody follows are ordered and paged. What there is gets one made of its time.
ALTER TABLE tag_follows ADD COLUMN id BIGINT NOT NULL DEFAULT 0;
UPDATE tag_follows SET id = ((CAST(strftime('%s', created_at) AS INTEGER) * 1000) << 16) + (rowid & 32767);
CREATE UNIQUE INDEX tag_follows_order ON tag_follows (actor_id, id);
