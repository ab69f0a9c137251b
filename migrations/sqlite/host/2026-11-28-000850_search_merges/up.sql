-- The writer merges what single writes leave behind, in small steps while nobody waits for it, and not SQLite within a write.
INSERT INTO search_text (search_text, rank) VALUES ('automerge', 0);
INSERT INTO search_text (search_text, rank) VALUES ('crisismerge', 64);
INSERT INTO search_names (search_names, rank) VALUES ('automerge', 0);
INSERT INTO search_names (search_names, rank) VALUES ('crisismerge', 64);
