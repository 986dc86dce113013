-- When an answered question is closed, if its writer says nothing.
ALTER TABLE note ADD COLUMN closes_on TEXT;
