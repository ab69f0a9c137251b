-- With the number of the track, so that which track is the first of an album is read from the index alone.
DROP INDEX music_tracks_album;
CREATE INDEX music_tracks_album ON music_tracks (album_id, disc, position, object_id);
-- All that lists of tracks are chosen and ordered by, so that they are made without reading what each object says.
CREATE INDEX objects_tracks ON objects (id, actor_id, visibility, stall, kind, deleted_at)
  WHERE kind = 'track' AND deleted_at IS NULL;
