ALTER TABLE rules ADD COLUMN hint TEXT NOT NULL DEFAULT '';
CREATE TABLE rule_translations (
  rule_id BIGINT NOT NULL REFERENCES rules (id) ON DELETE CASCADE,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  hint TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (rule_id, language)
);
