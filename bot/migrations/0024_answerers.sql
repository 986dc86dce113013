-- Who answers points: asked in the open, until a day, and only by their own yes. Somebody who is
-- not in the chat has a name and an address instead, as whoever looks after the group wrote them.
CREATE TABLE answerer (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,                -- mail:… for somebody who is not in the chat
    name TEXT,                           -- of those alone
    email TEXT,
    until_day TEXT NOT NULL,
    asked_until TEXT,
    said_yes INTEGER NOT NULL DEFAULT 0, -- 1 for those outside: they are written to, and no more
    away_until TEXT,                     -- the day they are back, and never why
    PRIMARY KEY (group_id, person)
);
