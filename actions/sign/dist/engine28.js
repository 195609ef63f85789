import "./attest3.js";
import { d as inspectImageSignature, g as appendClassicLayer, i as readManifest, o as descriptorOf, p as signImage, u as verifyImageSignature, v as classicAttestation } from "./engine27.js";
import { I as ChanceryError, L as CoreError, y as equalBytes } from "./core.js";
// packages/engine/src/images/push-signature.ts
async function pushSignature(repository, signature, replaced, signal) {
	if (signature.kind === "tag") return pushClassicLayer(repository, signature, replaced, signal);
	const { blobs, manifest } = signature;
	await Promise.all(blobs.map(({ bytes }) => repository.putBlob(bytes, signal)));
	return (await repository.addReferrer(manifest.bytes, signal)).digest;
}
var ConfigMissing = class extends Error {
	config;
	constructor(config) {
		super("the config is to be uploaded first");
		this.config = config;
	}
};
async function pushClassicLayer(repository, { tag, layer }, replaced, signal) {
	const uploaded = /* @__PURE__ */ new Set();
	await repository.putBlob(layer.blob.bytes, signal);
	for (;;) try {
		await repository.updateTag(tag, (current) => {
			const { manifest, config, isChange } = appendClassicLayer(current?.bytes ?? null, layer, replaced);
			if (!isChange) return null;
			if (!uploaded.has(config.digest)) throw new ConfigMissing(config);
			return {
				bytes: manifest.bytes,
				mediaType: manifest.mediaType
			};
		}, signal);
		return tag;
	} catch (error) {
		if (!(error instanceof ConfigMissing)) throw error;
		uploaded.add(await repository.putBlob(error.config.bytes, signal));
	}
}
// packages/engine/src/images/self-check.ts
async function assertPushed(run, { repository }, target, at, made, { annotations, kind }) {
	const content = await pushedContent(repository, at, made, run.context.signal);
	const expected = {
		image: descriptorOf(target),
		annotations,
		predicateType: null,
		dockerReference: null
	};
	try {
		const info = kind.startsWith("notary") ? run.notaryKey.info : run.key.info;
		await verifyImageSignature(content, expected, selfTrust(info));
		const { timestamps } = inspectImageSignature(content);
		if (run.timestamper === null || timestamps.length >= (run.timestamper.quorum ?? 1)) return timestamps;
	} catch (cause) {
		if (!(cause instanceof ChanceryError)) throw cause;
		throw new CoreError("SELF_CHECK_FAILED", `what was pushed does not verify: ${cause.message}`, {
			cause,
			details: {
				code: cause.code,
				at
			}
		});
	}
	throw new CoreError("SELF_CHECK_FAILED", "what was pushed lacks a timestamp", { details: { at } });
}
async function pushedContent(repository, at, made, signal) {
	const { found } = await readManifest(repository, at, signal);
	const ours = found.find(({ content }) => made.kind === "referrer" || isLayer(content, made.layer));
	if (ours) return ours.content;
	throw new CoreError("SELF_CHECK_FAILED", "the registry does not have what was pushed", { details: { at } });
}
function isLayer(content, { blob, annotations }) {
	if (!equalBytes(content.bytes, blob.bytes)) return false;
	return content.kind !== "cosign" || JSON.stringify(content.annotations) === JSON.stringify(annotations);
}
function selfTrust({ publicKey, certificates }) {
	return {
		verifier: {
			anchors: certificates,
			keys: [publicKey],
			timestampAnchors: [],
			crls: [],
			at: /* @__PURE__ */ new Date()
		},
		sigstore: null
	};
}
// packages/engine/src/images/attach-statement.ts
async function attachStatement(key, { name, repository }, target, { predicateType, predicate }, { log, signal, layouts = ["bundle"] }) {
	const image = descriptorOf(target);
	const description = {
		kind: "bundle",
		image,
		form: "key",
		createdAt: (/* @__PURE__ */ new Date()).toISOString().replace(/\.\d+Z$/, "Z"),
		annotations: {},
		attestation: {
			subjectName: name,
			predicateType,
			predicate
		}
	};
	const made = await signImage(description, key, null, signal, log);
	const expected = {
		image,
		annotations: {},
		predicateType,
		dockerReference: null
	};
	const places = [];
	for (const layout of layouts) {
		const kept = layout === "bundle" ? made : classicAttestation(description, bundleIn(made));
		const at = await pushSignature(repository, kept, () => false, signal);
		await verifyImageSignature(await pushedContent(repository, at, kept, signal), expected, selfTrust(key.info));
		places.push(at);
	}
	return {
		places,
		logged: made.logged
	};
}
function bundleIn(made) {
	const bundle = made.kind === "referrer" && made.blobs.find(({ mediaType }) => mediaType === "application/vnd.dev.sigstore.bundle.v0.3+json");
	if (!bundle) throw new TypeError("a bundle is a referrer with a blob");
	return bundle.bytes;
}
export { pushSignature as i, assertPushed as n, selfTrust as r, attachStatement as t };
