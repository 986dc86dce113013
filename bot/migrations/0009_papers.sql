-- Papers of a meeting; a meeting that was added to its series, beside the rule.

CREATE TABLE meeting_papers (
    meeting INTEGER NOT NULL PRIMARY KEY REFERENCES meeting (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    due_on TEXT NOT NULL,
    place TEXT,
    ready_on TEXT,
    put_off INTEGER NOT NULL DEFAULT 0
);

ALTER TABLE meeting ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
