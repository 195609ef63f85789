import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
// jenkins-shim/launcher/src/start.ts
/**
* The first thing that runs on an agent: takes the programs out of the one file in which the controller sends them, and starts the launcher.
* Each begins with a line `//@file NAME`.
*/
const here = import.meta.dirname;
const packed = join(here, "bundle.txt");
for (const part of readFileSync(packed, "utf8").split(/^\/\/@file /m).slice(1)) {
	const end = part.indexOf("\n");
	writeFileSync(join(here, part.slice(0, end)), part.slice(end + 1));
}
rmSync(packed);
await import(pathToFileURL(join(here, "launcher.js")).href);
export {};
