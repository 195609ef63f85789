import { I as ChanceryError } from "./core.js";
import { n as EngineError } from "./engine2.js";
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
// packages/engine/src/report.ts
function outcomeOf(results) {
	return {
		report: {
			version: 1,
			files: results.map(({ exitCode: _, ...file }) => file),
			failed: []
		},
		exitCode: results.find((result) => result.exitCode !== 0)?.exitCode ?? 0
	};
}
function joinOutcomes(outcomes) {
	return {
		report: {
			version: 1,
			files: outcomes.flatMap(({ report }) => report.files),
			failed: outcomes.flatMap(({ report }) => report.failed)
		},
		exitCode: outcomes.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0
	};
}
function failureOf(error, path) {
	return {
		path,
		code: error.code,
		message: error.message,
		howToFix: error.howToFix
	};
}
function asChanceryError(error) {
	if (error instanceof ChanceryError) return error;
	throw error;
}
function signatureEntry(signature) {
	const { signer, signerNames } = signature;
	const san = signerNames.map(spelledName);
	return {
		signer: signer && {
			subject: signer.subject,
			issuer: signer.issuer,
			serial: signer.serial,
			sha256: signer.sha256,
			...san.length > 0 && { san }
		},
		digestAlgorithm: signature.digestAlgorithm,
		signatureAlgorithm: signature.signatureAlgorithm,
		integrity: signature.integrity,
		chain: "chain" in signature ? signature.chain : "not-checked",
		revocation: "revocation" in signature ? signature.revocation : "not-checked",
		nested: signature.nested,
		timestamp: signature.timestamp
	};
}
export { signatureEntry as a, spelledName as c, outcomeOf as i, failureOf as n, isNamed as o, joinOutcomes as r, parseExpectedName as s, asChanceryError as t };
