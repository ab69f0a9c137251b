DROP TABLE list_members;
DROP TABLE lists;
DROP TABLE actor_domain_blocks;
DROP TABLE mutes;
DROP TABLE blocks;
DROP TABLE follows;
DROP TABLE actor_keys;
DROP TABLE actors;
