import { I as ChanceryError, L as CoreError, w as toHex, y as equalBytes } from "./core.js";
import { i as readWithin, n as failureReason, t as exchange } from "./http.js";
import { At as childrenOf, B as parseTstInfo, Dt as smallIntegerOf, Et as oidOf, Ft as encodeBoolean, G as sameAuthority, Gt as encodeUtf8String, Ht as encodeOid, I as verifyTimestampToken, It as encodeContext, L as encodeMessageImprint, M as withRenewal, Mt as parseDer, Ot as stringOf, Q as isTimestampAuthority, R as encodeTstInfo, Rt as encodeDer, Tt as namedBitsOf, Ut as encodeSequence, V as parseSignedData, Vt as encodeOctetString, Yt as CodecError, ht as parseCertificate, it as encodeAttribute, jt as octetsOf, kt as DerCursor, nt as buildSignedData, ot as OID, qt as TAG, rt as cmsDigest, tt as buildSignedAttributes, wt as booleanOf, z as messageImprintOf, zt as encodeInteger } from "./codec.js";
import { createHash, randomBytes } from "node:crypto";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
// packages/timestamp/src/errors.ts
const TIMESTAMP_ERRORS = {
	TIMESTAMP_FAILED: {
		family: "environment",
		howToFix: "The message says what each authority answered: name more of them with --timestamp, or sign again later. Nothing was written."
	},
	TIMESTAMP_QUORUM_FAILED: {
		family: "environment",
		howToFix: "The message says what the other authorities answered: name more of them than the quorum needs, or sign again later. Nothing was written."
	},
	TIMESTAMP_QUORUM_INVALID: {
		family: "usage",
		howToFix: "Name at least as many timestamp authorities as the quorum, or lower it (--timestamp-quorum, `timestamp.quorum`)."
	},
	TIMESTAMP_URL_INVALID: {
		family: "usage",
		howToFix: "Give the http or https URL of an RFC 3161 timestamp authority."
	},
	TIMESTAMP_KEY_UNSUITABLE: {
		family: "usage",
		howToFix: "Give the key a current certificate whose extended key usage is critical and nothing but timeStamping (`chancery init` makes one)."
	},
	TIMESTAMP_CLOCK_BACK: {
		family: "environment",
		howToFix: "Set the clock right. Where it was ahead before and is right now, wait until it has caught up; remove the file of --clock-file only if you accept two orders of tokens."
	}
};
var TimestampError = class extends ChanceryError {
	failures;
	constructor(code, message, failures = [], cause) {
		const lines = failures.map((failure) => `${failure.authority}: ${failure.message}`);
		super(TIMESTAMP_ERRORS, code, message, {
			cause,
			...lines.length > 0 ? { details: { authorities: lines } } : {}
		});
		this.name = "TimestampError";
		this.failures = failures;
	}
};
var Refusal = class extends Error {
	fault;
	retryAfter;
	constructor(fault, message, options = {}) {
		super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
		this.name = "Refusal";
		this.fault = fault;
		this.retryAfter = options.retryAfter ?? null;
	}
};
// packages/timestamp/src/post.ts
const QUERY_TYPE = "application/timestamp-query";
const REPLY_TYPE = "application/timestamp-reply";
function httpPoster(proxyEnv) {
	const agents = /* @__PURE__ */ new Map();
	function transport(url) {
		const http = process.getBuiltinModule(url.protocol === "https:" ? "node:https" : "node:http");
		const agent = agents.get(url.protocol) ?? new http.Agent({
			keepAlive: true,
			proxyEnv
		});
		agents.set(url.protocol, agent);
		return {
			request: http.request,
			agent
		};
	}
	return { async post(url, query, limits, signal) {
		const { request, agent } = transport(url);
		const timeout = AbortSignal.timeout(limits.timeoutMs);
		const stop = signal ? AbortSignal.any([signal, timeout]) : timeout;
		const send = () => request(url, {
			method: "POST",
			agent,
			signal: stop,
			headers: {
				"content-type": QUERY_TYPE,
				accept: REPLY_TYPE,
				"content-length": query.length
			}
		});
		try {
			return await exchange(send, query, (response) => bodyOf(response, limits.maxBytes));
		} catch (error) {
			if (signal?.aborted) throw signal.reason;
			if (timeout.aborted) throw new Refusal("timeout", `no whole answer within ${limits.timeoutMs} ms`);
			if (error instanceof Refusal) throw error;
			throw new Refusal("unreachable", failureReason(error), { cause: error });
		}
	} };
}
function assertReply({ statusCode = 0, headers }) {
	if (statusCode >= 300 && statusCode < 400) throw new Refusal("redirect", `answers ${statusCode} and points elsewhere: configure the URL that it really has`);
	if (statusCode === 429 || statusCode === 503) {
		const retryAfter = retryAfterOf(headers["retry-after"]);
		throw new Refusal("busy", `answers ${statusCode}: asked too often, or down`, { retryAfter });
	}
	if (statusCode !== 200) throw new Refusal("status", `answers HTTP ${statusCode}`);
	const type = (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
	if (type !== "application/timestamp-reply") throw new Refusal("content-type", `answers with ${JSON.stringify(type?.slice(0, 60))}`);
}
function retryAfterOf(header) {
	return header !== void 0 && /^\d{1,6}$/.test(header) ? Number(header) * 1e3 : 1e3;
}
async function bodyOf(response, maxBytes) {
	assertReply(response);
	const body = await readWithin(response, maxBytes);
	if (body === null) throw new Refusal("too-large", `answers with more than ${maxBytes} bytes`);
	return body;
}
// packages/timestamp/src/quorum.ts
const REST = 6e4;
function stampByQuorum(authorities, terms) {
	const { quorum } = terms;
	if (!Number.isSafeInteger(quorum) || quorum < 1 || quorum > authorities.length) throw new TimestampError("TIMESTAMP_QUORUM_INVALID", `${quorum} authorities are to stamp, and ${authorities.length} are given`);
	const restingUntil = /* @__PURE__ */ new Map();
	return {
		quorum,
		async stamp(message, signal, room = "several") {
			const now = performance.now();
			const rests = (authority) => (restingUntil.get(authority) ?? 0) > now;
			const queue = [...authorities.filter((one) => !rests(one)), ...authorities.filter(rests)];
			const collection = new Collection(message, terms.quorum, room);
			await collection.askInOrder(queue, signal);
			await collection.askBusyAgain(terms.maxRetryMs, signal);
			for (const authority of collection.silent) restingUntil.set(authority, performance.now() + REST);
			return collection.stamped();
		}
	};
}
var Collection = class {
	silent = /* @__PURE__ */ new Set();
	#message;
	#quorum;
	#room;
	#given = [];
	#failures = [];
	#busy = [];
	constructor(message, quorum, room) {
		this.#message = message;
		this.#quorum = quorum;
		this.#room = room;
	}
	get #missing() {
		return this.#quorum - this.#given.length;
	}
	async askInOrder(queue, signal) {
		for (let next = 0; this.#missing > 0 && next < queue.length;) {
			const batch = queue.slice(next, next + (this.#room === "one" ? 1 : this.#missing));
			next += batch.length;
			const answers = await Promise.all(batch.map((authority) => this.#ask(authority, signal)));
			for (const [index, answer] of answers.entries()) this.#take(batch[index], answer, true);
		}
	}
	async askBusyAgain(maxRetryMs, signal) {
		for (const { authority, retryAfter } of this.#busy.sort((a, b) => a.retryAfter - b.retryAfter)) {
			if (this.#missing === 0 || retryAfter > maxRetryMs) return;
			await pause(retryAfter, signal);
			this.#take(authority, await this.#ask(authority, signal), false);
		}
	}
	stamped() {
		if (this.#missing > 0) throw failed(this.#failures, this.#given.length, this.#quorum);
		const tokens = this.#given.map(({ token }) => token);
		const failures = this.#failures.map(({ authority, message }) => ({
			authority,
			message
		}));
		return {
			tokens: this.#room === "one" ? [tokens.reduceRight((inner, outer) => withRenewal(outer, inner))] : tokens,
			failures
		};
	}
	async #ask(authority, signal) {
		const last = this.#given.at(-1);
		const message = this.#room === "one" && last ? signatureOf(last.token) : this.#message;
		try {
			return await authority.ask(message, signal);
		} catch (error) {
			if (error instanceof Refusal) return error;
			throw error;
		}
	}
	#take(authority, answer, mayAskAgain) {
		if (answer instanceof Refusal) {
			this.#failures.push({
				authority: authority.name,
				fault: answer.fault,
				message: answer.message
			});
			if (SILENCE.includes(answer.fault)) this.silent.add(authority);
			if (answer.retryAfter !== null && mayAskAgain) this.#busy.push({
				authority,
				retryAfter: answer.retryAfter
			});
			return;
		}
		const { authority: certificate } = answer.facts;
		if (this.#given.some(({ facts }) => sameAuthority(facts.authority, certificate))) {
			const message = `is ${certificate.subjectName}, which has stamped already`;
			this.#failures.push({
				authority: authority.name,
				fault: "same-authority",
				message
			});
		} else this.#given.push(answer);
	}
};
const SILENCE = ["unreachable", "timeout"];
function signatureOf(token) {
	return parseSignedData(token).signerInfos[0]?.signature;
}
function failed(failures, given = 0, quorum = 1) {
	const reasons = failures.map(({ authority, message }) => `${authority} ${message}`).join("; ");
	if (given === 0) return new TimestampError("TIMESTAMP_FAILED", reasons || "no timestamp authority gave a token", failures);
	return new TimestampError("TIMESTAMP_QUORUM_FAILED", `${given} of ${quorum} authorities stamped: ${reasons}`, failures);
}
async function pause(milliseconds, signal) {
	try {
		await setTimeout$1(milliseconds, void 0, signal ? { signal } : {});
	} catch (cause) {
		throw new CoreError("ABORTED", "stopped while waiting for a timestamp", { cause });
	}
}
// packages/timestamp/src/request.ts
function encodeTimestampQuery(query) {
	return encodeSequence(encodeInteger(1), encodeMessageImprint(query.imprint), ...query.policy === null ? [] : [encodeOid(query.policy)], ...query.nonce === null ? [] : [encodeInteger(query.nonce)], ...query.certReq ? [encodeBoolean(true)] : []);
}
function parseTimestampQuery(bytes) {
	const cursor = new DerCursor(parseDer(bytes, "TimeStampReq"), "TimeStampReq");
	const version = smallIntegerOf(cursor.take("version"), "version");
	const imprint = imprintOf(cursor.take("messageImprint", TAG.sequence));
	const policy = cursor.optional(TAG.oid);
	const nonce = cursor.optional(TAG.integer);
	const certReq = cursor.optional(TAG.boolean);
	const extensions = cursor.optional(160);
	cursor.end();
	return {
		version,
		imprint,
		policy: policy && oidOf(policy, "reqPolicy"),
		nonce,
		certReq: certReq ? booleanOf(certReq, "certReq") : false,
		hasExtensions: extensions !== null
	};
}
function imprintOf(node) {
	try {
		return messageImprintOf(node);
	} catch (error) {
		if (error instanceof CodecError && error.code === "KEY_UNSUPPORTED") return null;
		throw error;
	}
}
// packages/timestamp/src/response.ts
const FAILURE = {
	badAlg: 0,
	badRequest: 2,
	badDataFormat: 5,
	timeNotAvailable: 14,
	unacceptedPolicy: 15,
	unacceptedExtension: 16,
	addInfoNotAvailable: 17,
	systemFailure: 25
};
const GRANTED = 0;
const GRANTED_WITH_MODS = 1;
const REJECTION = 2;
function parseTimestampAnswer(bytes) {
	const cursor = new DerCursor(parseDer(bytes, "TimeStampResp"), "TimeStampResp");
	const info = new DerCursor(cursor.take("status"), "PKIStatusInfo");
	const status = smallIntegerOf(info.take("status"), "PKIStatus");
	const texts = info.optional(TAG.sequence);
	const failInfo = info.optional(TAG.bitString);
	info.end();
	const token = cursor.optional(TAG.sequence);
	cursor.end();
	const bits = failInfo ? namedBitsOf(failInfo, "PKIFailureInfo") : [];
	const names = Object.keys(FAILURE);
	const words = texts ? childrenOf(texts, "PKIFreeText").map((text) => stringOf(text, "PKIFreeText")) : [];
	return {
		token: token && (status === GRANTED || status === GRANTED_WITH_MODS) ? token.bytes : null,
		status,
		failures: names.filter((name) => bits.includes(FAILURE[name])),
		text: words.join(" ").replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 200)
	};
}
function encodeGranted(token) {
	return encodeSequence(encodeSequence(encodeInteger(GRANTED)), token);
}
function encodeRejection(failure, text) {
	return encodeSequence(encodeSequence(encodeInteger(REJECTION), encodeSequence(encodeUtf8String(text)), encodeDer(TAG.bitString, namedBit(FAILURE[failure]))));
}
function namedBit(position) {
	const content = new Uint8Array(Math.floor(position / 8) + 2);
	content[0] = 7 - position % 8;
	content[content.length - 1] = 128 >> position % 8;
	return content;
}
// packages/timestamp/src/token-request.ts
const NONCE_LENGTH = 8;
async function requestToken(message, terms, ask) {
	const { digest, policy } = terms;
	const value = Uint8Array.from(createHash(digest).update(message).digest());
	const nonce = terms.random(NONCE_LENGTH);
	nonce[0] = nonce[0] & 127 | 64;
	const before = terms.clock();
	const token = tokenIn(await ask(encodeTimestampQuery({
		imprint: {
			digest,
			value
		},
		policy,
		nonce,
		certReq: true
	})));
	const info = parsed("the token", () => tstInfoOf(token));
	if (info.imprint.digest !== digest || !equalBytes(info.imprint.value, value)) throw new Refusal("imprint", "the token is of other data");
	if (info.nonce !== toHex(nonce)) throw new Refusal("nonce", info.nonce === null ? "the token has no nonce" : "the token's nonce is another");
	if (policy !== null && info.policy !== policy) throw new Refusal("policy", `the token is under policy ${info.policy}, ${policy} was asked for`);
	const facts = verified(token, message);
	checkTime(facts, before, terms);
	return {
		token,
		facts
	};
}
function tokenIn(bytes) {
	const { token, status, failures, text } = parsed("the answer", () => parseTimestampAnswer(bytes));
	if (token) return token;
	const why = [...failures, ...text ? [JSON.stringify(text)] : []].join(", ");
	throw new Refusal("rejected", `the authority refused with status ${status}${why && `: ${why}`}`);
}
function tstInfoOf(token) {
	const { eContentNode } = parseSignedData(token);
	if (!eContentNode) throw new CodecError("CMS_MALFORMED", "TimeStampToken: has no content");
	return parseTstInfo(octetsOf(eContentNode, "eContent"));
}
function parsed(what, parse) {
	try {
		return parse();
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new Refusal("malformed", `${what} cannot be read: ${cause.message}`, { cause });
	}
}
function verified(token, message) {
	try {
		return verifyTimestampToken(token, message);
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new Refusal("token", cause.message, { cause });
	}
}
function checkTime({ time, authority }, before, terms) {
	const early = before.getTime() - time.getTime();
	const late = time.getTime() - terms.clock().getTime();
	if (early > terms.toleranceMs || late > terms.toleranceMs) {
		const seconds = Math.round(Math.max(early, late) / 1e3);
		throw new Refusal("time", `the token says ${time.toISOString()}: ${seconds} s ${early > late ? "behind" : "ahead of"} our clock`);
	}
	if (time < authority.notBefore || time > authority.notAfter) throw new Refusal("token", `the certificate of ${authority.subjectName} is not valid at ${time.toISOString()}`);
}
// packages/timestamp/src/client.ts
function timestampClient(options) {
	const { timeoutMs = 15e3, maxBytes = 262144, maxRetryMs = 1e4, proxyEnv = process.env, quorum = 1 } = options;
	if (options.urls.length === 0) throw new TimestampError("TIMESTAMP_URL_INVALID", "no timestamp authority was given");
	const terms = termsOf(options);
	const poster = options.poster ?? httpPoster(proxyEnv);
	return stampByQuorum(options.urls.map((text) => {
		const url = authorityUrl(text);
		return {
			name: `${url.origin}${url.pathname}`,
			async ask(message, signal) {
				try {
					return await requestToken(message, terms, (query) => poster.post(url, query, {
						maxBytes,
						timeoutMs
					}, signal));
				} catch (error) {
					if (signal?.aborted) throw new CoreError("ABORTED", "stopped while waiting for a timestamp", { cause: error });
					throw error;
				}
			}
		};
	}), {
		quorum,
		maxRetryMs
	});
}
function termsOf(options) {
	return {
		digest: options.digest ?? "sha256",
		policy: options.policy ?? null,
		toleranceMs: options.toleranceMs ?? 3e5,
		clock: options.clock ?? (() => /* @__PURE__ */ new Date()),
		random: options.random ?? ((length) => Uint8Array.from(randomBytes(length)))
	};
}
function authorityUrl(text) {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url?.protocol === "http:" || url?.protocol === "https:") return url;
	throw new TimestampError("TIMESTAMP_URL_INVALID", `no http or https URL: ${JSON.stringify(text.slice(0, 12))} ...`);
}
// packages/timestamp/src/steady-clock.ts
const SLEW = 1e3;
function steadyClock(clock, after = null) {
	let last = after?.getTime() ?? Number.NEGATIVE_INFINITY;
	return { now() {
		const time = clock().getTime();
		if (time < last - SLEW) return null;
		last = Math.max(last, time);
		return new Date(last);
	} };
}
// packages/timestamp/src/responder.ts
const DEFAULT_POLICY = "2.25.1540239871";
const SERIAL_LENGTH = 16;
function timestampResponder(options) {
	const { key, policy = DEFAULT_POLICY, accuracyMs = 1e3, clock = () => /* @__PURE__ */ new Date(), random = randomBytes } = options;
	const certificate = assertAuthority(key, clock());
	const steady = steadyClock(clock, options.notBefore);
	async function respond(query, signal) {
		const read = readQuery(query, policy);
		if ("failure" in read) return refusal(read.failure, read.text);
		const time = steady.now();
		if (!time) return refusal("timeNotAvailable", "the clock was set back");
		if (time > certificate.notAfter) return refusal("systemFailure", "the certificate has run out");
		const serial = serialFrom(random(SERIAL_LENGTH));
		const nonce = read.query.nonce?.content ?? null;
		const token = await signTstInfo(encodeTstInfo({
			policy,
			imprint: read.imprint,
			serial,
			time,
			accuracy: accuracyMs,
			nonce
		}), key, signal);
		return {
			bytes: encodeGranted(read.query.certReq ? token : withoutCertificates(token)),
			note: {
				granted: true,
				serial: toHex(serial),
				time
			}
		};
	}
	return {
		respond: async (query, signal) => (await respond(query, signal)).bytes,
		answer: (query, signal) => respond(query, signal).catch((cause) => refusal("systemFailure", "it cannot be signed now", cause))
	};
}
function refusal(failure, text, cause = null) {
	return {
		bytes: encodeRejection(failure, text),
		note: {
			granted: false,
			failure,
			text,
			cause
		}
	};
}
function assertAuthority({ info }, now) {
	const [leaf] = info.certificates;
	if (!leaf) throw new TimestampError("TIMESTAMP_KEY_UNSUITABLE", `key ${info.name} has no certificate`);
	const certificate = parseCertificate(leaf);
	if (!isTimestampAuthority(certificate)) throw new TimestampError("TIMESTAMP_KEY_UNSUITABLE", `the certificate of ${info.name} is not for timestamping, critically and alone`);
	if (now < certificate.notBefore || now > certificate.notAfter) throw new TimestampError("TIMESTAMP_KEY_UNSUITABLE", `the certificate of ${info.name} is not valid now`);
	return certificate;
}
function readQuery(bytes, policy) {
	const refuse = (failure, text) => ({
		failure,
		text
	});
	let query;
	try {
		query = parseTimestampQuery(bytes);
	} catch (error) {
		if (!(error instanceof CodecError)) throw error;
		return refuse("badDataFormat", "not a TimeStampReq");
	}
	const { imprint } = query;
	if (query.version !== 1) return refuse("badRequest", "unknown version");
	if (!imprint) return refuse("badAlg", "unknown digest algorithm");
	const { digest, value } = imprint;
	if (digest === "md5" || digest === "sha1") return refuse("badAlg", "SHA-256 or better is needed");
	if (query.policy !== null && query.policy !== policy) return refuse("unacceptedPolicy", `the policy is ${policy}`);
	if (((query.nonce?.content[0] ?? 0) & 128) !== 0) return refuse("badRequest", "the nonce is negative");
	if (query.hasExtensions) return refuse("unacceptedExtension", "no extension is known");
	return {
		query,
		imprint: {
			digest,
			value
		}
	};
}
function serialFrom(bytes) {
	const serial = Uint8Array.from(bytes);
	serial[0] = serial[0] & 127 | 64;
	return serial;
}
async function signTstInfo(info, key, signal) {
	const { certificates, algorithm } = key.info;
	const digest = createHash(cmsDigest(algorithm)).update(info).digest();
	const signedAttrs = buildSignedAttributes({
		contentType: OID.tstInfo,
		messageDigest: Uint8Array.from(digest),
		more: [encodeAttribute(OID.signingCertificateV2, signingCertificateV2(certificates[0]))]
	});
	return buildSignedData({
		eContentType: OID.tstInfo,
		eContent: encodeOctetString(info),
		certificates,
		signedAttrs,
		algorithm,
		signature: await key.sign(signedAttrs, signal)
	});
}
function signingCertificateV2(certificate) {
	const hash = Uint8Array.from(createHash("sha256").update(certificate).digest());
	return encodeSequence(encodeSequence(encodeSequence(encodeOctetString(hash))));
}
function withoutCertificates(token) {
	const outer = new DerCursor(parseDer(token, "ContentInfo"), "ContentInfo");
	const type = outer.take("contentType").bytes;
	const kept = childrenOf(parseDer(outer.take("content", 160).content, "SignedData"), "SignedData").filter(({ tag }) => tag !== 160).map(({ bytes }) => bytes);
	return encodeSequence(type, encodeContext(0, encodeSequence(...kept)));
}
// packages/timestamp/src/local.ts
function responderTimestamper(options) {
	const responder = timestampResponder(options);
	const terms = termsOf({
		...options.digest ? { digest: options.digest } : {},
		...options.clock ? { clock: options.clock } : {},
		...options.random ? { random: options.random } : {}
	});
	return stampByQuorum([{
		name: options.key.info.name,
		ask: (message, signal) => requestToken(message, terms, (query) => responder.respond(query, signal))
	}], {
		quorum: options.quorum ?? 1,
		maxRetryMs: 0
	});
}
export { responderTimestamper, timestampClient };
