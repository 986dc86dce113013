-- Meetings that are planned, the posts the group had, and what was hopeless when it came due.

-- What is due and hopeless is laid aside, not deleted: a clock that was wrong may be put back.
-- `aside`: when that was; 0: it is still to come.
ALTER TABLE due ADD COLUMN aside BIGINT NOT NULL DEFAULT 0;
CREATE INDEX due_aside ON due (next_at) WHERE aside > 0;

-- What a group meets for: one meeting, or a series of them.
CREATE TABLE meeting_series (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    starts TEXT NOT NULL,                -- wall time of the first one, in the zone
    zone TEXT NOT NULL,
    rule TEXT,                           -- as iCalendar writes it; null: once
    minutes INTEGER NOT NULL,
    plan TEXT NOT NULL,                  -- the words of whoever planned it, by what they are about
    planned_on TEXT NOT NULL
);
CREATE INDEX meeting_series_by_group ON meeting_series (group_id);
CREATE TABLE meeting (
    id INTEGER NOT NULL PRIMARY KEY,
    series INTEGER NOT NULL REFERENCES meeting_series (id) ON DELETE CASCADE,
    slot TEXT NOT NULL,                  -- the wall time it was planned for: its name for ever
    wall TEXT NOT NULL,                  -- the wall time it is at now
    starts_at BIGINT NOT NULL,
    cancelled INTEGER NOT NULL DEFAULT 0, -- for good
    UNIQUE (series, slot)
);
CREATE INDEX meeting_by_time ON meeting (series, starts_at);

-- A post about meetings as whoever plans was shown it: gone once it is posted, or after a week.
CREATE TABLE meeting_draft (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    number INTEGER NOT NULL,             -- what its button names
    draft TEXT NOT NULL,
    PRIMARY KEY (group_id, person)
);

-- Posts between meetings, for a week: the group gets two a week at most. No words.
CREATE TABLE post (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    at BIGINT NOT NULL
);
CREATE INDEX post_by_group ON post (group_id, at);
