// packages/cli/src/main.ts
const [first] = process.argv.slice(2);
if (first === "--version" || first === "-V") {
	const { VERSION } = await import("./engine18.js");
	process.stdout.write(`${VERSION}\n`);
} else {
	const terminal = {
		env: process.env,
		stdout: process.stdout,
		stderr: process.stderr
	};
	process.on("uncaughtException", (error) => void crash(error, terminal));
	for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
	const { run } = await import("./cli22.js");
	process.exitCode = await run(process.argv.slice(2), terminal);
}
async function crash(error, terminal) {
	process.exitCode = 3;
	try {
		const { internalFailure, sayFailure } = await import("./cli2.js");
		sayFailure(terminal, internalFailure(error, terminal));
	} finally {
		process.exit(3);
	}
}
function ignoreClosedPipe(error) {
	if (error.code !== "EPIPE") throw error;
}
export {};
