-- A group comes to its end: its last meeting, and the day on which everything kept is deleted.
CREATE TABLE ending (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    meeting INTEGER NOT NULL,
    delete_on TEXT NOT NULL
);
