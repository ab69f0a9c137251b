-- Names apart from texts: a beginning of a word is looked for among names only, and costs what all words cost that begin so.
CREATE TABLE search_names (
  id BIGINT NOT NULL PRIMARY KEY,
  words TSVECTOR NOT NULL
);
CREATE INDEX search_names_words ON search_names USING gin (words);
-- As near as SQL comes to what is written when an actor changes.
INSERT INTO search_names (id, words)
  SELECT id, array_to_tsvector(array_remove(regexp_split_to_array(lower(name || ' ' || username || ' ' || host), '[^[:alnum:]]+'), ''))
  FROM actors WHERE deleted_at IS NULL;
DELETE FROM search_text WHERE id < 0;
