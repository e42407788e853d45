-- The map of names that a run was started with.
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS map_sha256 VARCHAR(64);
