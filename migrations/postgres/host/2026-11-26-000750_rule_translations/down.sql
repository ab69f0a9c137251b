DROP TABLE rule_translations;
ALTER TABLE rules DROP COLUMN hint;
