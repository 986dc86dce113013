-- An answer that is being written. Only its writer sees it, for as long as the point is open.
CREATE TABLE answer_draft (
    point INTEGER NOT NULL REFERENCES point (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (point, person)
);

-- How often there was more time for a point: from the second time on, the group reads why.
CREATE TABLE answer_wait (
    point INTEGER NOT NULL PRIMARY KEY REFERENCES point (id) ON DELETE CASCADE,
    waits INTEGER NOT NULL
);

-- From which address e-mails go, as the settings say. No row: none can be sent.
CREATE TABLE mail_from (
    sender TEXT NOT NULL
);
