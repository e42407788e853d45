-- What was asked for with a run: a note, and the command that takes the run up, as a JSON array.
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS note VARCHAR(1000);
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS command VARCHAR(100000);
