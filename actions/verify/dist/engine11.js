import { n as EngineError } from "./engine3.js";
// packages/engine/src/alternative-name.ts
function parseExpectedName(value) {
	const [, kind, text] = /^(?:(dns|uri|email):)?(.*)$/s.exec(value);
	if (text === "") throw new EngineError("OPTION_INVALID", `--signer-san ${value}: names nothing`);
	return {
		kind: kind ?? null,
		text
	};
}
function isNamed({ kind, text }, expected) {
	if (expected.kind !== null && expected.kind !== kind) return false;
	return folded(kind, text) === folded(kind, expected.text);
}
function folded(kind, text) {
	if (kind === "uri") return text;
	const host = kind === "dns" ? 0 : text.lastIndexOf("@") + 1;
	return text.slice(0, host) + lowerCase(text.slice(host));
}
function lowerCase(text) {
	return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
function spelledName({ kind, text }) {
	return `${kind}:${text}`;
}
export { parseExpectedName as n, spelledName as r, isNamed as t };
