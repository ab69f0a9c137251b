ALTER TABLE objects DROP COLUMN held;
ALTER TABLE objects DROP COLUMN moderator_id;
