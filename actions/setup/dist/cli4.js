import { n as printable } from "./cli.js";
// packages/cli/src/progress.ts
const BAR = 20;
var ProgressLine = class {
	#stream;
	#shown = false;
	constructor(stream) {
		this.#stream = stream;
	}
	update({ path, stage, finished, total }) {
		if (!this.#stream.isTTY) return;
		const filled = Math.round(finished / Math.max(1, total) * BAR);
		const bar = "#".repeat(filled) + ".".repeat(BAR - filled);
		const text = printable(`[${bar}] ${finished}/${total} ${stage} ${path}`);
		this.#stream.write(`\r\x1b[K${text.slice(0, (this.#stream.columns ?? 80) - 1)}`);
		this.#shown = true;
	}
	clear() {
		if (this.#shown) this.#stream.write("\r\x1B[K");
		this.#shown = false;
	}
};
export { ProgressLine as t };
