-- What the organiser asks those who want to take part.
CREATE TABLE questions (
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  -- The place, from 0.
  position SMALLINT NOT NULL,
  text TEXT NOT NULL,
  -- Whether one has to answer.
  required BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (object_id, position)
);
