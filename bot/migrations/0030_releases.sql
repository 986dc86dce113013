-- A text of the group's that may leave it: what was shown to the group, to the letter.
CREATE TABLE release (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    content TEXT NOT NULL,
    print TEXT NOT NULL,
    cause TEXT,                          -- the post that showed it; null: it is to be shown
    free_from TEXT,
    asked INTEGER NOT NULL DEFAULT 0     -- the group is being asked whether it may leave
);

CREATE INDEX release_of ON release (group_id, kind, last_day);

-- Which parts of it the group has let out.
CREATE TABLE release_out (
    release INTEGER NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    part TEXT NOT NULL,
    out_on TEXT NOT NULL,
    PRIMARY KEY (release, part)
);

-- What people want in the yearly report beside what the ledger says.
CREATE TABLE report_line (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    part TEXT NOT NULL,
    words TEXT NOT NULL,
    person TEXT,                         -- whose other view it is, so that they can take it out
    name TEXT,
    said_on TEXT NOT NULL
);
