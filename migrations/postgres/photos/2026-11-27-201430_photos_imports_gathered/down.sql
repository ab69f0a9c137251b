ALTER TABLE photos_imports DROP COLUMN gathered;
