DROP TABLE search_names;
