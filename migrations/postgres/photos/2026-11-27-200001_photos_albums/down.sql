DROP TABLE photos_album_contributors;
DROP TABLE photos_album_photos;
DROP TABLE photos_albums;
