-- The pauses that workers on a target keep together, until when by this clock.
CREATE TABLE IF NOT EXISTS shared_pause (
	target VARCHAR(2048) NOT NULL PRIMARY KEY,
	paused_until TIMESTAMP WITH TIME ZONE,
	-- While outage_until is ahead, a worker gets no proper answer since outage_since.
	outage_since TIMESTAMP WITH TIME ZONE,
	outage_until TIMESTAMP WITH TIME ZONE
);

-- The tokens of --rate, as Bucket4j keeps them.
CREATE TABLE IF NOT EXISTS rate_bucket (
	id BIGINT NOT NULL PRIMARY KEY,
	state BYTEA,
	expires_at BIGINT
);
