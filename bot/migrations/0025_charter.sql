-- The charter: the lines of a group. They are dropped, and never deleted while it lives.
CREATE TABLE charter (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    since TEXT NOT NULL
);
CREATE TABLE charter_line (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    words TEXT NOT NULL,
    state TEXT NOT NULL,                 -- suggested, tried, agreed, faded, dropped
    since TEXT NOT NULL,
    look_again TEXT NOT NULL,
    steers TEXT,                         -- the setting it stands for, and its value
    value TEXT,
    tags TEXT NOT NULL,                  -- for which meetings, a space between two
    shown INTEGER NOT NULL,              -- when it was last said at an opening, as a count
    PRIMARY KEY (group_id, number)
);
-- Every step of every line, in order, with the words it had: the versions of the charter.
CREATE TABLE charter_change (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    was TEXT,
    because TEXT,
    day TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (group_id, place)
);
-- What the group is being asked about a line: nothing comes of it without its yes.
CREATE TABLE charter_asked (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    what TEXT NOT NULL,                  -- agree, change, drop, back, look
    words TEXT NOT NULL,
    because TEXT,
    day TEXT NOT NULL,
    PRIMARY KEY (group_id, number)
);
