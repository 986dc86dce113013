-- What helps a member take part, in their own choice: what to do, never why. It ends with the
-- membership, by the key and not by anybody's care.
CREATE TABLE access_said (
    group_id INTEGER NOT NULL,
    person TEXT NOT NULL,
    choices TEXT NOT NULL,               -- names from bot/access.py, with a space between two
    own TEXT NOT NULL,                   -- one short line of their own, or nothing
    shown INTEGER NOT NULL,              -- whoever plans may see it, although they may guess who
    said_on TEXT NOT NULL,
    ask_on TEXT NOT NULL,                -- when to ask whether it is still right
    PRIMARY KEY (group_id, person),
    FOREIGN KEY (group_id, person) REFERENCES member (group_id, person) ON DELETE CASCADE
);
-- Whether a member may be asked things in private that they did not begin.
CREATE TABLE may_ask (
    group_id INTEGER NOT NULL,
    person TEXT NOT NULL,
    says TEXT NOT NULL,                  -- 'yes', 'no', or 'asked' once and not answered
    since TEXT NOT NULL,
    PRIMARY KEY (group_id, person),
    FOREIGN KEY (group_id, person) REFERENCES member (group_id, person) ON DELETE CASCADE
);
