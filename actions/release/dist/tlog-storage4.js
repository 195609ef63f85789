import { t as loadClient } from "./tlog-storage3.js";
import { n as TlogStorageError } from "./tlog-storage.js";
import { I as ChanceryError } from "./core.js";
import { createHash } from "node:crypto";
// packages/tlog-storage/src/postgres/connect.ts
const CONNECT = 1e4;
const STATEMENT = 6e4;
function openPool(server) {
	const { Pool } = loadClient("pg", "a log in PostgreSQL");
	const { host, port = 5432, database, user, password, ca } = server;
	const pool = new Pool({
		host,
		port,
		database,
		user,
		password,
		ssl: isHere(host) && ca === void 0 ? false : {
			rejectUnauthorized: true,
			...ca && { ca: [...ca] }
		},
		application_name: "chancery",
		max: 4,
		connectionTimeoutMillis: CONNECT,
		idleTimeoutMillis: CONNECT,
		query_timeout: STATEMENT,
		keepAlive: true,
		allowExitOnIdle: true
	});
	pool.on("error", () => {});
	pool.on("connect", (connection) => connection.on("error", () => {}));
	return pool;
}
function nameOf({ host, port = 5432, database }) {
	return `postgresql://${host.includes(":") ? `[${host}]` : encodeURIComponent(host)}:${port}/${encodeURIComponent(database)}`;
}
function isHere(host) {
	return host.startsWith("/") || /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);
}
// packages/tlog-storage/src/postgres/sql-errors.ts
const MEANING = [
	["55P03", "LOG_BUSY"],
	["23505", "LOG_DAMAGED"],
	["23514", "LOG_DAMAGED"],
	["25006", "LOG_STORE_REFUSED"],
	["42501", "LOG_STORE_REFUSED"],
	["28", "LOG_STORE_REFUSED"],
	["3D", "LOG_STORE_REFUSED"],
	["3F", "LOG_STORE_REFUSED"],
	["42", "LOG_STORE_REFUSED"]
];
function asStorageError(error, name) {
	if (error instanceof ChanceryError) return error;
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	const isSqlState = /^[0-9A-Z]{5}$/.test(code);
	const [, meaning] = isSqlState && MEANING.find(([prefix]) => code.startsWith(prefix)) || [];
	const details = {
		log: name,
		...code && { code }
	};
	if (meaning === "LOG_BUSY") return new TlogStorageError(meaning, `another process writes to ${name}`, {
		cause: error,
		details
	});
	return new TlogStorageError(meaning ?? whereNotSql(error, isSqlState), `${name}: ${reasonOf(error)}`, {
		cause: error,
		details
	});
}
function whereNotSql(error, isSqlState) {
	if (isSqlState) return "LOG_STORE_UNAVAILABLE";
	const text = reasonOf(error);
	return /certificate|self.signed|does not support SSL|SCRAM|password/i.test(text) ? "LOG_STORE_REFUSED" : "LOG_STORE_UNAVAILABLE";
}
function reasonOf(error) {
	return (error instanceof AggregateError ? error.errors.map(reasonOf).join("; ") : error instanceof Error ? error.message : "").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ").slice(0, 300) || "the connection failed";
}
// packages/tlog-storage/src/postgres/tables.ts
const TABLES = `
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
`;
const HAS_TABLES = "SELECT to_regclass('chancery_log') IS NOT NULL AS log, to_regclass('chancery_log_file') IS NOT NULL AS file";
const READ_STATE = "SELECT state AS content FROM chancery_log WHERE origin = $1";
const READ_CHECKPOINT = "SELECT checkpoint AS content FROM chancery_log WHERE origin = $1";
const READ_FILE = "SELECT content FROM chancery_log_file WHERE origin = $1 AND path = $2";
const INSERT_LOG = "INSERT INTO chancery_log (origin, state) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const UPDATE_STATE = "UPDATE chancery_log SET state = $3 WHERE origin = $1 AND state = $2";
const INSERT_FILES = `
INSERT INTO chancery_log_file (origin, path, content)
SELECT $1, path, content FROM unnest($2::text[], $3::bytea[]) AS file (path, content)
`;
const LOCK_CHECKPOINT = "SELECT checkpoint AS content FROM chancery_log WHERE origin = $1 FOR UPDATE";
const UPDATE_CHECKPOINT = "UPDATE chancery_log SET checkpoint = $2 WHERE origin = $1";
const DELETE_PARTIALS = `
DELETE FROM chancery_log_file
WHERE origin = $1 AND path IN (SELECT tile || '.p/' || width FROM unnest($2::text[]) AS tile, generate_series(1, 255) AS width)
`;
const SETTINGS = "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'";
// packages/tlog-storage/src/postgres/postgres-store.ts
function postgresStore(pool, options) {
	return new PostgresStore(pool, options);
}
var PostgresStore = class {
	name;
	#pool;
	#origin;
	#patience;
	constructor(pool, { origin, name, patience = 3e4 }) {
		this.name = name;
		this.#pool = pool;
		this.#origin = origin;
		this.#patience = patience;
	}
	async prepare() {
		await this.#assertSafe();
		if (!await this.#hasTables()) await this.#transaction(async (session) => {
			await session.query("SELECT pg_advisory_xact_lock($1)", [lockKey("tables")]);
			await session.query(TABLES);
		});
		return await this.readState() === null;
	}
	async lock() {
		const connection = await this.#work(() => this.#pool.connect());
		try {
			await this.#work(() => acquire(connection, lockKey(`log ${this.#origin}`), this.#patience));
		} catch (error) {
			connection.release(true);
			throw error;
		}
		return { async [Symbol.asyncDispose]() {
			const unlocked = await connection.query("SELECT pg_advisory_unlock_all()").then(() => true, () => false);
			connection.release(!unlocked);
		} };
	}
	async recover() {
		await this.#assertSafe();
	}
	readState() {
		return this.#read(READ_STATE, [this.#origin]);
	}
	read(path) {
		return path === "checkpoint" ? this.#read(READ_CHECKPOINT, [this.#origin]) : this.#read(READ_FILE, [this.#origin, path]);
	}
	advance(previous, next, files) {
		return this.#transaction(async (session) => {
			const { rowCount } = previous === null ? await session.query(INSERT_LOG, [this.#origin, bytea(next)]) : await session.query(UPDATE_STATE, [
				this.#origin,
				bytea(previous),
				bytea(next)
			]);
			if (rowCount !== 1) return false;
			const paths = files.map(({ path }) => path);
			if (paths.length > 0) await session.query(INSERT_FILES, [
				this.#origin,
				paths,
				files.map(({ bytes }) => bytea(bytes))
			]);
			return true;
		});
	}
	async publishCheckpoint(checkpoint, replaces) {
		await this.#transaction(async (session) => {
			const shown = contentOf(await session.query(LOCK_CHECKPOINT, [this.#origin]));
			if (shown === null || replaces(shown)) await session.query(UPDATE_CHECKPOINT, [this.#origin, bytea(checkpoint)]);
		});
	}
	async dropPartials(paths) {
		if (paths.length > 0) await this.#work(() => this.#pool.query(DELETE_PARTIALS, [this.#origin, paths]));
	}
	async [Symbol.asyncDispose]() {
		await this.#pool.end().catch(() => {});
	}
	async #assertSafe() {
		const { rows } = await this.#work(() => this.#pool.query(SETTINGS));
		if (rows.length === 0) return;
		const settings = rows.map(({ name }) => `${String(name)} = off`).join(", ");
		throw new TlogStorageError("LOG_STORE_UNSAFE", `${this.name} has ${settings}: a crash could take entries back`);
	}
	async #hasTables() {
		const { rows } = await this.#work(() => this.#pool.query(HAS_TABLES));
		return rows[0]?.log === true && rows[0].file === true;
	}
	async #read(text, values) {
		try {
			return contentOf(await this.#pool.query(text, values));
		} catch (error) {
			if (error instanceof Error && "code" in error && error.code === "42P01") return null;
			throw asStorageError(error, this.name);
		}
	}
	#transaction(work) {
		return this.#work(async () => {
			const connection = await this.#pool.connect();
			let isWhole = false;
			try {
				await connection.query("BEGIN; SET LOCAL synchronous_commit TO on");
				const result = await work(connection);
				await connection.query("COMMIT");
				isWhole = true;
				return result;
			} finally {
				connection.release(!isWhole);
			}
		});
	}
	async #work(work) {
		try {
			return await work();
		} catch (error) {
			throw asStorageError(error, this.name);
		}
	}
};
async function acquire(connection, key, patience) {
	await connection.query("SELECT set_config('lock_timeout', $1, false)", [`${patience}ms`]);
	await connection.query("SELECT pg_advisory_lock($1)", [key]);
}
function lockKey(name) {
	return createHash("sha256").update(`chancery ${name}`).digest().readBigInt64BE().toString();
}
function bytea({ buffer, byteOffset, byteLength }) {
	return Buffer.from(buffer, byteOffset, byteLength);
}
function contentOf({ rows }) {
	const content = rows[0]?.content;
	return content instanceof Uint8Array ? new Uint8Array(content.buffer, content.byteOffset, content.byteLength) : null;
}
export { nameOf, openPool, postgresStore };
