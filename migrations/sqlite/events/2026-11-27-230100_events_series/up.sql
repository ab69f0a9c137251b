-- What takes place again and again: what is published of each time, and by which rule (RFC 5545, RRULE).
CREATE TABLE events_series (
  id BIGINT NOT NULL PRIMARY KEY,
  -- Who made it, and says it in its own name or in that of a group.
  actor_id BIGINT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  -- JSON; its occasion is the first one.
  statement TEXT NOT NULL,
  rule TEXT NOT NULL,
  -- Up to which time (UTC) occurrences were published.
  told_until TIMESTAMP NOT NULL,
  -- Nothing further is published.
  ended BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX events_series_open ON events_series (ended, told_until);
CREATE INDEX events_series_actor ON events_series (actor_id);
-- Which events are occurrences of a series.
CREATE TABLE events_occurrences (
  object_id BIGINT NOT NULL PRIMARY KEY REFERENCES objects (id) ON DELETE CASCADE,
  series_id BIGINT NOT NULL REFERENCES events_series (id) ON DELETE CASCADE,
  -- When the rule has it begin (UTC).
  rule_at TIMESTAMP NOT NULL,
  -- It was changed by itself, and stays as it is when the series changes.
  detached BOOLEAN NOT NULL,
  UNIQUE (series_id, rule_at)
);
