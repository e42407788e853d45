-- The plan that a run applies, and what it says is in place for a row: a binding and its role.
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS plan_sha256 VARCHAR(64);

CREATE TABLE IF NOT EXISTS expectation (
	row_id BIGINT NOT NULL PRIMARY KEY,
	binding_id VARCHAR(1048576) NOT NULL,
	role_id VARCHAR(1048576) NOT NULL
);
