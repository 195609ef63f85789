import { t as concurrently } from "./engine21.js";
import { r as failuresOf, t as asChanceryError } from "./engine17.js";
import { Tt as parseCertificate, kt as parsePublicKey, xt as certificateFacts } from "./codec.js";
import { I as ChanceryError, g as assertAllowed, y as equalBytes } from "./core.js";
import { d as signImage, f as notaryChain, p as wishName, u as imageToBeSigned } from "./engine54.js";
import { r as variable } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { i as namedKey } from "./engine10.js";
import { n as openSigning, r as overridesOf } from "./engine22.js";
import { s as PROVENANCE_TYPE } from "./attest2.js";
import { t as readTrust } from "./engine68.js";
import { n as descriptorOf, r as partsOf, t as ImageStore } from "./engine55.js";
import { i as signingRecord, t as SIGNING_RECORD_TYPE } from "./attest3.js";
import { t as VERSION } from "./engine19.js";
import { t as attachStatement } from "./engine57.js";
import { n as keptSignature, r as ownClassicLayers, t as assertImageUnsigned } from "./engine70.js";
import { i as pushSignature, t as assertPushed } from "./engine56.js";
// packages/engine/src/images/image-run.ts
async function openImageRun(context, options, keys, keyName) {
	const forms = formsOf(context, options);
	const named = keyName === namedKey(context, options);
	const shared = await openSigning(context, options, keys, {
		open: () => keys.openVersatile(keyName, named ? overridesOf(options) : null),
		openAttestation: () => keys.openVersatile("attestation", null),
		isCertified: forms.some(({ form }) => form === "certificate")
	});
	const { key } = shared;
	return {
		context,
		options,
		forms,
		notaryKey: forms.some(({ kind }) => kind.startsWith("notary")) ? {
			...key,
			info: await withRoot(context, key.info)
		} : key,
		log: await keys.openLog(),
		...shared
	};
}
function formsOf({ env }, { ociFormats = ["bundle"], certificate, ifSigned }) {
	const certified = certificate !== void 0 || variable(env, "CHANCERY_CERTIFICATE") !== void 0;
	const kinds = [...new Set(ociFormats)];
	if (ifSigned === "replace" && kinds.some((kind) => kind !== "cosign")) throw new EngineError("OPTIONS_CONFLICT", "--if-signed replace: a referrer stays in its registry for good", { howToFix: "Use --if-signed keep, or append; only the classic layout (--oci-format cosign) can replace a signature." });
	return kinds.flatMap((kind) => {
		if (kind !== "bundle" && kind !== "cosign") return [{
			kind,
			form: "certificate"
		}];
		return [{
			kind,
			form: "key"
		}, ...certified ? [{
			kind,
			form: "certificate"
		}] : []];
	});
}
async function withRoot(context, info) {
	const trusted = context.config.trust.length > 0 ? (await readTrust(context, {})).verifier.anchors : [];
	const roots = [...info.certificates, ...trusted].filter(isSelfIssued);
	try {
		return {
			...info,
			certificates: notaryChain(info.certificates, roots, /* @__PURE__ */ new Date())
		};
	} catch (error) {
		if (error instanceof ChanceryError) return info;
		throw error;
	}
}
function isSelfIssued(der) {
	const { subject, issuer } = parseCertificate(der);
	return equalBytes(subject, issuer);
}
// packages/engine/src/images/sign-image.ts
async function signImageAs(run, opened, target, wanted) {
	const { context, options } = run;
	const { signal } = context;
	const { repository } = opened;
	const key = wanted.kind.startsWith("notary") ? run.notaryKey : run.key;
	const description = describeImage(run, opened, target, wanted);
	const { wish } = imageToBeSigned(description, key.info);
	const signatureAlgorithm = wishName(wish, parsePublicKey(key.info.publicKey));
	const request = {
		version: 1,
		format: `oci-${wanted.kind}`,
		key: key.info.name,
		artifact: {
			name: opened.name,
			size: target.size,
			digest: { sha256: hexOf(target) }
		},
		description
	};
	const decision = await run.decide(request, { kind: "local" }, signal);
	assertAllowed(decision);
	const entry = (facts) => ({
		path: opened.path,
		out: opened.referenceTo(target.digest),
		signature: facts.signature && opened.referenceTo(facts.signature),
		format: request.format,
		digest: {
			before: request.artifact.digest,
			after: facts.signature === null ? null : request.artifact.digest
		},
		key: request.key,
		certificate: certificateOf(run, wanted),
		signatureAlgorithm,
		timestamp: facts.timestamps[0] ?? null,
		timestamps: facts.timestamps,
		bundle: facts.record && opened.referenceTo(facts.record),
		provenance: facts.provenance && opened.referenceTo(facts.provenance),
		log: facts.log
	});
	if (options.ifSigned === "error") await assertImageUnsigned(run, opened, target);
	if (options.ifSigned === "keep") {
		const kept = await keptSignature(run, opened, target, wanted, description);
		if (kept) return {
			...entry(kept),
			action: "kept"
		};
	}
	const action = options.ifSigned === "keep" ? { action: "signed" } : {};
	if (options.dryRun) return {
		...entry({
			signature: null,
			timestamps: [],
			record: null,
			provenance: null,
			log: null
		}),
		...action
	};
	const replaced = wanted.kind === "cosign" && (options.ifSigned ?? "replace") === "replace" ? await ownClassicLayers(run, opened, target, wanted) : () => false;
	const made = await signImage(description, key, run.timestamper, signal, run.log);
	const signature = await pushSignature(repository, made, replaced, signal);
	const timestamps = await assertPushed(run, opened, target, signature, made, description);
	const records = await record(run, opened, target, request, decision, signatureAlgorithm, timestamps);
	const failures = made.timestampFailures.length > 0 ? { timestampFailures: made.timestampFailures } : {};
	return {
		...entry({
			signature,
			timestamps,
			...records
		}),
		...failures,
		...action
	};
}
function describeImage({ options }, { name }, target, { kind, form }, at = /* @__PURE__ */ new Date()) {
	const image = descriptorOf(target);
	const annotations = options.annotations ?? {};
	const now = at.toISOString().replace(/\.\d+Z$/, "Z");
	switch (kind) {
		case "bundle": return {
			kind,
			image,
			form,
			createdAt: now,
			annotations,
			attestation: null
		};
		case "cosign": return {
			kind,
			image,
			form,
			dockerReference: name,
			annotations
		};
		case "notary-jws":
		case "notary-cose": return {
			kind,
			image,
			signingTime: now,
			expiry: null,
			annotations,
			signingAgent: `chancery/${VERSION}`
		};
	}
}
async function record(run, opened, target, request, decision, algorithm, timestamps) {
	const { attestationKey, provenance, context, identity, key, log } = run;
	if (!attestationKey) return {
		record: null,
		provenance: null,
		log: null
	};
	const digest = request.artifact.digest;
	const { predicate } = signingRecord({
		request,
		decision,
		signer: key.info,
		digest: {
			before: digest,
			after: digest
		},
		sideFile: null,
		signature: { signatureAlgorithm: algorithm },
		timestamp: timestamps[0] ?? null,
		timestamps
	}, {
		tool: {
			name: "chancery",
			version: VERSION
		},
		identity,
		at: /* @__PURE__ */ new Date(),
		log
	});
	const attach = (predicateType, said) => attachStatement(attestationKey, opened, target, {
		predicateType,
		predicate: said
	}, {
		log,
		signal: context.signal
	});
	const [recorded, proved] = await Promise.all([attach(SIGNING_RECORD_TYPE, predicate), provenance === null ? null : attach(PROVENANCE_TYPE, provenance)]);
	return {
		record: recorded.places[0] ?? null,
		provenance: proved?.places[0] ?? null,
		log: log && {
			origin: log.origin,
			index: recorded.logged?.index ?? null
		}
	};
}
function certificateOf({ key: { info } }, { form }) {
	const [leaf] = info.certificates;
	return form === "certificate" && leaf ? certificateFacts(parseCertificate(leaf)) : null;
}
function hexOf({ digest }) {
	return digest.slice(7);
}
// packages/engine/src/images/sign-images.ts
const AT_ONCE = 32;
async function prepareImages(context, options, choice, keys) {
	const runs = /* @__PURE__ */ new Map();
	for (const key of new Set(options.files.map((image) => choice.get(image)))) runs.set(key, await openImageRun(context, options, keys, key));
	const store = await ImageStore.of(context, options);
	const images = [...new Set(options.files)];
	let finished = 0;
	const progress = (path, stage) => {
		if (stage !== "sign") finished++;
		options.onProgress?.({
			path,
			stage,
			finished,
			total: images.length
		});
	};
	return async () => {
		const results = await concurrently(images, options.concurrency ?? AT_ONCE, async (path) => {
			progress(path, "sign");
			const result = await signOne(runs.get(choice.get(path)), store, path);
			progress(path, result.error ? "failed" : "done");
			return {
				path,
				...result
			};
		});
		const { failed, exitCode } = failuresOf(results);
		return {
			report: {
				version: 1,
				files: results.flatMap(({ files }) => files),
				failed
			},
			exitCode
		};
	};
}
async function signOne(run, store, path) {
	try {
		return await signOpened(run, await store.open(path));
	} catch (error) {
		return {
			files: [],
			error: asChanceryError(error)
		};
	}
}
async function signOpened(run, opened) {
	const { context, options, forms } = run;
	try {
		const parts = options.recursive ? await partsOf(opened.repository, opened.manifest, context.signal) : [];
		const wanted = [opened.manifest, ...parts].flatMap((target) => forms.map((form) => ({
			target,
			form
		})));
		const made = await Promise.allSettled(wanted.map(({ target, form }) => signImageAs(run, opened, target, form)));
		const failed = made.find((one) => one.status === "rejected");
		return {
			files: made.flatMap((one) => one.status === "fulfilled" ? [one.value] : []),
			error: failed ? asChanceryError(failed.reason) : null
		};
	} catch (error) {
		return {
			files: [],
			error: asChanceryError(error)
		};
	}
}
export { signOpened as n, openImageRun as r, prepareImages as t };
