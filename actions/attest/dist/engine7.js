import { n as loadConfig } from "./engine5.js";
import { n as EngineError } from "./engine3.js";
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
function withModule(context, module) {
	return module === void 0 ? context : {
		...context,
		env: {
			...context.env,
			CHANCERY_MODULE: module
		}
	};
}
function variable(env, name) {
	return env[name] || void 0;
}
function listVariable(env, name) {
	return variable(env, name)?.split(",").map((item) => item.trim()).filter((item) => item !== "");
}
export { withModule as i, openContext as n, variable as r, listVariable as t };
