-- What calendars that are not ours need of a meeting: a name that nobody else uses, and how often
-- and when it was changed, so that a newer file takes the place of an older one.
ALTER TABLE meeting_series ADD COLUMN mark TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meeting ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
