-- What the rehearsal room keeps. Times are milliseconds since 1970 in UTC.

-- Every line of every chat. The token makes the same line sent twice one line.
CREATE TABLE line (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used again: an edit names it
    place TEXT NOT NULL,                 -- a room, or @ and a person: a private chat
    person TEXT,                         -- who wrote it; null: the bot
    words TEXT NOT NULL,
    buttons TEXT NOT NULL DEFAULT '[]',
    alert TEXT,                          -- the person it calls
    board TEXT,                          -- the live list it is: it stands at the top
    at BIGINT NOT NULL,
    token TEXT NOT NULL UNIQUE
);
CREATE INDEX line_by_place ON line (place, id);

-- What people did, in order, and whether the bot took it up. Emptied when it did.
CREATE TABLE heard (
    id INTEGER NOT NULL PRIMARY KEY,
    event TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL,
    room TEXT,                           -- null: the private chat
    words TEXT NOT NULL,
    pressed INTEGER NOT NULL,
    addressed INTEGER NOT NULL,          -- the bot was called by its name
    fields TEXT,
    at BIGINT NOT NULL,
    taken INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX heard_to_do ON heard (id) WHERE taken = 0;

-- Who is out of which room.
CREATE TABLE away (
    person TEXT NOT NULL,
    room TEXT NOT NULL,
    PRIMARY KEY (person, room)
);

-- The page's address, the clock, and the rooms that are open.
CREATE TABLE fact (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
