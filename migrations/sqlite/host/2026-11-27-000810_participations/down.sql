DROP TABLE participation_links;
DROP TABLE participations;
