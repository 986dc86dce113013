-- Files that go with a line: name, media type and, as base64, what is in them.
ALTER TABLE line ADD COLUMN file TEXT;
