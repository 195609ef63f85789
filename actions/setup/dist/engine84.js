import { u as parseBundle } from "./attest3.js";
import { y as equalBytes } from "./core.js";
import { m as parseLogEntry, v as parseHashedRekord } from "./tlog.js";
import { n as readBundleFile } from "./engine24.js";
import { t as AttestError } from "./attest.js";
import { n as exists } from "./engine5.js";
import { n as EngineError } from "./engine3.js";
import { n as failureOf, t as asChanceryError } from "./engine17.js";
import { r as queued } from "./engine41.js";
import { n as openLogRun } from "./engine47.js";
import { t as putProof } from "./engine51.js";
// packages/engine/src/log/flush-log.ts
async function flushLog(options) {
	await using run = await openLogRun(options);
	const { signal } = run.context;
	const logged = [];
	for await (const { entry, bundle, remove } of queued(run.config)) try {
		const receipt = await addOnce(run.log.writer, entry, signal);
		const given = receipt !== null && bundle !== null && await giveProof(bundle, entry, receipt);
		await remove();
		logged.push({
			index: receipt?.index ?? null,
			bundle: given ? bundle : null
		});
	} catch (error) {
		const known = asChanceryError(error);
		const failed = [failureOf(known, bundle)];
		return {
			report: {
				version: 1,
				origin: run.config.origin,
				logged,
				failed
			},
			exitCode: known.exitCode
		};
	}
	return {
		report: {
			version: 1,
			origin: run.config.origin,
			logged,
			failed: []
		},
		exitCode: 0
	};
}
async function addOnce(log, entry, signal) {
	try {
		return await log.add(entry, signal);
	} catch (error) {
		if (error instanceof EngineError && error.code === "LOG_ENTRY_EXISTS") return null;
		throw error;
	}
}
async function giveProof(path, entry, { entry: proof }) {
	if (!await exists(path) || !await isOf(path, entry)) return false;
	await putProof(path, parseLogEntry(proof));
	return true;
}
async function isOf(path, entry) {
	try {
		const bundle = parseBundle(await readBundleFile(path));
		const record = parseHashedRekord(entry);
		return bundle.kind === "key" && record !== null && equalBytes(bundle.envelope.signature, record.signature);
	} catch (error) {
		if (error instanceof AttestError) return false;
		throw error;
	}
}
export { flushLog };
