import { _ as encodeExtKeyUsage, d as encodeName, f as buildCertificateContent, g as encodeBasicConstraints, h as encodeAuthorityKeyIdentifier, m as buildSigned, p as buildRequestContent, v as encodeKeyUsage, vt as KEY_PURPOSE, y as encodeSubjectKeyIdentifier, yt as KEY_USAGE } from "./codec.js";
import { n as EngineError } from "./engine3.js";
import { randomBytes } from "node:crypto";
// packages/engine/src/certificate-maker.ts
async function createRequest(key, subject) {
	const content = buildRequestContent(nameOf(subject), key.info.publicKey);
	return buildSigned(content, key.info.algorithm, await key.sign(content));
}
function nameOf(subject) {
	const name = encodeName(subject);
	if (name) return name;
	throw new EngineError("OPTION_INVALID", `--subject ${subject}: is no name such as CN=Release,O=Example`);
}
const DAY = 864e5;
const CLOCK_SKEW = 36e5;
var DevelopmentCa = class {
	#name;
	#key;
	#now;
	constructor(name, key, now) {
		this.#name = name;
		this.#key = key;
		this.#now = now;
	}
	async issue({ subject, publicKey, use, days }) {
		const { algorithm, publicKey: issuerKey } = this.#key.info;
		const serialNumber = randomBytes(16);
		serialNumber[0] = serialNumber[0] & 127 | 64;
		const content = buildCertificateContent({
			serialNumber,
			algorithm,
			issuer: nameOf(this.#name),
			subject: nameOf(subject),
			notBefore: /* @__PURE__ */ new Date(this.#now.getTime() - CLOCK_SKEW),
			notAfter: new Date(this.#now.getTime() + days * DAY),
			publicKey,
			extensions: [
				encodeBasicConstraints(use === "authority"),
				...purposeExtensions(use),
				encodeSubjectKeyIdentifier(publicKey),
				encodeAuthorityKeyIdentifier(issuerKey)
			]
		});
		return buildSigned(content, algorithm, await this.#key.sign(content));
	}
};
function purposeExtensions(use) {
	if (use === "authority") return [encodeKeyUsage(KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign)];
	const timestamping = use === "timestamping";
	return [encodeKeyUsage(KEY_USAGE.digitalSignature), encodeExtKeyUsage([timestamping ? KEY_PURPOSE.timeStamping : KEY_PURPOSE.codeSigning], timestamping)];
}
export { createRequest as n, DevelopmentCa as t };
