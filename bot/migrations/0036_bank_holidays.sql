-- On which days nobody works, of the file that the admin named in the settings.
CREATE TABLE bank_holiday (
    day TEXT NOT NULL PRIMARY KEY
);

-- How far meetings felt from the step they were planned as: one sentence of five for each, or
-- none where too few said so. Of no use to anybody but the yearly report, which counts meetings.
CREATE TABLE ladder_gap (
    group_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    band TEXT
);

CREATE INDEX ladder_gap_by_group ON ladder_gap (group_id, day);
