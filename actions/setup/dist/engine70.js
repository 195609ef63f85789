import { t as SIGNING_RECORD_TYPE, u as parseBundle } from "./attest3.js";
import { I as ChanceryError, y as equalBytes } from "./core.js";
import "./attest2.js";
import { a as verifyImageSignature, h as classicTag, i as readManifest, n as claimsOf, o as inspectImageSignature, r as readImageContents, t as attestationType } from "./engine54.js";
import { l as keyFingerprint } from "./attest4.js";
import { n as keptPlace } from "./engine27.js";
import { n as EngineError } from "./engine3.js";
import { t as membersOf } from "./engine26.js";
import { n as descriptorOf } from "./engine55.js";
import { t as loggedAs } from "./engine61.js";
import { r as selfTrust } from "./engine56.js";
// packages/engine/src/images/kept-signature.ts
async function keptSignature(run, { repository, name }, target, { kind, form }, { annotations }) {
	const contents = await readSurely(repository, target.digest, run.context.signal);
	const expected = {
		image: descriptorOf(target),
		annotations,
		predicateType: null,
		dockerReference: name
	};
	for (const one of contents.found) {
		if (one.content.kind !== kind) continue;
		const verified = await heldBy(run.key.info, one, expected);
		if (!verified || !isOfForm(verified, form)) continue;
		if (Object.keys(verified.annotations).length !== Object.keys(annotations).length) continue;
		const { timestamps } = inspectImageSignature(one.content);
		if (run.timestamper && timestamps.length < (run.timestamper.quorum ?? 1)) continue;
		if (!await isLogged(run, one)) continue;
		const records = await recordsOf(run, contents, expected, kind);
		if (records) return {
			signature: one.at,
			timestamps,
			...records
		};
	}
	return null;
}
async function ownClassicLayers(run, { repository }, target, { form }) {
	const expected = {
		...ANY,
		image: descriptorOf(target)
	};
	const found = await readTag(repository, classicTag(target.digest), run.context.signal);
	const ours = /* @__PURE__ */ new Set();
	for (const one of found) {
		const { content } = one;
		if (content.kind !== "cosign") continue;
		const verified = await heldBy(run.key.info, one, expected);
		if (verified && isOfForm(verified, form)) ours.add(JSON.stringify(content.annotations));
	}
	return ({ annotations }) => ours.has(JSON.stringify(annotations));
}
async function assertImageUnsigned(run, opened, target) {
	const { found } = await readSurely(opened.repository, target.digest, run.context.signal);
	const signatures = found.filter((one) => {
		const claims = claimsOf(one);
		return !(claims instanceof ChanceryError) && attestationType(claims) === null;
	});
	if (signatures.length === 0) return;
	const where = signatures.map(({ at, content }) => `${opened.referenceTo(at)} (oci-${content.kind})`);
	throw new EngineError("FILE_ALREADY_SIGNED", `${opened.path} is signed already: ${where.join(", ")}`);
}
async function readTag(repository, tag, signal) {
	try {
		return (await readManifest(repository, tag, signal)).found;
	} catch (error) {
		if (error instanceof ChanceryError && error.code === "IMAGE_NOT_FOUND") return [];
		throw error;
	}
}
async function readSurely(repository, digest, signal) {
	const contents = await readImageContents(repository, digest, signal);
	const failed = contents.unread.find(({ error }) => error.family === "environment");
	if (failed) throw failed.error;
	return contents;
}
const ANY = {
	annotations: {},
	predicateType: null,
	dockerReference: null
};
async function heldBy(info, { content }, expected) {
	try {
		const verified = await verifyImageSignature(content, expected, selfTrust(info));
		return equalBytes(verified.key.spki, info.publicKey) ? verified : null;
	} catch (error) {
		if (error instanceof ChanceryError) return null;
		throw error;
	}
}
function isOfForm({ certificate }, form) {
	return certificate !== null === (form === "certificate");
}
async function isLogged({ log, key: { info } }, { content }) {
	if (!log || content.kind !== "bundle") return true;
	const { bundle, signer } = loggedAs(parseBundle(content.bytes), info.publicKey);
	try {
		return bundle !== null && await log.find(bundle, signer) !== null || log.onFailure === "queue";
	} catch (error) {
		if (error instanceof ChanceryError && error.code === "BUNDLE_LOG_UNPROVED") return false;
		throw error;
	}
}
async function recordsOf(run, { found }, expected, kind) {
	if (!run.attestationKey) return {
		record: null,
		provenance: null,
		log: null
	};
	const { info } = run.attestationKey;
	let record = null;
	let provenance = null;
	let log = null;
	for (const one of found) {
		if (one.content.kind !== "bundle") continue;
		const said = await heldBy(info, one, {
			...expected,
			annotations: {},
			predicateType: SIGNING_RECORD_TYPE
		});
		if (said?.statement && isAbout(said.statement, run, kind)) {
			const bundle = parseBundle(one.content.bytes);
			const place = run.log && bundle.kind === "key" ? await keptPlace(run.log, bundle, info.publicKey) : null;
			if (!run.log || place) {
				record = one.at;
				log = place;
			}
		}
		if (await heldBy(info, one, {
			...expected,
			annotations: {},
			predicateType: "https://slsa.dev/provenance/v1"
		})) provenance = one.at;
	}
	return record === null ? null : {
		record,
		provenance,
		log
	};
}
function isAbout({ predicate }, { key }, kind) {
	const { format, key: recorded } = membersOf(predicate);
	return format === `oci-${kind}` && membersOf(recorded).fingerprint === keyFingerprint(key.info.publicKey);
}
export { readSurely as i, keptSignature as n, ownClassicLayers as r, assertImageUnsigned as t };
