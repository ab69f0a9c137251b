-- What a member shows of itself on one page, away from the stall: once it wants that.
CREATE TABLE photos_portfolios (
  actor_id BIGINT NOT NULL PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  -- Whether others see it.
  open BOOLEAN NOT NULL,
  -- recent | chosen
  source TEXT NOT NULL,
  -- grid | masonry
  layout TEXT NOT NULL,
  captions BOOLEAN NOT NULL,
  places BOOLEAN NOT NULL,
  licences BOOLEAN NOT NULL,
  dates BOOLEAN NOT NULL,
  avatar BOOLEAN NOT NULL,
  bio BOOLEAN NOT NULL
);
-- What was chosen for it by hand, in order.
CREATE TABLE photos_portfolio_pieces (
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  object_id BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  PRIMARY KEY (actor_id, object_id)
);
