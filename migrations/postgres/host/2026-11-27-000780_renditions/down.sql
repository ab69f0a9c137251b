ALTER TABLE media DROP COLUMN exposure;
DROP TABLE renditions;
