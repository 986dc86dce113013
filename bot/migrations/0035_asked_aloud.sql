-- The line of the room that asked somebody whether their words may be noted, by its cause.
ALTER TABLE point_wanted ADD COLUMN asked_in TEXT;
