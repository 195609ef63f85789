import { o as __toESM } from "./rolldown-runtime.js";
import { n as EngineError } from "./engine2.js";
import "./hsm.js";
import { webcrypto } from "node:crypto";
// packages/hsm/src/web-crypto.ts
const HASHES = {
	"SHA-256": "sha256",
	"SHA-384": "sha384",
	"SHA-512": "sha512"
};
const SCHEMES = {
	"RSASSA-PKCS1-V1_5": "rsa-pkcs1",
	"RSA-PSS": "rsa-pss",
	ECDSA: "ecdsa",
	ED25519: "eddsa"
};
const CURVES = {
	p256: "P-256",
	p384: "P-384",
	p521: "P-521"
};
const DELEGATED = ["digest", "verify"];
function hsmCrypto(token) {
	const software = webcrypto.subtle;
	const held = /* @__PURE__ */ new WeakMap();
	const own = {
		async sign(algorithm, key, data) {
			const tokenKey = held.get(key);
			if (!tokenKey) throw new DOMException("the key is not one of the token", "InvalidAccessError");
			const wish = wishFor(algorithm, key.algorithm);
			return (await tokenKey.sign(wish, snapshot(data))).buffer;
		},
		async exportKey(format, key) {
			if (key.type !== "public") throw new DOMException("a private key does not leave the token", "InvalidAccessError");
			return software.exportKey(format, key);
		},
		async importKey(...args) {
			const key = await software.importKey(...args);
			if (key.type !== "public") throw new DOMException("only public keys are imported", "NotSupportedError");
			return key;
		}
	};
	const subtle = {};
	for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(software))) {
		if (name === "constructor") continue;
		subtle[name] = own[name] ?? (DELEGATED.includes(name) ? software[name].bind(software) : () => Promise.reject(new DOMException(`${name} is not done with keys of a token`, "NotSupportedError")));
	}
	return {
		subtle,
		getRandomValues: (array) => webcrypto.getRandomValues(array),
		randomUUID: () => webcrypto.randomUUID(),
		async keyPair(query, options = {}) {
			const { key } = await token.find(query);
			const imported = importAlgorithm(key.kind, options);
			const publicKey = await software.importKey("spki", key.publicKey.spki, imported, true, ["verify"]);
			const privateKey = Object.freeze({
				type: "private",
				extractable: false,
				algorithm: Object.freeze({ ...publicKey.algorithm }),
				usages: ["sign"],
				[Symbol.toStringTag]: "CryptoKey"
			});
			held.set(privateKey, key);
			return {
				privateKey,
				publicKey
			};
		}
	};
}
function importAlgorithm(kind, { digest = "sha256", pss = false }) {
	if (kind === "rsa") return {
		name: pss ? "RSA-PSS" : "RSASSA-PKCS1-v1_5",
		hash: hashName(digest)
	};
	if (kind === "ed25519") return { name: "Ed25519" };
	return {
		name: "ECDSA",
		namedCurve: CURVES[kind]
	};
}
function hashName(digest) {
	return digest.replace("sha", "SHA-");
}
function wishFor(asked, key) {
	const algorithm = typeof asked === "string" ? { name: asked } : asked;
	const scheme = SCHEMES[key.name.toUpperCase()];
	if (!scheme || algorithm.name.toUpperCase() !== key.name.toUpperCase()) throw new DOMException(`the key does not sign with ${algorithm.name}`, "InvalidAccessError");
	if (scheme === "eddsa") return {
		scheme,
		digest: "sha512",
		saltLength: 0
	};
	const hash = scheme === "ecdsa" ? algorithm.hash : key.hash;
	const digest = HASHES[(typeof hash === "string" ? hash : hash?.name ?? "").toUpperCase()];
	if (!digest) throw new DOMException("the digest is none of SHA-256, SHA-384 and SHA-512", "NotSupportedError");
	if (scheme !== "rsa-pss") return {
		scheme,
		digest,
		saltLength: 0
	};
	if (!Number.isInteger(algorithm.saltLength)) throw new TypeError("RSA-PSS: saltLength is missing");
	return {
		scheme,
		digest,
		saltLength: algorithm.saltLength
	};
}
function snapshot(data) {
	return data instanceof ArrayBuffer ? new Uint8Array(data.slice(0)) : Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}
