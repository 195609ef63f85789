import { n as readText } from "./files.js";
import { n as assertedIdentity, r as platformHere } from "./engine.js";
import { n as openContext } from "./engine7.js";
// packages/engine/src/job-identity.ts
const MAX_JWKS_BYTES = 262144;
async function identifyJob(options) {
	const { config, env, signal } = await openContext(options);
	if (config.identity === null) return null;
	const { requestIdentityToken, trustedIssuers, verifyIdentityToken } = await import("./identity.js");
	const issuers = trustedIssuers(await Promise.all(config.identity.issuers.map(withKeys))).filter(({ platform }) => platform === options.platform);
	const [first] = issuers;
	if (!first) return {
		kind: "none",
		why: `identity.issuers has no issuer of ${options.platform}: add it.`
	};
	const answer = await requestIdentityToken(first.platform, {
		env,
		audience: first.audience ?? ""
	}, signal);
	if (answer.kind === "none") return {
		kind: "none",
		why: answer.message
	};
	options.onToken(answer.token);
	return {
		kind: "verified",
		workload: await verifyIdentityToken(answer.token, { issuers }, signal)
	};
}
async function identifyHere(options) {
	const platform = platformHere(options.env ?? {});
	if (platform === null) return {};
	const job = await identifyJob({
		...options,
		platform,
		onToken: () => {}
	});
	if (job?.kind === "verified") return { workload: job.workload };
	return { identity: assertedIdentity(platform, options.env ?? {}) };
}
async function withKeys({ jwks, ...entry }) {
	return jwks === void 0 ? entry : {
		...entry,
		jwks: await readText(jwks, MAX_JWKS_BYTES)
	};
}
export { identifyHere, identifyJob };
