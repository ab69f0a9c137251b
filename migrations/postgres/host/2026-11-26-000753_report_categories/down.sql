ALTER TABLE reports DROP COLUMN updated_at;
ALTER TABLE reports DROP COLUMN assigned_to;
ALTER TABLE reports DROP COLUMN rules;
ALTER TABLE reports DROP COLUMN category;
