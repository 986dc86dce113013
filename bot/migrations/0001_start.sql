-- Where everything is kept. Times are milliseconds since 1970 in UTC; days are ISO dates.
-- Only what SQLite and PostgreSQL both understand. docs/schema.sql shows the result.

-- Commands seen already, so that what is read twice acts once. Deleted when a replay is
-- impossible. No text, and never anything anonymous.
CREATE TABLE inbox (
    event TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL DEFAULT 'done',  -- or 'failed': a bug, told to the person
    at BIGINT NOT NULL
);
CREATE INDEX inbox_by_age ON inbox (at);

-- Groups of people, their rooms, and who is in them.
CREATE TABLE household (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT 'en',
    zone TEXT NOT NULL,
    session INTEGER,                     -- the meeting that is on, if one is
    quiet_since BIGINT,
    sessions_held INTEGER NOT NULL DEFAULT 0
);
-- How far each adapter has read on its platform; nothing about people.
CREATE TABLE bookmark (
    platform TEXT NOT NULL PRIMARY KEY,
    place TEXT NOT NULL,
    noted_at BIGINT NOT NULL             -- what was heard long before then is not read again
);
CREATE TABLE room (
    id TEXT NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE
);
CREATE INDEX room_by_group ON room (group_id);
CREATE TABLE member (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    joined_on TEXT NOT NULL,
    PRIMARY KEY (group_id, person)
);
CREATE INDEX member_by_person ON member (person);
CREATE TABLE facilitator (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    until_day TEXT NOT NULL,
    said_yes INTEGER NOT NULL DEFAULT 0, -- asked in the open; only their own yes counts
    asked_until TEXT,                    -- until when they were asked, if they have not said yes
    PRIMARY KEY (group_id, person)
);
CREATE TABLE setting (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    since TEXT NOT NULL,                 -- the day the group chose it
    PRIMARY KEY (group_id, name)
);
CREATE TABLE session (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    lead TEXT NOT NULL,
    lead_name TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    nudges INTEGER NOT NULL DEFAULT 0    -- private lines to the lead so far
);
CREATE INDEX session_by_group ON session (group_id, id);

-- Codes that tie rooms or people together: fifteen minutes, once.
CREATE TABLE code (
    code TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,                  -- 'link' or 'also'
    group_id INTEGER REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
-- The same human on two platforms, by their own word on both.
CREATE TABLE also (
    person TEXT NOT NULL PRIMARY KEY,
    same_as TEXT NOT NULL,
    name TEXT NOT NULL                   -- of same_as
);

-- What must be said. Facts are emptied once it was said.
CREATE TABLE outbox (
    id INTEGER NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    lane INTEGER NOT NULL,
    cause TEXT NOT NULL,
    n INTEGER NOT NULL,
    key TEXT NOT NULL,
    says TEXT NOT NULL,                  -- keys and facts, not prose; emptied once said
    at BIGINT NOT NULL,
    good_until BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',  -- waiting > trying > sent | gone
    token TEXT NOT NULL,
    first_tried_at BIGINT,
    text_hash TEXT,
    message TEXT,                        -- the platform's id of it
    UNIQUE (cause, n, address)
);
CREATE INDEX outbox_to_do ON outbox (address, lane, id) WHERE state IN ('waiting', 'trying');
CREATE INDEX outbox_said ON outbox (address, at);
CREATE INDEX outbox_by_age ON outbox (at);

-- Live messages kept by edits.
CREATE TABLE board (
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    session INTEGER NOT NULL,
    message TEXT,
    shown TEXT,                          -- hash of what it shows
    token TEXT NOT NULL,
    edits INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (name, address)
);

-- What is due, and what has fired.
CREATE TABLE due (
    id INTEGER NOT NULL PRIMARY KEY,
    job TEXT NOT NULL,
    subject TEXT NOT NULL,               -- with the job: never twice
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    args TEXT NOT NULL DEFAULT '{}',
    rule TEXT,                           -- null: once
    zone TEXT,
    slot TEXT NOT NULL,                  -- the local time it is meant for
    next_at BIGINT NOT NULL,
    held_from BIGINT,                    -- when it was due, if it was held since
    good_for BIGINT,                     -- milliseconds after which it is hopeless
    tries INTEGER NOT NULL DEFAULT 0,
    UNIQUE (job, subject)
);
CREATE INDEX due_next ON due (next_at, id);
CREATE INDEX due_by_group ON due (group_id);
CREATE TABLE fired (
    due INTEGER NOT NULL,
    slot TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (due, slot)
);
CREATE INDEX fired_by_age ON fired (at);

-- The question that is open in a private chat: one for each person.
CREATE TABLE open_form (
    person TEXT NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    command TEXT NOT NULL,
    step INTEGER NOT NULL,
    answers TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE TABLE open_choice (
    person TEXT NOT NULL PRIMARY KEY,
    choices TEXT NOT NULL,               -- what the numbers type, and their labels
    at BIGINT NOT NULL
);

-- The list of hands.
CREATE TABLE hands_floor (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,             -- counts the turns up
    speaker TEXT,
    speaker_name TEXT,
    since BIGINT,
    moved_by TEXT,
    moved_at BIGINT NOT NULL,
    told TEXT NOT NULL                   -- whom the room last heard on the list, one a line
);
CREATE TABLE hands_hand (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    question INTEGER NOT NULL DEFAULT 0, -- questions aim, limits or how we meet: goes first
    why TEXT,                            -- typed in the room, never in private
    asked INTEGER NOT NULL,              -- order of asking
    resting INTEGER NOT NULL DEFAULT 0,  -- said "not yet": keeps the place, is not called
    PRIMARY KEY (group_id, person)
);
CREATE TABLE hands_voice (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    turns INTEGER NOT NULL,
    more_time INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, person)
);

-- Check-ins. A live round is talk: nothing of it is kept but whom the lead was told could begin.
CREATE TABLE checkin_live (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    opened_at BIGINT NOT NULL,           -- so that two leads do not open it twice
    begins TEXT                          -- the next round begins with somebody after this one
);
-- The post of a round between meetings, as one lead was shown it; gone once one is posted.
CREATE TABLE checkin_draft (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,                -- who was shown it
    number INTEGER NOT NULL,             -- what its button names
    question TEXT NOT NULL,              -- its name in the bank, or somebody's own words
    asker TEXT,                          -- whose words; null: from the bank
    gathers TEXT NOT NULL,               -- wall time
    PRIMARY KEY (group_id, person)
);
-- The last round between meetings; its question is emptied when the answers are posted.
CREATE TABLE checkin_between (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    asker TEXT,
    gathers TEXT NOT NULL,
    opened_on TEXT NOT NULL              -- the room gets one such round a week
);
-- Answers that wait to be posted; deleted in the write that posts them.
CREATE TABLE checkin_answer (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    round TEXT NOT NULL,                 -- 'ahead' of the next first round, or 'between'
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (group_id, round, person)
);
-- Questions this group has had, in order, until all are used up.
CREATE TABLE checkin_asked (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (group_id, question)
);
