import { t as listVariable } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
// packages/engine/src/timestamping.ts
async function openTimestamper(context, keys, choice, quorum) {
	if (choice === "none") return null;
	const urls = choice === "configured" ? listVariable(context.env, "CHANCERY_TIMESTAMP_URLS") : choice;
	const { timestamp } = context.config;
	const wanted = quorum ?? (timestamp?.kind === "urls" ? timestamp.quorum : 1);
	if (urls && urls.length > 0) return timestampClientFor(urls, wanted);
	if (timestamp?.kind === "urls") return timestampClientFor(timestamp.urls, wanted);
	if (timestamp?.kind === "key") return responderTimestamper(await keys.open(timestamp.key, null), wanted);
	throw new EngineError("TIMESTAMP_NOT_CONFIGURED", "no timestamp authority is configured");
}
async function timestampClientFor(urls, quorum) {
	const { timestampClient } = await import("./timestamp2.js");
	return timestampClient({
		urls,
		quorum
	});
}
async function responderTimestamper(key, quorum) {
	const { responderTimestamper: open } = await import("./timestamp2.js");
	return open({
		key,
		quorum
	});
}
export { openTimestamper as t };
