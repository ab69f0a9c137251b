-- Clients name them by numbers. Those that are there already get the lowest.
ALTER TABLE domain_policies ADD COLUMN id BIGINT NOT NULL DEFAULT 0;
UPDATE domain_policies SET id = (SELECT COUNT(*) FROM domain_policies AS others WHERE others.host <= domain_policies.host);
ALTER TABLE email_domain_blocks ADD COLUMN id BIGINT NOT NULL DEFAULT 0;
UPDATE email_domain_blocks SET id = (SELECT COUNT(*) FROM email_domain_blocks AS others WHERE others.domain <= email_domain_blocks.domain);
