import { l as EngineError, r as loadConfig } from "./engine2.js";
// packages/engine/src/context.ts
async function openContext(options) {
	const cwd = options.cwd ?? process.cwd();
	const env = options.env ?? {};
	if (variable(env, "CHANCERY_SERVICE_URL") !== void 0) throw new EngineError("CONFIG_INVALID", "CHANCERY_SERVICE_URL: the signing service is not available in this version");
	return {
		cwd,
		env,
		config: await loadConfig(cwd, options.config ?? variable(env, "CHANCERY_CONFIG")),
		signal: options.signal
	};
}
/** A variable that is set and not empty. */
function variable(env, name) {
	return env[name] || void 0;
}
/** A comma-separated variable. */
function listVariable(env, name) {
	return variable(env, name)?.split(",").map((item) => item.trim()).filter((item) => item !== "");
}
export { openContext as n, variable as r, listVariable as t };
