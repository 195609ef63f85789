import "./attest3.js";
import { a as verifyImageSignature, d as signImage, g as classicAttestation } from "./engine54.js";
import { n as descriptorOf } from "./engine55.js";
import { i as pushSignature, n as pushedContent, r as selfTrust } from "./engine56.js";
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
export { attachStatement as t };
