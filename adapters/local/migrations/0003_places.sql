-- Further rooms for a few people and a while, and who was asked into them.
CREATE TABLE place (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used again: lines name it
    name TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    closed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE place_person (
    place INTEGER NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (place, person)
);
