-- The rows of a run by outcome and error code, counted for its last reports, as a JSON object.
-- They hold as long as staged and decided are their sums: a decided row is never decided again.
ALTER TABLE row_sums ADD COLUMN IF NOT EXISTS counts VARCHAR(10000);
