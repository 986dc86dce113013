-- Where a group may send what it has let out, as the admin wrote it in the settings.
CREATE TABLE release_address (
    place INTEGER NOT NULL PRIMARY KEY,
    address TEXT NOT NULL
);

-- Which text was sent last.
ALTER TABLE release ADD COLUMN mailed TEXT;
