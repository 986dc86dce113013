-- Of a round that is not posted yet: the points it was said to be about, and why it asks again.
ALTER TABLE checkin_draft ADD COLUMN told TEXT;
ALTER TABLE checkin_draft ADD COLUMN again TEXT;
