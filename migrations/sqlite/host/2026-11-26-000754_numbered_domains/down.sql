ALTER TABLE email_domain_blocks DROP COLUMN id;
ALTER TABLE domain_policies DROP COLUMN id;
