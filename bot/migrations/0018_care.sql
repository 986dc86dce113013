-- People to talk to, and phone lines. What the settings say is written anew at each start.
CREATE TABLE signpost (
    place INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    hours TEXT,
    about TEXT
);
CREATE TABLE named_supporter (
    place INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    works_for TEXT NOT NULL,
    outside INTEGER NOT NULL,            -- works for neither the council nor the charity
    account TEXT,
    email TEXT,
    phone TEXT,
    hours TEXT
);
-- By the group, in the open, until a day. Only their own yes counts.
CREATE TABLE supporter (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    until_day TEXT NOT NULL,
    said_yes INTEGER NOT NULL DEFAULT 0,
    asked_until TEXT,
    PRIMARY KEY (group_id, person)
);
-- Somebody asks to talk to one of them. Deleted when they have talked, with all its words.
CREATE TABLE care_request (
    number INTEGER NOT NULL PRIMARY KEY, -- by chance: it tells nobody how many there were
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    account TEXT NOT NULL,               -- where the answers go
    name TEXT NOT NULL,
    supporter TEXT NOT NULL,             -- the name, as it was chosen
    to_account TEXT,
    to_email TEXT,
    how TEXT NOT NULL,
    reach TEXT,
    wanted TEXT,
    wanted_at BIGINT,
    by_at BIGINT NOT NULL,               -- until when they hear something, as they were told
    state TEXT NOT NULL                  -- asked, said-yes, or ended: did they talk?
);
CREATE UNIQUE INDEX care_request_by_person ON care_request (group_id, person);
CREATE INDEX care_request_by_account ON care_request (to_account);
-- After a heavy meeting nothing comes by itself until then.
ALTER TABLE household ADD COLUMN rest_until BIGINT;
