-- Held back until its receiver says otherwise, told together with its like, and about a report.
ALTER TABLE notifications ADD COLUMN filtered BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE notifications ADD COLUMN group_key TEXT;
ALTER TABLE notifications ADD COLUMN report_id BIGINT;
CREATE INDEX notifications_filtered ON notifications (actor_id, from_id, id) WHERE filtered;
CREATE INDEX notifications_group ON notifications (actor_id, group_key, id) WHERE group_key IS NOT NULL;
-- What came before there were groups is grouped by the half day, counted in hours as the keys do.
UPDATE notifications
  SET group_key = (CASE kind WHEN 'like' THEN 'favourite-' ELSE 'reblog-' END) || object_id || '-' || (floor(extract(epoch FROM created_at) / 43200) * 12)::BIGINT
  WHERE kind IN ('like', 'boost') AND object_id IS NOT NULL;
UPDATE notifications SET group_key = kind || '-' || (floor(extract(epoch FROM created_at) / 43200) * 12)::BIGINT WHERE kind IN ('follow', 'admin.sign_up');
-- A moderator was told right after the report was written.
UPDATE notifications
  SET report_id = (SELECT max(reports.id) FROM reports
    WHERE reports.target_id = notifications.from_id AND reports.id <= notifications.id)
  WHERE kind = 'admin.report';
