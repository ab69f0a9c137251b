DROP TABLE events_templates;
