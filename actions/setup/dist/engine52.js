import { u as parseBundle } from "./attest3.js";
import "./attest5.js";
import { I as ChanceryError } from "./core.js";
import { n as readBundleFile } from "./engine24.js";
import "./attest2.js";
import { n as exists } from "./engine5.js";
import { n as statementOf } from "./attest4.js";
import { n as EngineError } from "./engine3.js";
import { i as SBOM_SUFFIX, n as PROVENANCE_SUFFIX, o as TEST_RESULT_SUFFIX, s as VSA_SUFFIX, t as ATTESTATION_SUFFIX } from "./engine15.js";
// packages/engine/src/attest-place.ts
function attestationSuffix(predicateType) {
	if (predicateType === "https://slsa.dev/provenance/v1") return PROVENANCE_SUFFIX;
	if (predicateType === "https://in-toto.io/attestation/test-result/v0.1") return TEST_RESULT_SUFFIX;
	if (predicateType === "https://slsa.dev/verification_summary/v1") return VSA_SUFFIX;
	return /^https:\/\/(?:cyclonedx\.org\/bom|spdx\.dev\/Document)\b/.test(predicateType) ? SBOM_SUFFIX : ATTESTATION_SUFFIX;
}
async function assertPlaceFree(path, { predicateType, subjects }) {
	if (!await exists(path)) return;
	const there = await readStatement(path);
	if (there?.predicateType === predicateType && namesOf(there) === namesOf({ subjects })) return;
	const what = there ? `a statement of type ${there.predicateType} about ${listed(there)}` : "something else";
	throw new EngineError("ATTESTATION_PLACE_TAKEN", `${path} holds ${what}`, { details: {
		path,
		predicateType: there?.predicateType ?? null
	} });
}
async function readStatement(path) {
	try {
		const bundle = parseBundle(await readBundleFile(path));
		return bundle.kind === "key" ? statementOf(bundle.envelope) : null;
	} catch (error) {
		if (error instanceof ChanceryError && error.family !== "environment") return null;
		throw error;
	}
}
function namesOf({ subjects }) {
	const names = new Set(subjects.map(({ name }) => name));
	const isSideFile = (name) => name.endsWith(".p7s") && names.has(name.slice(0, -4));
	return JSON.stringify([...names].filter((name) => !isSideFile(name)).sort());
}
function listed({ subjects }) {
	const [first] = subjects;
	return `${first?.name}${subjects.length > 1 ? ` and ${subjects.length - 1} more` : ""}`;
}
export { attestationSuffix as n, assertPlaceFree as t };
