DROP TABLE actor_notes;
