DROP TABLE object_previews;
DROP TABLE previews;
