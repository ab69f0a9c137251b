DROP TABLE music_episodes;
DROP TABLE music_subscriptions;
DROP TABLE music_podcasts;
