-- Who has to consent to answers before others see them; an answer has whom its parent has.
ALTER TABLE objects ADD COLUMN moderator_id BIGINT;
-- Whether nobody has consented to it yet.
ALTER TABLE objects ADD COLUMN held BOOLEAN NOT NULL DEFAULT FALSE;
