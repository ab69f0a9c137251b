ALTER TABLE follows DROP COLUMN languages;
