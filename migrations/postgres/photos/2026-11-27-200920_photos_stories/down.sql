DROP TABLE photos_story_views;
DROP TABLE photos_stories;
