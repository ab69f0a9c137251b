ALTER TABLE media DROP COLUMN exposure_shown;
ALTER TABLE media DROP COLUMN licence;
ALTER TABLE objects DROP COLUMN answerable;
DROP TABLE places;
