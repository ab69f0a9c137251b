-- Only the index is kept, not the text: what is found is read from where it is. The words come normalised, so that the
-- tokenizer has nothing left to do but to cut at the spaces.
CREATE VIRTUAL TABLE search_text USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = 'ascii'
);
