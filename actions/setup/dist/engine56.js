import { I as ChanceryError, L as CoreError, y as equalBytes } from "./core.js";
import { a as verifyImageSignature, i as readManifest, m as appendClassicLayer, o as inspectImageSignature } from "./engine54.js";
import { n as descriptorOf } from "./engine55.js";
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
export { pushSignature as i, pushedContent as n, selfTrust as r, assertPushed as t };
