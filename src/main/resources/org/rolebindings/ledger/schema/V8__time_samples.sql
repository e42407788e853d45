-- What a run did in parts of its time, for the plots; see TimeSample.
CREATE TABLE IF NOT EXISTS time_sample (
	run BIGINT NOT NULL,
	sample INTEGER NOT NULL,
	start_number INTEGER NOT NULL,
	at_millis BIGINT NOT NULL,
	length_millis BIGINT NOT NULL,
	decided BIGINT NOT NULL,
	failed BIGINT NOT NULL,
	throttled BIGINT NOT NULL,
	paused_millis BIGINT NOT NULL,
	latencies VARCHAR(100000) NOT NULL,
	PRIMARY KEY (run, sample)
);

-- The program as it was called, and the option that names the state, as a JSON array.
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS called VARCHAR(100000);
