-- What a run is to do, and the run that an undo takes back, maybe only some lines of it.
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS kind VARCHAR(16) DEFAULT 'IMPORT' NOT NULL;
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS undone_run BIGINT;
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS only_sha256 VARCHAR(64);

-- For an undo, an expectation is the binding that the undone run made or changed, and the role
-- that it gets back if it is not to be deleted.
ALTER TABLE expectation ADD COLUMN IF NOT EXISTS former_role_id VARCHAR(1048576);

-- The bindings that an undo or a revoke has deleted. The hash is that of the user and the
-- resource, because an undo knows a binding by its id, whatever its role was in the end. The
-- row has the full values.
CREATE TABLE IF NOT EXISTS deleted_binding (
	row_id BIGINT NOT NULL PRIMARY KEY,
	slot_hash BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS deleted_binding_slot ON deleted_binding (slot_hash);
CREATE INDEX IF NOT EXISTS import_run_undone ON import_run (undone_run);
