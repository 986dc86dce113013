-- What a meeting wanted to leave with, and what came of it, as whoever led said: '' (not said yet),
-- 'made', 'partly' or 'not-yet'; null: it was not held here.
ALTER TABLE meeting ADD COLUMN came TEXT;

-- What to carry to the next meeting, in a facilitator's words: gone when that meeting opens.
CREATE TABLE carried (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    words TEXT NOT NULL
);
CREATE INDEX carried_by_group ON carried (group_id);
