import { n as policyOf } from "./engine50.js";
import { t as keySubject } from "./engine48.js";
// packages/engine/src/log/events/log-created.ts
async function logCreated(config, verifierKey, key, others = []) {
	const { policy, subjects } = await policyOf(config);
	return {
		kind: "log-created",
		subjects: [...[key, ...others].map(({ name, publicKey }) => keySubject(name, publicKey)), ...subjects],
		key,
		details: {
			verifierKey,
			...policy
		}
	};
}
export { logCreated as t };