// packages/engine/src/certificate-maker.ts
async function loadX509() {
	await import("./reflect-metadata.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	return import("./x509.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
}
function signingAlgorithm(keys) {
	const { algorithm } = keys.publicKey;
	if (algorithm.name !== "ECDSA") return algorithm;
	return {
		name: "ECDSA",
		hash: {
			"P-384": "SHA-384",
			"P-521": "SHA-512"
		}[algorithm.namedCurve ?? ""] ?? "SHA-256"
	};
}
async function createRequest(token, query, subject) {
	const x509 = await loadX509();
	const crypto = hsmCrypto(token);
	const keys = await crypto.keyPair(query);
	const name = parseName(x509, subject);
	const request = await x509.Pkcs10CertificateRequestGenerator.create({
		name,
		keys,
		signingAlgorithm: signingAlgorithm(keys)
	}, crypto);
	return new Uint8Array(request.rawData);
}
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"|(?:[^",+\\]|\\.)+)`;
const PAIR = String.raw`\s*(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=\s*${VALUE}`;
const NAME = new RegExp(`^${PAIR}(?:[,+]${PAIR})*$`);
function parseName(x509, subject) {
	const refusal = (cause) => new EngineError("OPTION_INVALID", `--subject ${subject}: is no name such as CN=Release,O=Example`, { cause });
	if (!NAME.test(subject)) throw refusal();
	try {
		return new x509.Name(subject).toJSON().reverse();
	} catch (cause) {
		throw refusal(cause);
	}
}
const PURPOSES = {
	"code-signing": "1.3.6.1.5.5.7.3.3",
	timestamping: "1.3.6.1.5.5.7.3.8"
};
const DAY = 864e5;
const CLOCK_SKEW = 36e5;
var DevelopmentCa = class DevelopmentCa {
	#x509;
	#crypto;
	#issuer;
	#now;
	constructor(x509, crypto, issuer, now) {
		this.#x509 = x509;
		this.#crypto = crypto;
		this.#issuer = issuer;
		this.#now = now;
	}
	static async open(token, name, key, now) {
		const x509 = await loadX509();
		const crypto = hsmCrypto(token);
		return new DevelopmentCa(x509, crypto, {
			name,
			keys: await crypto.keyPair(key)
		}, now);
	}
	async issue({ subject, key, use, days }) {
		const x509 = this.#x509;
		const { publicKey } = await this.#crypto.keyPair(key);
		const authority = use === "authority";
		const serial = this.#crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(16));
		serial[0] = serial[0] & 127 | 64;
		const certificate = await x509.X509CertificateGenerator.create({
			subject,
			issuer: this.#issuer.name,
			serialNumber: Buffer.from(serial).toString("hex"),
			notBefore: /* @__PURE__ */ new Date(this.#now.getTime() - CLOCK_SKEW),
			notAfter: new Date(this.#now.getTime() + days * DAY),
			publicKey,
			signingKey: this.#issuer.keys.privateKey,
			signingAlgorithm: signingAlgorithm(this.#issuer.keys),
			extensions: [
				new x509.BasicConstraintsExtension(authority, void 0, true),
				new x509.KeyUsagesExtension(authority ? x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign : x509.KeyUsageFlags.digitalSignature, true),
				...use === "authority" ? [] : [new x509.ExtendedKeyUsageExtension([PURPOSES[use]], use === "timestamping")],
				await x509.SubjectKeyIdentifierExtension.create(publicKey, false, this.#crypto),
				await x509.AuthorityKeyIdentifierExtension.create(this.#issuer.keys.publicKey, false, this.#crypto)
			]
		}, this.#crypto);
		return new Uint8Array(certificate.rawData);
	}
};
export { createRequest as n, DevelopmentCa as t };
