-- What was held back would be told now.
DELETE FROM notifications WHERE filtered;
DROP INDEX notifications_group;
DROP INDEX notifications_filtered;
ALTER TABLE notifications DROP COLUMN report_id;
ALTER TABLE notifications DROP COLUMN group_key;
ALTER TABLE notifications DROP COLUMN filtered;
