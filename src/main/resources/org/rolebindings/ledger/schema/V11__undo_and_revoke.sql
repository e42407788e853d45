-- What a run is to do, and the run that an undo takes back, maybe only some lines of it.
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS kind VARCHAR(16) DEFAULT 'IMPORT' NOT NULL;
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS undone_run BIGINT;
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS only_sha256 VARCHAR(64);

-- For an undo, an expectation is the binding that the undone run made or changed, and the role
-- that it gets back if it is not to be deleted.
ALTER TABLE expectation ADD COLUMN IF NOT EXISTS former_role_id VARCHAR(1048576);

-- The bindings that an undo or a revoke has deleted. The row has the full values.
CREATE TABLE IF NOT EXISTS deleted_binding (
	row_id BIGINT NOT NULL PRIMARY KEY,
	binding_hash BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS deleted_binding_hash ON deleted_binding (binding_hash);
CREATE INDEX IF NOT EXISTS import_run_undone ON import_run (undone_run);
