-- With short beginnings of words as entries of their own: else all that any word with that beginning stands in would be put together
-- for each search. The words of each text are read back from the index; their order makes no difference.
CREATE VIRTUAL TABLE search_text_words USING fts5vocab (search_text, instance);
CREATE TEMP TABLE search_text_kept AS
  SELECT doc AS id, group_concat(term, ' ') AS words FROM search_text_words GROUP BY doc ORDER BY doc;
DROP TABLE search_text_words;
DROP TABLE search_text;
CREATE VIRTUAL TABLE search_text USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = 'ascii',
  prefix = '2 3 4'
);
INSERT INTO search_text (search_text, rank) VALUES ('automerge', 0);
INSERT INTO search_text (search_text, rank) VALUES ('crisismerge', 64);
INSERT INTO search_text (rowid, words) SELECT id, words FROM search_text_kept ORDER BY id;
DROP TABLE search_text_kept;
