-- How a meeting left people: which sentence was said, and nothing of what was answered.
CREATE TABLE ram (
    id TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE pulse (
    id TEXT NOT NULL PRIMARY KEY,
    session_id INTEGER NOT NULL UNIQUE REFERENCES session (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    opens_on TEXT NOT NULL,
    closes_at BIGINT NOT NULL,
    ram_id TEXT NOT NULL,
    floor INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'again', 'shown', 'too-few', 'lost')),
    sentence TEXT CHECK (sentence IN ('light', 'mixed', 'heavy'))
);
