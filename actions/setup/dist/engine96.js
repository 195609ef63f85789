import { B as renewToken, K as verifyTimestampToken, Tt as parseCertificate } from "./codec.js";
import { n as EngineError } from "./engine3.js";
// packages/engine/src/timestamp/stamping.ts
var Stamping = class {
	action = "kept";
	failures = [];
	#timestamper;
	#renew;
	#room;
	#signal;
	constructor(timestamper, renew, room, signal) {
		this.#timestamper = timestamper;
		this.#renew = renew;
		this.#room = room;
		this.#signal = signal;
	}
	change = async (signature, tokens) => {
		if (tokens.length === 0) {
			this.action = "timestamped";
			return this.#stamp(signature, this.#room);
		}
		if (!this.#renew) return null;
		const renewed = [];
		for (const token of tokens) renewed.push(await renewToken(token, signature, async (newest) => {
			const { authority } = verifyTimestampToken(newest.token, newest.message);
			assertInTime(authority.notAfter, `the timestamp's authority, ${authority.subjectName},`);
			return (await this.#stamp(newest.signature, "one"))[0];
		}));
		if (this.action === "kept") this.action = "renewed";
		return renewed;
	};
	async #stamp(message, room) {
		const { tokens, failures } = await this.#timestamper.stamp(message, this.#signal, room);
		this.failures.push(...failures);
		return tokens;
	}
};
function assertInTime(notAfter, who, now = /* @__PURE__ */ new Date()) {
	if (now <= notAfter) return;
	throw new EngineError("TIMESTAMP_TOO_LATE", `the certificate of ${who} ran out at ${notAfter.toISOString()}`);
}
function assertCertificateInTime(der) {
	const { notAfter, subjectName } = parseCertificate(der);
	assertInTime(notAfter, subjectName);
}
export { assertCertificateInTime as n, assertInTime as r, Stamping as t };
