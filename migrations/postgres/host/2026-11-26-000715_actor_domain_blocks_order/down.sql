DROP INDEX actor_domain_blocks_order;
ALTER TABLE actor_domain_blocks DROP COLUMN id;
