import { l as encodeEnvelope, r as signAndLog, u as parseBundle } from "./attest3.js";
import { n as VSA_TYPE, r as vsaPredicate } from "./attest5.js";
import { r as writeFileDurable } from "./files.js";
import { t as assertPlaceFree } from "./engine24.js";
import { n as EngineError } from "./engine3.js";
import { c as envelopePath } from "./engine13.js";
import { t as VERSION } from "./engine16.js";
import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
// packages/engine/src/policy/summary.ts
var SummaryWriter = class SummaryWriter {
	#context;
	#policy;
	#key;
	#out;
	#written = /* @__PURE__ */ new Set();
	constructor(context, policy, key, out) {
		this.#context = context;
		this.#policy = policy;
		this.#key = key;
		this.#out = out;
	}
	static async open(context, policy, keys, out) {
		const { uri, verifier, resource } = policy;
		if (uri === null || verifier === null || resource === null) throw new EngineError("POLICY_INVALID", `${basename(policy.path)}: policy, verifier and resource are needed for --vsa`);
		if (!context.config.keys.attestation) throw new EngineError("ATTESTATION_KEY_MISSING", "keys.attestation is not configured, and signs summaries");
		const key = await keys.openStatements("attestation", null);
		await keys.statePolicy(key.info);
		const isFolder = out.endsWith("/") || (await stat(resolve(context.cwd, out)).catch(() => null))?.isDirectory() === true;
		return new SummaryWriter(context, {
			...policy,
			uri,
			verifier,
			resource
		}, key, isFolder ? join(out, "/") : out);
	}
	get file() {
		return this.#out.endsWith("/") ? void 0 : this.#out;
	}
	async write(subject, verdict) {
		const statement = this.#statement(subject, verdict);
		const bundle = this.file ?? this.#out + subject.place + ".vsa.sigstore.json";
		if (this.#written.has(bundle)) throw new EngineError("OPTIONS_CONFLICT", `two would have the summary ${bundle}`, { howToFix: "Verify them in two commands, with a folder for each." });
		this.#written.add(bundle);
		const { cwd, signal } = this.#context;
		const [path, envelope] = [bundle, envelopePath(bundle)].map((one) => resolve(cwd, one));
		await assertPlaceFree(path, statement);
		await assertPlaceFree(envelope, statement);
		const { bytes } = await signAndLog(statement, this.#key, path, signal);
		const parsed = parseBundle(bytes);
		if (parsed.kind !== "key") throw new TypeError("a bundle of ours is signed by a bare key");
		await writeFileDurable(path, bytes);
		await writeFileDurable(envelope, encodeEnvelope(parsed.envelope));
		return bundle;
	}
	#statement({ name, resource: called }, { sha256, passed, level, inputs }) {
		const { uri, verifier, resource, sha256: policySha256 } = this.#policy;
		const predicate = vsaPredicate({
			verifier,
			version: { chancery: VERSION },
			verifiedAt: /* @__PURE__ */ new Date(),
			resourceUri: resource.replaceAll("{name}", encodeURIComponent(called)).replaceAll("{sha256}", sha256),
			policy: {
				uri,
				sha256: policySha256
			},
			result: passed ? "PASSED" : "FAILED",
			levels: passed ? [`SLSA_BUILD_LEVEL_${level ?? 0}`] : [],
			inputs
		});
		return {
			subjects: [{
				name,
				digest: { sha256 }
			}],
			predicateType: VSA_TYPE,
			predicate
		};
	}
};
export { SummaryWriter };
