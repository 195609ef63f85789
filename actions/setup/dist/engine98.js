import { t as concurrently } from "./engine21.js";
import { n as descriptorOf, r as partsOf, t as ImageStore } from "./engine55.js";
import { r as failuresOf, t as asChanceryError } from "./engine17.js";
import { t as readTrust } from "./engine68.js";
import { G as parseTimestamps, Tt as parseCertificate, an as CodecError, nt as trustedTimestamps, rt as withRenewals, xt as certificateFacts } from "./codec.js";
import { I as ChanceryError, L as CoreError, w as toHex, y as equalBytes } from "./core.js";
import { c as restampedSignature, l as withImageTimestamps, n as claimsOf, o as inspectImageSignature, s as imageTimestamps, t as attestationType } from "./engine54.js";
import { i as judgeSignature, t as refusal } from "./engine62.js";
import { i as readSurely } from "./engine70.js";
import { i as pushSignature, n as pushedContent } from "./engine56.js";
import { n as assertCertificateInTime, t as Stamping } from "./engine96.js";
// packages/engine/src/timestamp/stampable-signatures.ts
async function judgeStampable(found, expected, trust) {
	const claims = claimsOf(found);
	if (claims instanceof ChanceryError) return {
		...found,
		verified: null,
		error: claims
	};
	try {
		const stamps = imageTimestamps(found.content);
		restampedSignature(expected.image, found.content, found.manifest);
		if (stamps.certificate && stamps.tokens.length === 0) assertCertificateInTime(stamps.certificate);
		const verified = await judgeSignature(found.content, claims, expected, trust, {
			subject: void 0,
			issuer: void 0
		});
		const timestamps = parseTimestamps(stamps.tokens, stamps.signature);
		const tokens = withRenewals(timestamps).map(({ time, authority }) => `${time.toISOString()} ${toHex(authority.der)}`);
		const trusted = trustedTimestamps(timestamps, trust.verifier).length;
		return {
			...found,
			claims,
			stamps,
			verified,
			tokens,
			trusted,
			error: null
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		return {
			...found,
			verified: null,
			error
		};
	}
}
function sameSignatures(held) {
	const groups = /* @__PURE__ */ new Map();
	for (const one of held) groups.set(one.stamps.rest, [...groups.get(one.stamps.rest) ?? [], one]);
	return [...groups.values()].map((group) => {
		const [best, ...others] = group.sort((a, b) => b.trusted - a.trusted || a.tokens.length - b.tokens.length);
		return {
			best,
			superseded: others.filter(({ tokens }) => tokens.every((one) => best.tokens.includes(one)))
		};
	});
}
// packages/engine/src/timestamp/stamp-image.ts
async function* stampSignatures(run, opened, target) {
	const { context, options, trust } = run;
	const { found, unread } = await readSurely(opened.repository, target.digest, context.signal);
	const statements = found.filter((one) => attestationType(claimsOf(one)) !== null);
	const wanted = found.filter((one) => !statements.includes(one) && (options.ociFormats?.includes(one.content.kind) ?? true));
	const expected = expectedOf(target);
	const judged = await Promise.all(wanted.map((one) => judgeStampable(one, expected, trust)));
	const held = judged.filter((one) => one.error === null);
	const refused = [...judged.filter((one) => one.error !== null), ...unread.map(({ at, error }) => ({
		at,
		content: null,
		error,
		verified: null
	}))];
	if (held.length === 0) throw refusal(opened.path, refused, statements.length);
	for (const group of sameSignatures(held)) yield await stampGroup(run, opened, target, group);
	for (const { at, content, error } of refused) {
		const format = content && `oci-${content.kind}`;
		const { code, message } = error;
		yield {
			...entryOf(opened, target, at),
			format,
			action: "left",
			signatures: [],
			code,
			message
		};
	}
}
async function stampGroup({ context, options, trust, timestamper }, opened, target, { best, superseded }) {
	const { repository } = opened;
	const { signal } = context;
	const { content, stamps } = best;
	const stamping = new Stamping(timestamper, options.renew ?? false, stamps.room, signal);
	const tokens = await newTokens(best, stamping);
	const after = tokens === null ? content : withImageTimestamps(content, tokens);
	if (tokens !== null) await assertHolds(after, best, target, trust, timestamper);
	const made = restampedSignature(descriptorOf(target), after, best.manifest);
	const old = tokens === null ? superseded : [best, ...superseded];
	const at = tokens !== null || made.kind === "tag" && superseded.length > 0 ? await push(repository, made, old, signal) : best.at;
	if (tokens !== null) {
		const pushed = await pushedContent(repository, at, made, signal);
		if (!equalBytes(pushed.bytes, after.bytes)) throw failedCheck("the registry has another signature than was pushed");
		await assertHolds(pushed, best, target, trust, timestamper);
	}
	const gone = await removeOld(opened, target, old.filter((one) => one.at !== at), signal);
	return {
		...entryOf(opened, target, at),
		format: `oci-${content.kind}`,
		action: stamping.action,
		signatures: [{
			signer: signerOf(stamps.certificate),
			timestamps: inspectImageSignature(after).timestamps
		}],
		...stamping.failures.length > 0 && { timestampFailures: stamping.failures },
		...gone.length > 0 && { superseded: gone }
	};
}
async function newTokens({ stamps, trusted }, stamping) {
	const { signature, tokens, room } = stamps;
	if (trusted > 0) return stamping.change(signature, tokens);
	const made = await stamping.change(signature, []) ?? [];
	return room === "several" ? [...tokens, ...made] : made;
}
async function push(repository, made, old, signal) {
	const layers = old.flatMap(({ content }) => content.kind === "cosign" ? [JSON.stringify(content.annotations)] : []);
	return pushSignature(repository, made, ({ annotations }) => layers.includes(JSON.stringify(annotations)), signal);
}
async function removeOld({ repository, referenceTo }, target, old, signal) {
	const gone = [];
	for (const { at } of old) gone.push({
		reference: referenceTo(at),
		removed: await repository.removeReferrer(at, target.digest, signal)
	});
	return gone;
}
async function assertHolds(content, { verified }, target, trust, { quorum = 1 }) {
	const wanted = verified.timestamps.length === 0 ? quorum : verified.timestamps.length;
	try {
		const found = inspectImageSignature(content);
		const now = {
			...trust,
			verifier: {
				...trust.verifier,
				at: /* @__PURE__ */ new Date()
			}
		};
		const { key, timestamps } = await judgeSignature(content, found, expectedOf(target), now, NOBODY);
		if (equalBytes(key.spki, verified.key.spki) && timestamps.length >= wanted) return;
	} catch (cause) {
		if (!(cause instanceof ChanceryError)) throw cause;
		throw failedCheck(`the timestamped signature does not verify: ${cause.message}`, cause);
	}
	throw failedCheck("the timestamped signature lacks a timestamp");
}
function failedCheck(message, cause) {
	return new CoreError("SELF_CHECK_FAILED", message, cause ? {
		cause,
		details: { code: cause.code }
	} : {});
}
const NOBODY = {
	subject: void 0,
	issuer: void 0
};
function expectedOf(target) {
	return {
		image: descriptorOf(target),
		annotations: {},
		predicateType: null,
		dockerReference: null
	};
}
function signerOf(certificate) {
	return certificate && certificateFacts(parseCertificate(certificate)).subject;
}
function entryOf({ path, referenceTo }, { digest }, at) {
	const sha256 = digest.slice(7);
	return {
		path,
		out: referenceTo(digest),
		signature: referenceTo(at),
		digest: {
			before: { sha256 },
			after: { sha256 }
		},
		bundle: null
	};
}
// packages/engine/src/timestamp/trusted-timestamper.ts
function trustedTimestamper(timestamper, verifier) {
	const { quorum } = timestamper;
	return {
		...quorum !== void 0 && { quorum },
		async stamp(message, signal, room) {
			const stamped = await timestamper.stamp(message, signal, room);
			const found = parseTimestamps(stamped.tokens, message);
			const trusted = trustedTimestamps(found, {
				...verifier,
				at: /* @__PURE__ */ new Date()
			});
			const stranger = withRenewals(found).find((one) => !trusted.includes(one));
			if (!stranger) return stamped;
			const { subjectName } = stranger.authority;
			throw new CodecError("TIMESTAMP_UNTRUSTED", `${subjectName} gave a timestamp, and is not trusted`);
		}
	};
}
// packages/engine/src/timestamp/timestamp-images.ts
const AT_ONCE = 16;
async function timestampImages(context, options, timestamper) {
	const { trust: paths, timestampTrust } = options;
	const trust = await readTrust(context, {
		trust: paths,
		timestampTrust
	});
	const store = await ImageStore.of(context, options);
	const run = {
		context,
		options,
		trust,
		timestamper: trustedTimestamper(timestamper, trust.verifier)
	};
	const images = [...new Set(options.files)];
	const results = await concurrently(images, options.concurrency ?? AT_ONCE, async (path) => ({
		path,
		...await timestampImage(run, store, path)
	}));
	const { failed, exitCode } = failuresOf(results);
	return {
		report: {
			version: 1,
			files: results.flatMap(({ files }) => files),
			failed
		},
		exitCode
	};
}
async function timestampImage(run, store, path) {
	const files = [];
	try {
		const opened = await store.open(path);
		const parts = run.options.recursive ? await partsOf(opened.repository, opened.manifest, run.context.signal) : [];
		for (const target of [opened.manifest, ...parts]) for await (const file of stampSignatures(run, opened, target)) files.push(file);
		return {
			files,
			error: null
		};
	} catch (error) {
		return {
			files,
			error: asChanceryError(error)
		};
	}
}
export { timestampImages };
