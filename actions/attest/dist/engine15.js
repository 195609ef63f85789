import { I as ChanceryError } from "./core.js";
import { r as spelledName } from "./engine11.js";
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
	const { code, message, howToFix, details } = error;
	const { log: origin, index = null } = details;
	return {
		path,
		code,
		message,
		howToFix,
		...code === "DENIED" && typeof origin === "string" && (typeof index === "number" || index === null) && { log: {
			origin,
			index
		} }
	};
}
function failuresOf(results) {
	const failures = results.flatMap(({ path, error }) => error ? [{
		path,
		error
	}] : []);
	return {
		failed: failures.map(({ path, error }) => failureOf(error, path)),
		exitCode: failures[0]?.error.exitCode ?? 0
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
		timestamp: signature.timestamp,
		timestamps: signature.timestamps
	};
}
export { outcomeOf as a, joinOutcomes as i, failureOf as n, signatureEntry as o, failuresOf as r, asChanceryError as t };
