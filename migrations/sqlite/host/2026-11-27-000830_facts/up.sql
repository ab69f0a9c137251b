-- What else is to be known about what takes place: JSON, a list of facts with key, name and value.
ALTER TABLE occasions ADD COLUMN facts TEXT NOT NULL DEFAULT '[]';
