import { createHash } from "node:crypto";
// packages/engine/src/log/events/subjects.ts
function sha256Hex(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}
function subjectOf(name, bytes) {
	return {
		name,
		digest: { sha256: sha256Hex(bytes) }
	};
}
function keySubject(name, publicKey) {
	return subjectOf(`key ${name}`, publicKey);
}
export { sha256Hex as n, subjectOf as r, keySubject as t };
