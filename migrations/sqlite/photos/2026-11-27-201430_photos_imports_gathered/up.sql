-- Whether what was brought was put into its album here, which is done once: what its owner takes out stays out.
ALTER TABLE photos_imports ADD COLUMN gathered BOOLEAN NOT NULL DEFAULT FALSE;
