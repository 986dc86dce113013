-- A round between meetings that comes again and again, in wall time of the group.
CREATE TABLE checkin_regular (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    starts TEXT NOT NULL,                -- wall time of the first one
    rule TEXT NOT NULL,                  -- as iCalendar writes it
    question TEXT,                       -- somebody's own; null: one of the bank each time
    asker TEXT,
    asked_by TEXT,
    last TEXT,                           -- its newest time that has been dealt with
    empty INTEGER NOT NULL DEFAULT 0     -- how many in a row had no answers
);

-- Whose question an open round is: it says no name once they are gone.
ALTER TABLE checkin_between ADD COLUMN asked_by TEXT;
