-- An answer that waits for its round, and that its writer would like to be a point as well.
ALTER TABLE checkin_answer ADD COLUMN noted INTEGER NOT NULL DEFAULT 0;

-- Has the person been shown the words alone? A yes counts only then.
ALTER TABLE point_wanted ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;

-- The local day on which the group was thanked for it.
ALTER TABLE point ADD COLUMN thanked_on TEXT;
UPDATE point SET thanked_on = said_on;
