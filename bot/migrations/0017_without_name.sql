-- Asking without a name. Nothing here is written before a slot (bot/anonymous).
ALTER TABLE member ADD COLUMN paid INTEGER NOT NULL DEFAULT 0;

CREATE TABLE salt (
    value TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE came_out (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    slot_date TEXT NOT NULL,
    PRIMARY KEY (group_id, digest)
);

CREATE TABLE note (
    id TEXT NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    slot_date TEXT NOT NULL,
    state TEXT NOT NULL,
    answerer TEXT,
    answer_by TEXT,
    answer TEXT,
    held_reason TEXT,
    closed_on TEXT,
    UNIQUE (group_id, number)
);

CREATE TABLE receipt (
    hash TEXT NOT NULL PRIMARY KEY,
    note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    closed INTEGER NOT NULL DEFAULT 0,
    expires_on TEXT
);

CREATE TABLE note_act (
    id TEXT NOT NULL PRIMARY KEY,
    note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    slot_date TEXT NOT NULL
);
