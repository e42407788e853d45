-- As for H2, with the types of PostgreSQL, and with leases.
CREATE TABLE IF NOT EXISTS import_run (
	run BIGINT NOT NULL PRIMARY KEY,
	status VARCHAR(16) NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	target VARCHAR(2048) NOT NULL,
	on_conflict VARCHAR(16) NOT NULL,
	on_invalid VARCHAR(16) NOT NULL,
	delimiter VARCHAR(8) NOT NULL,
	file_name VARCHAR(1024) NOT NULL,
	header TEXT NOT NULL,
	report_folder VARCHAR(1024) NOT NULL,
	started_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
	ended_at TIMESTAMP(3) WITH TIME ZONE,
	resumes INTEGER NOT NULL,
	-- The run that took over what this one left in doubt.
	successor BIGINT,
	totals VARCHAR(100000) NOT NULL,
	-- The claim on a file of the inbox; a run without one is told by its file's content.
	claim VARCHAR(64),
	-- Whether that file is where it belongs, so that nobody asks for its run any more.
	filed BOOLEAN DEFAULT FALSE NOT NULL
);

-- An undecided row has no outcome. A row is in doubt while doubt_since is set.
-- A row's id is run * 2^40 + line.
CREATE TABLE IF NOT EXISTS import_row (
	row_id BIGINT NOT NULL PRIMARY KEY,
	carried TEXT NOT NULL,
	role_id VARCHAR(4096),
	user_id VARCHAR(4096),
	resource_type VARCHAR(16),
	resource_id VARCHAR(4096),
	outcome VARCHAR(16),
	duplicate_of BIGINT,
	error_code VARCHAR(32),
	http_status INTEGER,
	message VARCHAR(8192),
	attempts INTEGER NOT NULL,
	binding_id VARCHAR(1048576),
	previous_role_id VARCHAR(1048576),
	request_id VARCHAR(1024),
	doubt_since TIMESTAMP(3) WITH TIME ZONE
);

-- The rows above the mark before and up to this one may have left since marked_at.
CREATE TABLE IF NOT EXISTS in_flight_mark (
	run BIGINT NOT NULL,
	up_to_line BIGINT NOT NULL,
	marked_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
	PRIMARY KEY (run, up_to_line)
);

-- What an abandoned run left in doubt, for the rows of the run that took its place.
CREATE TABLE IF NOT EXISTS inherited_doubt (
	run BIGINT NOT NULL,
	line BIGINT NOT NULL,
	doubt_since TIMESTAMP(3) WITH TIME ZONE NOT NULL,
	binding_id VARCHAR(1048576),
	previous_role_id VARCHAR(1048576),
	PRIMARY KEY (run, line)
);

-- The runs that are removed, for as long as there are rows of them.
CREATE TABLE IF NOT EXISTS removed_run (
	run BIGINT NOT NULL PRIMARY KEY
);

-- What an import asks of the runs must not take longer if more of them are kept.
CREATE INDEX IF NOT EXISTS import_run_claim ON import_run (claim);
CREATE INDEX IF NOT EXISTS import_run_status ON import_run (status);
CREATE INDEX IF NOT EXISTS import_run_started ON import_run (started_at);

-- Which process holds the runs of a target, and until when by this clock. A fence is higher than
-- all earlier ones of its target. The second key lets a lease be renewed, and not taken over,
-- while a transaction of its holder commits.
CREATE TABLE IF NOT EXISTS lease (
	target VARCHAR(2048) NOT NULL PRIMARY KEY,
	fence BIGINT NOT NULL,
	holder VARCHAR(100000) NOT NULL,
	renewed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	UNIQUE (target, fence)
);
