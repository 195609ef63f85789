import { i as githubHost, n as setupStep, t as runStep } from "./ci.js";
import { join } from "node:path";
// packages/ci/src/stop-signal.ts
/** Aborts when the platform cancels the build (it sends SIGINT or SIGTERM, and kills some seconds later): nothing is left half-written. */
function stopSignal() {
	const abort = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => abort.abort(new Error(name)));
	return abort.signal;
}
// actions/setup/src/index.ts
/** The composition root of actions/setup. */
await runStep(setupStep(join(import.meta.dirname, "chancery.js")), githubHost(process.env), stopSignal());
export {};
