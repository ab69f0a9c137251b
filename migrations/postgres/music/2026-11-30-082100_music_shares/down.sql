DROP TABLE music_share_items;
DROP TABLE music_shares;
