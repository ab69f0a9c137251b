DROP TABLE notification_permissions;
DROP TABLE notification_policies;
