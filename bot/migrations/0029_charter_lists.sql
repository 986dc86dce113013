-- The fifteen-minute start: in which meeting, and at which question it is.
CREATE TABLE charter_start (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL,
    step INTEGER NOT NULL
);
-- What the room is still to hear of a line: that there is a worry about it, or that it faded.
CREATE TABLE charter_unsaid (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (group_id, what, number)
);
-- What the group knows, does not know yet, and hopes.
CREATE TABLE charter_item (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,                  -- known, unknown, hope
    words TEXT,
    standing TEXT,                       -- words of ours, until the group has its own
    owner TEXT,                          -- who finds out, by their own word
    look_again TEXT,
    PRIMARY KEY (group_id, number)
);
