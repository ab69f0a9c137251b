-- Conversations of direct messages, as each local actor has them.
CREATE TABLE correspondences (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  conversation_id BIGINT NOT NULL,
  last_object_id BIGINT NOT NULL,
  unread BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (actor_id, conversation_id)
);
CREATE INDEX correspondences_last ON correspondences (actor_id, last_object_id);
CREATE INDEX correspondences_conversation ON correspondences (conversation_id);
-- What was written before counts as read.
INSERT INTO correspondences (actor_id, conversation_id, last_object_id)
  SELECT parties.actor_id, parties.conversation_id, max(parties.object_id)
  FROM (
    SELECT objects.actor_id, objects.conversation_id, objects.id AS object_id
      FROM objects WHERE objects.visibility = 'direct' AND objects.deleted_at IS NULL
    UNION
    SELECT mentions.actor_id, objects.conversation_id, objects.id
      FROM objects JOIN mentions ON mentions.object_id = objects.id
      WHERE objects.visibility = 'direct' AND objects.deleted_at IS NULL
  ) AS parties
  JOIN actors ON actors.id = parties.actor_id
  WHERE actors.stall IS NOT NULL AND actors.deleted_at IS NULL
  GROUP BY parties.actor_id, parties.conversation_id;
