-- The tables as the migrations make them. Written by: python -m tests.test_db

CREATE TABLE access_said (
    group_id INTEGER NOT NULL,
    person TEXT NOT NULL,
    choices TEXT NOT NULL,
    own TEXT NOT NULL,
    shown INTEGER NOT NULL,
    said_on TEXT NOT NULL,
    ask_on TEXT NOT NULL,
    PRIMARY KEY (group_id, person),
    FOREIGN KEY (group_id, person) REFERENCES member (group_id, person) ON DELETE CASCADE
);

CREATE TABLE also (
    person TEXT NOT NULL PRIMARY KEY,
    same_as TEXT NOT NULL,
    name TEXT NOT NULL
);

CREATE TABLE answer_draft (
    point INTEGER NOT NULL REFERENCES point (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (point, person)
);

CREATE TABLE answer_wait (
    point INTEGER NOT NULL PRIMARY KEY REFERENCES point (id) ON DELETE CASCADE,
    waits INTEGER NOT NULL
);

CREATE TABLE answerer (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT,
    email TEXT,
    until_day TEXT NOT NULL,
    asked_until TEXT,
    said_yes INTEGER NOT NULL DEFAULT 0,
    away_until TEXT,
    PRIMARY KEY (group_id, person)
);

CREATE TABLE bank_holiday (
    day TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE board (
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    session INTEGER NOT NULL,
    message TEXT,
    shown TEXT,
    token TEXT NOT NULL,
    edits INTEGER NOT NULL DEFAULT 0, first_tried_at INTEGER, text_hash TEXT,
    PRIMARY KEY (name, address)
);

CREATE TABLE bookmark (
    platform TEXT NOT NULL PRIMARY KEY,
    place TEXT NOT NULL,
    noted_at BIGINT NOT NULL
);

CREATE TABLE came_out (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    slot_date TEXT NOT NULL,
    PRIMARY KEY (group_id, digest)
);

CREATE TABLE care_request (
    number INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    supporter TEXT NOT NULL,
    to_account TEXT,
    to_email TEXT,
    how TEXT NOT NULL,
    reach TEXT,
    wanted TEXT,
    wanted_at BIGINT,
    by_at BIGINT NOT NULL,
    state TEXT NOT NULL
);

CREATE INDEX care_request_by_account ON care_request (to_account);

CREATE UNIQUE INDEX care_request_by_person ON care_request (group_id, person);

CREATE TABLE carried (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    words TEXT NOT NULL
);

CREATE INDEX carried_by_group ON carried (group_id);

CREATE TABLE charter (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    since TEXT NOT NULL
);

CREATE TABLE charter_asked (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    what TEXT NOT NULL,
    words TEXT NOT NULL,
    because TEXT,
    day TEXT NOT NULL,
    PRIMARY KEY (group_id, number)
);

CREATE TABLE charter_change (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    was TEXT,
    because TEXT,
    day TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (group_id, place)
);

CREATE TABLE charter_item (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    words TEXT,
    standing TEXT,
    owner TEXT,
    look_again TEXT,
    PRIMARY KEY (group_id, number)
);

CREATE TABLE charter_line (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    words TEXT NOT NULL,
    state TEXT NOT NULL,
    since TEXT NOT NULL,
    look_again TEXT NOT NULL,
    steers TEXT,
    value TEXT,
    tags TEXT NOT NULL,
    shown INTEGER NOT NULL,
    PRIMARY KEY (group_id, number)
);

CREATE TABLE charter_start (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL,
    step INTEGER NOT NULL
);

CREATE TABLE charter_unsaid (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (group_id, what, number)
);

CREATE TABLE checkin_answer (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    round TEXT NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    at BIGINT NOT NULL, noted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, round, person)
);

CREATE TABLE checkin_asked (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (group_id, question)
);

CREATE TABLE checkin_between (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    asker TEXT,
    gathers TEXT NOT NULL,
    opened_on TEXT NOT NULL
, asked_by TEXT);

CREATE TABLE checkin_draft (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    number INTEGER NOT NULL,
    question TEXT NOT NULL,
    asker TEXT,
    gathers TEXT NOT NULL, told TEXT, again TEXT,
    PRIMARY KEY (group_id, person)
);

CREATE TABLE checkin_live (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    opened_at BIGINT NOT NULL,
    begins TEXT
);

CREATE TABLE checkin_regular (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    starts TEXT NOT NULL,
    rule TEXT NOT NULL,
    question TEXT,
    asker TEXT,
    asked_by TEXT,
    last TEXT,
    empty INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE code (
    code TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    group_id INTEGER REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE due (
    id INTEGER NOT NULL PRIMARY KEY,
    job TEXT NOT NULL,
    subject TEXT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    args TEXT NOT NULL DEFAULT '{}',
    rule TEXT,
    zone TEXT,
    slot TEXT NOT NULL,
    next_at BIGINT NOT NULL,
    held_from BIGINT,
    good_for BIGINT,
    tries INTEGER NOT NULL DEFAULT 0, aside BIGINT NOT NULL DEFAULT 0,
    UNIQUE (job, subject)
);

CREATE INDEX due_aside ON due (next_at) WHERE aside > 0;

CREATE INDEX due_by_group ON due (group_id);

CREATE INDEX due_next ON due (next_at, id);

CREATE TABLE ending (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    meeting INTEGER NOT NULL,
    delete_on TEXT NOT NULL
);

CREATE TABLE event (
    place TEXT NOT NULL,
    meeting INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    mark TEXT NOT NULL,
    event TEXT,
    shown TEXT NOT NULL,
    begins BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    restore INTEGER NOT NULL,
    PRIMARY KEY (place, meeting)
);

CREATE INDEX event_by_group ON event (group_id);

CREATE TABLE facilitator (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    until_day TEXT NOT NULL,
    said_yes INTEGER NOT NULL DEFAULT 0,
    asked_until TEXT,
    PRIMARY KEY (group_id, person)
);

CREATE TABLE feed (
    number BIGINT NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL,
    person TEXT NOT NULL,
    since TEXT NOT NULL,
    UNIQUE (group_id, person),
    FOREIGN KEY (group_id, person) REFERENCES member (group_id, person) ON DELETE CASCADE
);

CREATE TABLE feed_address (
    address TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE feed_secret (
    hash TEXT NOT NULL PRIMARY KEY,
    feed BIGINT NOT NULL REFERENCES feed (number) ON DELETE CASCADE,
    at BIGINT NOT NULL
);

CREATE INDEX feed_secret_by_feed ON feed_secret (feed);

CREATE TABLE findtime (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    times TEXT NOT NULL,
    zone TEXT NOT NULL,
    closes TEXT NOT NULL
);

CREATE TABLE findtime_answer (
    group_id INTEGER NOT NULL REFERENCES findtime (group_id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    suits TEXT NOT NULL,
    PRIMARY KEY (group_id, person),
    FOREIGN KEY (group_id, person) REFERENCES member (group_id, person) ON DELETE CASCADE
);

CREATE TABLE fired (
    due INTEGER NOT NULL,
    slot TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (due, slot)
);

CREATE INDEX fired_by_age ON fired (at);

CREATE TABLE hands_floor (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    speaker TEXT,
    speaker_name TEXT,
    since BIGINT,
    moved_by TEXT,
    moved_at BIGINT NOT NULL,
    told TEXT NOT NULL
);

CREATE TABLE hands_hand (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    question INTEGER NOT NULL DEFAULT 0,
    why TEXT,
    asked INTEGER NOT NULL,
    resting INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, person)
);

CREATE TABLE hands_voice (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    turns INTEGER NOT NULL,
    more_time INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, person)
);

CREATE TABLE household (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT 'en',
    zone TEXT NOT NULL,
    session INTEGER,
    quiet_since BIGINT,
    sessions_held INTEGER NOT NULL DEFAULT 0
, break_until BIGINT, rest_until BIGINT);

CREATE TABLE inbox (
    event TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL DEFAULT 'done',
    at BIGINT NOT NULL
);

CREATE INDEX inbox_by_age ON inbox (at);

CREATE TABLE ladder (
    id TEXT NOT NULL PRIMARY KEY,
    session_id INTEGER NOT NULL UNIQUE REFERENCES session (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    opens_on TEXT NOT NULL,
    closes_at BIGINT NOT NULL,
    ram_id TEXT NOT NULL,
    floor INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'shown', 'too-few', 'lost')),
    band TEXT
);

CREATE TABLE ladder_gap (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    band TEXT
);

CREATE INDEX ladder_gap_by_group ON ladder_gap (group_id, day);

CREATE TABLE ladder_said (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    step INTEGER NOT NULL
);

CREATE TABLE mail (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    cause TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    says TEXT NOT NULL,
    at BIGINT NOT NULL,
    good_until BIGINT NOT NULL,
    job TEXT NOT NULL,
    token TEXT NOT NULL,
    tried INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE mail_from (
    sender TEXT NOT NULL
);

CREATE TABLE may_ask (
    group_id INTEGER NOT NULL,
    person TEXT NOT NULL,
    says TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (group_id, person),
    FOREIGN KEY (group_id, person) REFERENCES member (group_id, person) ON DELETE CASCADE
);

CREATE TABLE meeting (
    id INTEGER NOT NULL PRIMARY KEY,
    series INTEGER NOT NULL REFERENCES meeting_series (id) ON DELETE CASCADE,
    slot TEXT NOT NULL,
    wall TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    cancelled INTEGER NOT NULL DEFAULT 0, changes INTEGER NOT NULL DEFAULT 0, changed_at BIGINT NOT NULL DEFAULT 0, added INTEGER NOT NULL DEFAULT 0, came TEXT,
    UNIQUE (series, slot)
);

CREATE INDEX meeting_by_time ON meeting (series, starts_at);

CREATE TABLE meeting_draft (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    number INTEGER NOT NULL,
    draft TEXT NOT NULL,
    PRIMARY KEY (group_id, person)
);

CREATE TABLE meeting_papers (
    meeting INTEGER NOT NULL PRIMARY KEY REFERENCES meeting (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    due_on TEXT NOT NULL,
    place TEXT,
    ready_on TEXT,
    put_off INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE meeting_series (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    starts TEXT NOT NULL,
    zone TEXT NOT NULL,
    rule TEXT,
    minutes INTEGER NOT NULL,
    plan TEXT NOT NULL,
    planned_on TEXT NOT NULL
, mark TEXT NOT NULL DEFAULT '');

CREATE INDEX meeting_series_by_group ON meeting_series (group_id);

CREATE TABLE member (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    joined_on TEXT NOT NULL, paid INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, person)
);

CREATE INDEX member_by_person ON member (person);

CREATE TABLE named_supporter (
    place INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    works_for TEXT NOT NULL,
    outside INTEGER NOT NULL,
    account TEXT,
    email TEXT,
    phone TEXT,
    hours TEXT
);

CREATE TABLE note (
    id TEXT NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    slot_date TEXT NOT NULL,
    state TEXT NOT NULL,
    answerer TEXT,
    answer_by TEXT,
    answer TEXT,
    held_reason TEXT,
    closed_on TEXT, closes_on TEXT, decide_by TEXT,
    UNIQUE (group_id, number)
);

CREATE TABLE note_act (
    id TEXT NOT NULL PRIMARY KEY,
    note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    slot_date TEXT NOT NULL
);

CREATE TABLE note_reading (
    note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    reader TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    PRIMARY KEY (note_id, reader)
);

CREATE TABLE open_choice (
    person TEXT NOT NULL PRIMARY KEY,
    choices TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE open_form (
    person TEXT NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    command TEXT NOT NULL,
    step INTEGER NOT NULL,
    answers TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE outbox (
    id INTEGER NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    lane INTEGER NOT NULL,
    cause TEXT NOT NULL,
    n INTEGER NOT NULL,
    key TEXT NOT NULL,
    says TEXT NOT NULL,
    at BIGINT NOT NULL,
    good_until BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    token TEXT NOT NULL,
    first_tried_at BIGINT,
    text_hash TEXT,
    message TEXT, via TEXT, asked_in TEXT,
    UNIQUE (cause, n, address)
);

CREATE INDEX outbox_by_age ON outbox (at);

CREATE INDEX outbox_said ON outbox (address, at);

CREATE INDEX outbox_to_do ON outbox (address, lane, id) WHERE state IN ('waiting', 'trying');

CREATE INDEX outbox_unseen ON outbox (address) WHERE state IN ('unseen', 'offered');

CREATE TABLE place (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    beside TEXT NOT NULL,
    name TEXT NOT NULL,
    job TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    room TEXT,
    tried_at BIGINT
);

CREATE INDEX place_by_group ON place (group_id);

CREATE TABLE place_person (
    place INTEGER NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (place, person)
);

CREATE TABLE point (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    words TEXT NOT NULL,
    said_on TEXT NOT NULL,
    sayer TEXT,
    named INTEGER NOT NULL DEFAULT 0,
    source TEXT NOT NULL,
    note TEXT,
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
    late_said TEXT,
    asks_until TEXT,
    confirmed TEXT,
    closed_on TEXT,
    taken_out INTEGER NOT NULL DEFAULT 0, thanked_on TEXT,
    UNIQUE (group_id, number)
);

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
    told INTEGER NOT NULL DEFAULT 0, heard TEXT,
    PRIMARY KEY (point, place)
);

CREATE TABLE point_wanted (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    words TEXT NOT NULL,
    whose TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    source TEXT NOT NULL,
    until_day TEXT NOT NULL
, asked_in TEXT, seen INTEGER NOT NULL DEFAULT 0);

CREATE TABLE points_new (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    about INTEGER NOT NULL,
    PRIMARY KEY (group_id, what, about)
);

CREATE TABLE post (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    at BIGINT NOT NULL
);

CREATE INDEX post_by_group ON post (group_id, at);

CREATE TABLE pulse (
    id TEXT NOT NULL PRIMARY KEY,
    session_id INTEGER NOT NULL UNIQUE REFERENCES session (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    opens_on TEXT NOT NULL,
    closes_at BIGINT NOT NULL,
    ram_id TEXT NOT NULL,
    floor INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'again', 'shown', 'too-few', 'lost')),
    sentence TEXT CHECK (sentence IN ('light', 'mixed', 'heavy'))
);

CREATE TABLE ram (
    id TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE reader (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    until_day TEXT NOT NULL,
    asked_until TEXT,
    said_yes INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, person)
);

CREATE TABLE receipt (
    hash TEXT NOT NULL PRIMARY KEY,
    note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    closed INTEGER NOT NULL DEFAULT 0,
    expires_on TEXT
);

CREATE TABLE release (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    content TEXT NOT NULL,
    print TEXT NOT NULL,
    cause TEXT,
    free_from TEXT,
    asked INTEGER NOT NULL DEFAULT 0
, mailed TEXT);

CREATE INDEX release_of ON release (group_id, kind, last_day);

CREATE TABLE release_address (
    place INTEGER NOT NULL PRIMARY KEY,
    address TEXT NOT NULL
);

CREATE TABLE release_out (
    release INTEGER NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    part TEXT NOT NULL,
    out_on TEXT NOT NULL,
    PRIMARY KEY (release, part)
);

CREATE TABLE removed (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    number INTEGER NOT NULL,
    removed_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    joined_on TEXT NOT NULL,
    leads_until TEXT, paid INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, person)
);

CREATE TABLE report_line (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    part TEXT NOT NULL,
    words TEXT NOT NULL,
    person TEXT,
    name TEXT,
    said_on TEXT NOT NULL
);

CREATE TABLE room (
    id TEXT NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE
);

CREATE INDEX room_by_group ON room (group_id);

CREATE TABLE route (
    place INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    how TEXT NOT NULL,
    about TEXT
);

CREATE TABLE salt (
    value TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE session (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    lead TEXT NOT NULL,
    lead_name TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    nudges INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX session_by_group ON session (group_id, id);

CREATE TABLE setting (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (group_id, name)
);

CREATE TABLE signpost (
    place INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    hours TEXT,
    about TEXT
);

CREATE TABLE smallgroups_now (
    group_id INTEGER NOT NULL PRIMARY KEY REFERENCES household (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    count INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    topics TEXT NOT NULL,
    by_chance INTEGER NOT NULL,
    last_minute INTEGER NOT NULL,
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    hushed_at BIGINT,
    beside TEXT NOT NULL
);

CREATE TABLE smallgroups_pair (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    with_person TEXT NOT NULL,
    with_name TEXT NOT NULL,
    PRIMARY KEY (group_id, person)
);

CREATE TABLE smallgroups_part (
    group_id INTEGER NOT NULL REFERENCES smallgroups_now (group_id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    platform TEXT NOT NULL,
    lines TEXT NOT NULL DEFAULT '',
    called_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, label, platform)
);

CREATE TABLE smallgroups_person (
    group_id INTEGER NOT NULL REFERENCES smallgroups_now (group_id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    choice TEXT NOT NULL,
    place INTEGER NOT NULL,
    label TEXT,
    platform TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (group_id, person)
);

CREATE TABLE supporter (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    until_day TEXT NOT NULL,
    said_yes INTEGER NOT NULL DEFAULT 0,
    asked_until TEXT,
    PRIMARY KEY (group_id, person)
);
