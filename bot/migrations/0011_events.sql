-- What stands on a platform for a planned meeting, as an event of its own: what was carried out.
-- Not tied to the group by a key: when the group is gone, its events must still be taken away.
CREATE TABLE event (
    place TEXT NOT NULL,                 -- the server, by its id on the platform
    meeting INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    mark TEXT NOT NULL,                  -- what it is found again by
    event TEXT,                          -- its id there; null: it is over, or called off
    shown TEXT NOT NULL,                 -- a hash of what stands there
    begins BIGINT NOT NULL,
    asked BIGINT NOT NULL,               -- the time a person moved it to; -1: called off; 0: nothing
    restore INTEGER NOT NULL,            -- whoever leads said: put it back
    PRIMARY KEY (place, meeting)
);
CREATE INDEX event_by_group ON event (group_id);
