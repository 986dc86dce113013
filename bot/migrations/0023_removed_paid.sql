-- Whether who was taken out is paid to be here: undone, they are counted as before.
ALTER TABLE removed ADD COLUMN paid INTEGER NOT NULL DEFAULT 0;
