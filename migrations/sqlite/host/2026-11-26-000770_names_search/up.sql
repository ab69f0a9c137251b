-- Names apart from texts: a beginning of a word is looked for among names only, and costs what all words cost that begin so.
CREATE VIRTUAL TABLE search_names USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = 'ascii'
);
-- As near as SQL comes to what is written when an actor changes.
INSERT INTO search_names (rowid, words)
  SELECT id, lower(name || ' ' || username || ' ' || host) FROM actors WHERE deleted_at IS NULL;
DELETE FROM search_text WHERE rowid < 0;
