-- A photo in several widths, for our own pages. All of them are made anew when the picture is.
CREATE TABLE renditions (
  media_id BIGINT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  media_key TEXT NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (media_id, width)
);
-- A file goes when nothing shares it any more.
CREATE INDEX renditions_key ON renditions (media_key);
-- What the file said of camera and time when it was uploaded; shown only where its author wants that.
ALTER TABLE media ADD COLUMN exposure TEXT;
