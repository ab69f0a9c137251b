DROP INDEX tag_follows_order;
ALTER TABLE tag_follows DROP COLUMN id;
