import { O as openUnderPolicy, gt as TlogError, m as parseLogEntry } from "./tlog.js";
// packages/engine/src/log/under-policy.ts
function underPolicy(places, bundle, policy) {
	if (bundle.kind === "message") return [];
	const cosigned = (bundle.kind === "key" ? bundle.logEntries : bundle.material.logEntries).flatMap((entry) => {
		try {
			const { proof, checkpoint } = parseLogEntry(entry.whole());
			return [{
				origin: openUnderPolicy(checkpoint, policy).origin,
				index: proof.index
			}];
		} catch (error) {
			if (error instanceof TlogError) return [];
			throw error;
		}
	});
	return places.filter(({ origin, index }) => cosigned.some((one) => one.origin === origin && one.index === index));
}
export { underPolicy };
