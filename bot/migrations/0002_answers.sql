-- Some platforms want an answer in a place of its own, and show it only once.
-- `via`: where that is; emptied once it was shown. The state 'unseen': its person could not be
-- reached, and is told at their next touch; 'offered': it may have been seen, and is shown once
-- more only when they ask. `asked_in`: the room where they asked in the open,
-- so that a line there can say that an answer waits; emptied with it.
ALTER TABLE outbox ADD COLUMN via TEXT;
ALTER TABLE outbox ADD COLUMN asked_in TEXT;
CREATE INDEX outbox_unseen ON outbox (address) WHERE state IN ('unseen', 'offered');

-- A board that may have been posted: when, and a hash of its words, to find it again.
ALTER TABLE board ADD COLUMN first_tried_at INTEGER;
ALTER TABLE board ADD COLUMN text_hash TEXT;
