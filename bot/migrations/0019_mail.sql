-- E-mails that are still to be sent, to people who agreed to get them. A row goes when it is sent.
CREATE TABLE mail (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    cause TEXT NOT NULL UNIQUE,          -- what it is about: the same cause twice is one e-mail
    address TEXT NOT NULL,
    says TEXT NOT NULL,                  -- subject and sentences, as text keys and facts
    at BIGINT NOT NULL,
    good_until BIGINT NOT NULL,
    job TEXT NOT NULL,                   -- what is due if it never can be sent
    token TEXT NOT NULL,                 -- names the message, however often it is tried
    tried INTEGER NOT NULL DEFAULT 0     -- it may have been sent
);
