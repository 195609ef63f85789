import { n as openContext } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { t as KeyRing } from "./engine9.js";
// packages/engine/src/log/log-run.ts
async function openLogRun(options) {
	const context = await openContext(options);
	const config = configuredLog(context);
	const keys = new KeyRing(context);
	const dispose = () => keys[Symbol.asyncDispose]();
	try {
		return {
			context,
			config,
			log: await keys.log(),
			[Symbol.asyncDispose]: dispose
		};
	} catch (error) {
		await dispose();
		throw error;
	}
}
function configuredLog({ config }) {
	if (config.log) return config.log;
	const where = config.path === null ? "there is no chancery.yaml" : `${config.path} has no log`;
	throw new EngineError("LOG_NOT_CONFIGURED", where);
}
export { openLogRun as n, configuredLog as t };
