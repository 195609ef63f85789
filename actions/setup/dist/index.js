import { i as githubHost, n as setupStep, t as runStep } from "./ci.js";
import { join } from "node:path";
// packages/ci/src/stop-signal.ts
function stopSignal() {
	const abort = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => abort.abort(new Error(name)));
	return abort.signal;
}
// actions/setup/src/index.ts
await runStep(setupStep(join(import.meta.dirname, "chancery.js")), githubHost(process.env), stopSignal());
export {};
