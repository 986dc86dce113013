-- What whoever answers heard, before they said what they will do.
ALTER TABLE point_answer ADD COLUMN heard TEXT;
