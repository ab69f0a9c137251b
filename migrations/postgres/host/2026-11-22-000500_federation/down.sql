DROP TABLE deliveries;
DROP TABLE outbox_entries;
DROP TABLE inbox_entries;
DROP TABLE peers;
DROP TABLE domain_policies;
