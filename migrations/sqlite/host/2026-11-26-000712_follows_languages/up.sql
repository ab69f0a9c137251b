-- In which languages somebody is followed; in any where the array is empty.
ALTER TABLE follows ADD COLUMN languages TEXT NOT NULL DEFAULT '[]';
