-- What its author makes of a photo (JSON); none where it is shown as it came.
ALTER TABLE media ADD COLUMN development TEXT;
-- Such a photo as it came: a small file for its author, and its size upright.
ALTER TABLE media ADD COLUMN proof_key TEXT;
ALTER TABLE media ADD COLUMN full_width INTEGER;
ALTER TABLE media ADD COLUMN full_height INTEGER;
