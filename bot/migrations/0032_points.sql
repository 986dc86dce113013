-- What the room has not heard yet of points: a new one, a wish to note somebody's words, one that
-- comes back. A row goes in the write that says it.
CREATE TABLE points_new (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    about INTEGER NOT NULL,
    PRIMARY KEY (group_id, what, about)
);

-- Where else something can be taken, as the settings say: written anew at each start.
CREATE TABLE route (
    place INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    how TEXT NOT NULL,
    about TEXT
);
