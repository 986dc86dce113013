-- Further places beside a room, for a while: a thread, a room for a few. What is wished for stands
-- here, and is carried out by the platform's loop (bot/places.py). Gone once the place is closed.
CREATE TABLE place (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,               -- what it is for, as its feature calls it
    beside TEXT NOT NULL,                -- the room of the group on the same platform
    name TEXT NOT NULL,                  -- as people read it
    job TEXT NOT NULL,                   -- due once it stands, or once it is known that it never will
    token TEXT NOT NULL UNIQUE,          -- to find it again after a crash
    state TEXT NOT NULL,                 -- 'wanted', 'open' or 'over'
    room TEXT,                           -- what the platform calls it, once it stands
    tried_at BIGINT                      -- when it was first tried to make it
);
CREATE INDEX place_by_group ON place (group_id);
-- Who is to be there.
CREATE TABLE place_person (
    place INTEGER NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0,    -- the platform let them in, or told them how to come in
    PRIMARY KEY (place, person)
);
-- Small groups while they are chosen and while they are on; all of it goes when they end.
CREATE TABLE smallgroups_now (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    state TEXT NOT NULL,                 -- 'choosing' or 'apart'
    count INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    topics TEXT NOT NULL,                -- one a line
    by_chance INTEGER NOT NULL,
    last_minute INTEGER NOT NULL,        -- told as well when one minute is left
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    hushed_at BIGINT,                    -- the group is quiet since then: time stands still
    beside TEXT NOT NULL                 -- the rooms beside which places can be made
);
-- Who chose what, and where they are once the groups have begun..
CREATE TABLE smallgroups_person (
    group_id INTEGER NOT NULL REFERENCES smallgroups_now (group_id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    choice TEXT NOT NULL,                -- a letter, 'any' or 'stay'
    place INTEGER NOT NULL,              -- the order in which people chose
    label TEXT,                          -- the group they are in
    platform TEXT NOT NULL DEFAULT '',   -- where that group's place is for them
    PRIMARY KEY (group_id, person)
);
-- The three lines of a group, with nobody's name; gone in the write that posts them.
CREATE TABLE smallgroups_part (
    group_id INTEGER NOT NULL REFERENCES smallgroups_now (group_id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    platform TEXT NOT NULL,
    lines TEXT NOT NULL DEFAULT '',
    called_at BIGINT NOT NULL DEFAULT 0, -- when it last asked for whoever leads
    PRIMARY KEY (group_id, label, platform)
);
-- Who stays with whom, until the meeting ends.
CREATE TABLE smallgroups_pair (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    with_person TEXT NOT NULL,
    with_name TEXT NOT NULL,
    PRIMARY KEY (group_id, person)
);
