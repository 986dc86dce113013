-- What was said, with its sayer's yes, and what came of it: a point of the ledger. A row is never
-- deleted before its group is, so no number is used twice; of one that was taken out no words stay.
CREATE TABLE point (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    words TEXT NOT NULL,
    said_on TEXT NOT NULL,
    sayer TEXT,
    named INTEGER NOT NULL DEFAULT 0,
    source TEXT NOT NULL,
    note TEXT,                           -- the question without a name that it was
    decides TEXT,
    answerer TEXT,
    answer_by TEXT NOT NULL,
    outcome_by TEXT NOT NULL,
    state TEXT NOT NULL,
    will_by TEXT,
    promised_by TEXT,
    known_by TEXT,
    look_again TEXT,
    parked_until TEXT,
    late_said TEXT,                      -- for which day it was said that nothing came
    asks_until TEXT,
    confirmed TEXT,
    closed_on TEXT,
    taken_out INTEGER NOT NULL DEFAULT 0,
    UNIQUE (group_id, number)
);

-- Every answer that was given to a point, in order.
CREATE TABLE point_answer (
    point INTEGER NOT NULL REFERENCES point (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    state TEXT NOT NULL,
    words TEXT NOT NULL,
    could_not TEXT,
    by_name TEXT NOT NULL,
    by_person TEXT,
    route TEXT,
    day TEXT NOT NULL,
    will_by TEXT,
    told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (point, place)
);

-- Words that somebody would like to note, until the person who said them has answered.
CREATE TABLE point_wanted (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    words TEXT NOT NULL,
    whose TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    source TEXT NOT NULL,
    until_day TEXT NOT NULL
);
