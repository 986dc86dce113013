-- One row for each person who was taken out, so that an undo is of the right one.
ALTER TABLE removed RENAME TO removed_before;

CREATE TABLE removed (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    number INTEGER NOT NULL,
    removed_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    joined_on TEXT NOT NULL,
    leads_until TEXT,
    PRIMARY KEY (group_id, person)
);

INSERT INTO removed (group_id, person, number, removed_at, name, joined_on, leads_until)
SELECT group_id, person, 0, 0, name, joined_on, leads_until FROM removed_before;

DROP TABLE removed_before;
