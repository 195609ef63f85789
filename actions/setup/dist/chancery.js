// packages/cli/src/main.ts
/** The composition root of `chancery`. */
const [first] = process.argv.slice(2);
if (first === "--version" || first === "-V") {
	const { VERSION } = await import("./engine6.js");
	process.stdout.write(`${VERSION}\n`);
} else {
	const terminal = {
		env: process.env,
		stdout: process.stdout,
		stderr: process.stderr
	};
	process.on("uncaughtException", (error) => void crash(error, terminal));
	for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
	const { run } = await import("./cli9.js");
	process.exitCode = await run(process.argv.slice(2), terminal);
}
/** Node would exit with 1, and that is the verdict "not verified". Rejections that nobody awaits come here too. */
async function crash(error, terminal) {
	process.exitCode = 3;
	try {
		const { internalFailure, sayFailure } = await import("./cli2.js");
		sayFailure(terminal, internalFailure(error, terminal));
	} finally {
		process.exit(3);
	}
}
/** `chancery ... | head`: whoever reads has read enough; the exit code stays what the work deserves. */
function ignoreClosedPipe(error) {
	if (error.code !== "EPIPE") throw error;
}
export {};
