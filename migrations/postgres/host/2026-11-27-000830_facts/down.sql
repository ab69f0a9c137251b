ALTER TABLE occasions DROP COLUMN facts;
