ALTER TABLE media DROP COLUMN full_height;
ALTER TABLE media DROP COLUMN full_width;
ALTER TABLE media DROP COLUMN proof_key;
ALTER TABLE media DROP COLUMN development;
