import { Tt as parseCertificate, xt as certificateFacts } from "./codec.js";
import { n as readText, r as writeFileDurable } from "./files.js";
import { p as FilesError } from "./files2.js";
import { f as TimestampError, i as timestampResponder, r as DEFAULT_POLICY, t as serveTimestamps } from "./timestamp.js";
import { i as withModule, n as openContext } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { t as KeyRing } from "./engine9.js";
import { t as listening } from "./engine13.js";
import { resolve } from "node:path";
// packages/engine/src/serve-timestamps.ts
const DEFAULTS = {
	port: 3161,
	perMinute: 600,
	accuracyMs: 1e3
};
async function serveTimestampAuthority(options) {
	const context = withModule(await openContext(options), options.module);
	const { policy = DEFAULT_POLICY, accuracyMs = DEFAULTS.accuracyMs, onRequest } = options;
	const where = listening(context.cwd, options);
	const memory = options.clockFile === void 0 ? null : await openMemory(resolve(context.cwd, options.clockFile));
	const keys = new KeyRing(context);
	let server;
	let info;
	try {
		const key = await keys.open(keyName(context, options.key), {
			module: options.module,
			certificate: options.certificate
		});
		info = key.info;
		const responder = timestampResponder({
			key,
			policy,
			accuracyMs,
			notBefore: memory?.latest ?? null
		});
		server = await serveTimestamps(responder, {
			...where,
			port: options.port ?? DEFAULTS.port,
			perMinute: options.perMinute ?? DEFAULTS.perMinute,
			onRequest(entry) {
				if (entry.note?.granted) memory?.told(entry.note.time);
				onRequest?.(entry);
			}
		});
	} catch (error) {
		await keys[Symbol.asyncDispose]();
		throw error;
	}
	const certificate = certificateFacts(parseCertificate(info.certificates[0]));
	return {
		report: {
			version: 1,
			url: server.url,
			key: info.name,
			policy,
			certificate
		},
		async [Symbol.asyncDispose]() {
			await server.close();
			await keys[Symbol.asyncDispose]();
			await memory?.close();
		}
	};
}
function keyName({ config }, named) {
	if (named !== void 0) return named;
	if (config.timestamp?.kind === "key") return config.timestamp.key;
	if (Object.hasOwn(config.keys, "tsa")) return "tsa";
	throw new EngineError("KEY_NOT_GIVEN", "neither --key nor chancery.yaml says which key stamps");
}
const WRITE_EVERY = 5e3;
async function openMemory(path) {
	const latest = await latestIn(path);
	if (latest && Date.now() < latest.getTime()) {
		const message = `the clock says ${(/* @__PURE__ */ new Date()).toISOString()}, and tokens were stamped at ${latest.toISOString()} already`;
		throw new TimestampError("TIMESTAMP_CLOCK_BACK", message);
	}
	let last = latest;
	let written = latest;
	let writing = Promise.resolve();
	const write = async () => {
		if (last === null || last === written) return;
		written = last;
		await writeFileDurable(path, new TextEncoder().encode(`${last.toISOString()}\n`));
	};
	return {
		latest,
		told(time) {
			last = time;
			if (written !== null && time.getTime() - written.getTime() < WRITE_EVERY) return;
			writing = writing.then(write).catch(() => {});
		},
		async close() {
			await writing;
			await write();
		}
	};
}
async function latestIn(path) {
	let text;
	try {
		text = (await readText(path, 1024)).trim();
	} catch (error) {
		if (error instanceof FilesError && error.code === "FILE_NOT_FOUND") return null;
		throw error;
	}
	const time = new Date(text);
	if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(time.getTime())) return time;
	throw new EngineError("OPTION_INVALID", `--clock-file ${path}: does not hold a time`);
}
export { serveTimestampAuthority };
