-- Until when the break of a meeting goes; null: there is none.
ALTER TABLE household ADD COLUMN break_until BIGINT;
