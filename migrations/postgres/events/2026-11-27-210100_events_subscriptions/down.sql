DROP TABLE events_files;
DROP INDEX events_imports_subscription;
ALTER TABLE events_imports DROP COLUMN subscription_id;
DROP TABLE events_subscriptions;
