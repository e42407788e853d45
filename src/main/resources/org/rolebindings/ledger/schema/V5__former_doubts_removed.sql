-- The column doubt_since of import_row is not used any more: H2 would copy all rows to drop it.
DROP TABLE IF EXISTS inherited_doubt;
ALTER TABLE import_run DROP COLUMN IF EXISTS successor;
