-- What an import asks of the runs must not take the longer the more of them are kept.
CREATE INDEX IF NOT EXISTS import_run_claim ON import_run (claim);
CREATE INDEX IF NOT EXISTS import_run_status ON import_run (status);
CREATE INDEX IF NOT EXISTS import_run_started ON import_run (started_at);
CREATE INDEX IF NOT EXISTS doubt_binding ON doubt (binding_hash);
CREATE INDEX IF NOT EXISTS doubt_run ON doubt (run);
