ALTER TABLE places DROP COLUMN address;
DROP TABLE occasions;
