import { I as ChanceryError } from "./core.js";
import { n as EngineError } from "./engine3.js";
import { t as EventLog } from "./engine44.js";
// packages/engine/src/log/events/acts.ts
async function openActs(context, keys) {
	const { events, unrecorded } = await openOnceThere(context, keys);
	return {
		unrecorded,
		record: async (draft) => events && await events.record(draft, context.signal),
		recordDone: (draft) => telling(draft, async () => events && await events.record(draft))
	};
}
function recordDone(context, keys, draft) {
	return telling(draft, async () => (await openOnceThere(context, keys)).events?.record(draft) ?? null);
}
async function telling(draft, record) {
	try {
		return await record();
	} catch (cause) {
		if (!(cause instanceof ChanceryError)) throw cause;
		const what = draft.subjects.map(({ name }) => name).join(", ");
		throw new EngineError("EVENT_NOT_RECORDED", `${what}: done, and the log has no ${draft.kind}: ${cause.message}`, {
			cause,
			details: {
				kind: draft.kind,
				because: cause.code
			}
		});
	}
}
async function openOnceThere(context, keys) {
	try {
		return {
			events: await EventLog.open(context, keys),
			unrecorded: null
		};
	} catch (error) {
		if (!(error instanceof ChanceryError) || error.code !== "KEY_NOT_FOUND") throw error;
		return {
			events: null,
			unrecorded: error.message
		};
	}
}
export { recordDone as n, openActs as t };
