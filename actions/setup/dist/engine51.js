import { c as MAX_BUNDLE_BYTES } from "./attest3.js";
import { T as utf8, b as fromBase64, y as equalBytes } from "./core.js";
import { n as readText, r as writeFileDurable } from "./files.js";
import { p as encodeLogEntry } from "./tlog.js";
import { n as EngineError } from "./engine3.js";
// packages/engine/src/log/put-proof.ts
async function putProof(path, entry) {
	const bundle = JSON.parse(await readText(path, MAX_BUNDLE_BYTES));
	const { verificationMaterial: material } = bundle;
	if (!material) throw new EngineError("OPTION_INVALID", `--bundle ${path}: is a bare envelope, which holds no proof; use --out`);
	material.tlogEntries = [...(material.tlogEntries ?? []).filter((other) => !equalBytes(logIdOf(other), entry.logId)), encodeLogEntry(entry)];
	await writeFileDurable(path, utf8(`${JSON.stringify(bundle)}\n`));
}
function logIdOf({ logId }) {
	const { keyId } = Object(logId);
	return typeof keyId === "string" ? fromBase64(keyId) : /* @__PURE__ */ new Uint8Array();
}
export { putProof as t };
