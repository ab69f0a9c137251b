-- The words come normalised and are kept as they come: no dictionary, no positions.
CREATE TABLE search_text (
  id BIGINT NOT NULL PRIMARY KEY,
  words TSVECTOR NOT NULL
);
CREATE INDEX search_text_words ON search_text USING gin (words);
