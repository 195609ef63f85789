import { n as requestDigest } from "./attest3.js";
import { o as MAX_REASON } from "./engine39.js";
import { t as EventLog } from "./engine44.js";
// packages/engine/src/log/events/denials.ts
function recordingDenials(decide, context, keys, info, identity) {
	return async (request, requester, signal) => {
		const decision = await decide(request, requester, signal);
		if (decision.kind === "allow") return decision;
		const events = await EventLog.open(context, keys, identity);
		if (events === null) return decision;
		const { artifact, format } = request;
		const { by, reason } = decision;
		const { origin, index } = await events.record({
			kind: "denial",
			subjects: [{
				name: artifact.name || "artifact",
				digest: { ...artifact.digest }
			}],
			code: "DENIED",
			reason: oneLine(reason),
			key: {
				name: info.name,
				publicKey: info.publicKey
			},
			details: {
				by: oneLine(by) ?? "policy",
				format,
				request: requestDigest(request)
			}
		}, signal);
		return {
			...decision,
			recorded: {
				origin,
				index
			}
		};
	};
}
function oneLine(text) {
	const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim().slice(0, MAX_REASON);
	return line === "" ? null : line;
}
export { recordingDenials };
