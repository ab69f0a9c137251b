INSERT INTO search_text (search_text, rank) VALUES ('automerge', 4);
INSERT INTO search_text (search_text, rank) VALUES ('crisismerge', 16);
INSERT INTO search_names (search_names, rank) VALUES ('automerge', 4);
INSERT INTO search_names (search_names, rank) VALUES ('crisismerge', 16);
