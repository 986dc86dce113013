-- Which step of the ladder of co-production a group has said for its next meeting.
CREATE TABLE ladder_said (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    step INTEGER NOT NULL
);

-- How far what people felt was from what was said: one band for a meeting, and nothing of what was
-- answered. Only the newest of a group is kept, so that there is no trend.
CREATE TABLE ladder (
    id TEXT NOT NULL PRIMARY KEY,
    session_id INTEGER NOT NULL UNIQUE REFERENCES session (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    opens_on TEXT NOT NULL,
    closes_at BIGINT NOT NULL,
    ram_id TEXT NOT NULL,
    floor INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'shown', 'too-few', 'lost')),
    band TEXT
);
