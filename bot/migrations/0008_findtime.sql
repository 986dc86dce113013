-- The times a group is asked about, and what suits whom: all of it is deleted when it closes.
CREATE TABLE findtime (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,             -- which asking it is: an answer to another one counts not
    person TEXT NOT NULL,                -- who asks, and is told what suits most
    name TEXT NOT NULL,
    times TEXT NOT NULL,                 -- wall times in the zone, in order, a space between two
    zone TEXT NOT NULL,
    closes TEXT NOT NULL                 -- wall time in the zone
);
CREATE TABLE findtime_answer (
    group_id INTEGER NOT NULL REFERENCES findtime (group_id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    suits TEXT NOT NULL,                 -- the numbers of times, a space between two; none: nothing
    PRIMARY KEY (group_id, person),
    FOREIGN KEY (group_id, person) REFERENCES member (group_id, person) ON DELETE CASCADE
);
