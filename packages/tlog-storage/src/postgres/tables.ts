/**
 * One log a row, and its files. Content is hashes and signatures: compressing it would cost time and save nothing.
 * Names are without a schema: the role's search_path says where.
 */
export const TABLES = `
CREATE TABLE IF NOT EXISTS chancery_log (
  origin text PRIMARY KEY,
  state bytea NOT NULL,
  checkpoint bytea
);
CREATE TABLE IF NOT EXISTS chancery_log_file (
  origin text NOT NULL REFERENCES chancery_log (origin),
  path text NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (origin, path)
);
ALTER TABLE chancery_log_file ALTER COLUMN content SET STORAGE EXTERNAL;
`

export const HAS_TABLES =
  "SELECT to_regclass('chancery_log') IS NOT NULL AS log, to_regclass('chancery_log_file') IS NOT NULL AS file"
export const READ_STATE = 'SELECT state AS content FROM chancery_log WHERE origin = $1'
export const READ_CHECKPOINT = 'SELECT checkpoint AS content FROM chancery_log WHERE origin = $1'
export const READ_FILE = 'SELECT content FROM chancery_log_file WHERE origin = $1 AND path = $2'

export const INSERT_LOG = 'INSERT INTO chancery_log (origin, state) VALUES ($1, $2) ON CONFLICT DO NOTHING'
export const UPDATE_STATE = 'UPDATE chancery_log SET state = $3 WHERE origin = $1 AND state = $2'
/** A path is written once: where it is there already, something else has been here. */
export const INSERT_FILES = `
INSERT INTO chancery_log_file (origin, path, content)
SELECT $1, path, content FROM unnest($2::text[], $3::bytea[]) AS file (path, content)
`
export const LOCK_CHECKPOINT = 'SELECT checkpoint AS content FROM chancery_log WHERE origin = $1 FOR UPDATE'
export const UPDATE_CHECKPOINT = 'UPDATE chancery_log SET checkpoint = $2 WHERE origin = $1'
/** `tile/0/000` stands for `tile/0/000.p/1` to `tile/0/000.p/255`. */
export const DELETE_PARTIALS = `
DELETE FROM chancery_log_file
WHERE origin = $1 AND path IN (SELECT tile || '.p/' || width FROM unnest($2::text[]) AS tile, generate_series(1, 255) AS width)
`
/** Where a crash of the server could take back what it has called committed. */
export const SETTINGS = "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'"
