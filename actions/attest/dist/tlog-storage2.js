import { T as utf8, w as toHex, x as fromHex, y as equalBytes } from "./core.js";
import { en as isJsonObject } from "./codec.js";
import { n as TlogStorageError } from "./tlog-storage.js";
// packages/tlog-storage/src/state.ts
function encodeState({ origin, root, size }) {
	return utf8(`${JSON.stringify({
		origin,
		root: toHex(root),
		size,
		version: 1
	})}\n`);
}
function parseState(bytes) {
	try {
		const json = JSON.parse(new TextDecoder().decode(bytes));
		if (isJsonObject(json)) {
			const { origin, root, size } = json;
			const state = {
				origin,
				root: fromHex(root),
				size
			};
			if (state.root.length === 32 && Number.isSafeInteger(size) && equalBytes(encodeState(state), bytes)) return state;
		}
	} catch (cause) {
		throw new TlogStorageError("LOG_STATE_MALFORMED", "the state cannot be read", { cause });
	}
	throw new TlogStorageError("LOG_STATE_MALFORMED", "the state is not what was written");
}
export { parseState as n, encodeState as t };
