-- Addresses at which somebody's calendar follows the meetings of a group. They end with the
-- membership, by the key and not by anybody's care.

-- Where this bot can be reached from outside, as its settings say; no row: nowhere.
CREATE TABLE feed_address (
    address TEXT NOT NULL PRIMARY KEY
);
CREATE TABLE feed (
    number BIGINT NOT NULL PRIMARY KEY,
    group_id INTEGER NOT NULL,
    person TEXT NOT NULL,
    since TEXT NOT NULL,
    UNIQUE (group_id, person),
    FOREIGN KEY (group_id, person) REFERENCES member (group_id, person) ON DELETE CASCADE
);
-- What an address ends in, as a hash and never as it is.
CREATE TABLE feed_secret (
    hash TEXT NOT NULL PRIMARY KEY,
    feed BIGINT NOT NULL REFERENCES feed (number) ON DELETE CASCADE,
    at BIGINT NOT NULL
);
CREATE INDEX feed_secret_by_feed ON feed_secret (feed);
