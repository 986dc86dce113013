-- Somebody who was taken out quietly: for a day, so that a mistake can be undone. Never said.
CREATE TABLE removed (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    joined_on TEXT NOT NULL,
    leads_until TEXT
);
