-- Who reads a question without a name first, and what they said of one that is being read.
CREATE TABLE reader (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    until_day TEXT NOT NULL,
    asked_until TEXT,
    said_yes INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, person)
);

-- A row for each of its two Readers, from its slot until they have decided.
CREATE TABLE note_reading (
    note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    reader TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    PRIMARY KEY (note_id, reader)
);

-- It had Readers: the day by which they decide.
ALTER TABLE note ADD COLUMN decide_by TEXT;
