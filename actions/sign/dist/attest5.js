import { t as AttestError } from "./attest.js";
// packages/attest/src/predicates/test-result.ts
const TEST_RESULT_TYPE = "https://in-toto.io/attestation/test-result/v0.1";
const TEST_OUTCOMES = [
	"PASSED",
	"WARNED",
	"FAILED"
];
function testResultPredicate(reports, configuration) {
	const failed = new Set(reports.flatMap((report) => report.failed));
	const warned = new Set(reports.flatMap((report) => report.warned).filter((name) => !failed.has(name)));
	const passed = new Set(reports.flatMap((report) => report.passed).filter((name) => !failed.has(name) && !warned.has(name)));
	return {
		result: failed.size > 0 ? "FAILED" : warned.size > 0 ? "WARNED" : "PASSED",
		configuration: configuration.map(descriptor),
		passedTests: [...passed],
		warnedTests: [...warned],
		failedTests: [...failed],
		chancery_reports: reports.map((report) => ({
			...descriptor(report),
			passed: report.passed.length,
			warned: report.warned.length,
			failed: report.failed.length,
			skipped: report.skipped.length
		}))
	};
}
function testOutcomeOf(predicate) {
	const { result, configuration, failedTests = [], ...lists } = Object(predicate);
	const outcome = TEST_OUTCOMES.find((known) => known === result);
	const named = [
		failedTests,
		lists.passedTests ?? [],
		lists.warnedTests ?? []
	];
	if (!outcome || !Array.isArray(configuration) || !named.every(isTexts)) throw new AttestError("STATEMENT_INVALID", `a test result has a result (${TEST_OUTCOMES.join(", ")}), a configuration and lists of names`);
	if (outcome !== "FAILED" && failedTests.length > 0) throw new AttestError("STATEMENT_INVALID", `the test result is ${outcome}, and has tests that failed`);
	return outcome;
}
function descriptor({ name, sha256 }) {
	return {
		name,
		digest: { sha256 }
	};
}
function isTexts(value) {
	return Array.isArray(value) && value.every((item) => typeof item === "string");
}
// packages/attest/src/predicates/vsa.ts
const VSA_TYPE = "https://slsa.dev/verification_summary/v1";
const SLSA_LEVEL = /^SLSA_([A-Z]+)_LEVEL_(?:UNEVALUATED|[0-9])$/;
function vsaPredicate(verification) {
	const { verifier, version, verifiedAt, resourceUri, policy, result, levels, inputs } = verification;
	const problems = [...[
		verifier,
		resourceUri,
		policy.uri
	].filter((uri) => !isUri(uri)).map((uri) => `${JSON.stringify(uri)} is no URI`), ...levelProblems(result, levels)];
	if (problems.length > 0) throw new AttestError("STATEMENT_INVALID", problems.join("; "), { details: { problems } });
	return {
		verifier: {
			id: verifier,
			...version && { version: { ...version } }
		},
		timeVerified: verifiedAt.toISOString(),
		resourceUri,
		policy: {
			uri: policy.uri,
			...policy.sha256 !== null && { digest: { sha256: policy.sha256 } }
		},
		...inputs.length > 0 && { inputAttestations: inputs.map(({ name, sha256 }) => ({
			uri: name,
			digest: { sha256 }
		})) },
		verificationResult: result,
		verifiedLevels: result === "FAILED" ? ["FAILED"] : [...levels]
	};
}
function levelProblems(result, levels) {
	if (result === "FAILED") return levels.length > 0 ? ["what failed has no level"] : [];
	const tracks = levels.flatMap((level) => SLSA_LEVEL.exec(level)?.[1] ?? []);
	const strange = levels.filter((level) => level === "FAILED" || level === "" || level.startsWith("SLSA_") && !SLSA_LEVEL.test(level));
	return [
		...levels.length === 0 ? ["what passed has a level"] : [],
		...strange.map((level) => `${JSON.stringify(level)} is no level`),
		...new Set(tracks).size < tracks.length ? ["a track has two levels"] : []
	];
}
function isUri(text) {
	return /^[a-z][a-z0-9+.-]*:\S+$/i.test(text);
}
// packages/attest/src/provenance/build.ts
function known(members) {
	const entries = Object.entries(members).filter((entry) => entry[1] !== null);
	return Object.fromEntries(entries);
}
function sourceDependency({ repository, ref, commit }) {
	if (commit === null) return [];
	return [{
		...repository === null ? {} : { uri: gitUri(repository, ref) },
		digest: { gitCommit: commit }
	}];
}
function gitUri(repository, ref) {
	return `git+${repository}${ref === null ? "" : `@${ref}`}`;
}
function builderId({ issuer, runner }) {
	return `${issuer}#${{
		true: "hosted",
		false: "self-hosted",
		null: "unspecified"
	}[`${runner.hosted}`]}${runner.interactive === true ? "-interactive" : ""}`;
}
function invocationOf({ run }) {
	const numbers = [
		run.id,
		run.attempt,
		run.job
	].filter((part) => part !== null);
	return run.url ?? (numbers.length > 0 ? numbers.join("/") : null);
}
// packages/attest/src/provenance/generic.ts
const genericBuild = (identity) => {
	const { platform, source, definition, jobDefinition, project, organization, trigger, run, runner } = identity;
	return {
		buildType: "urn:chancery:build-type:ci:v1",
		externalParameters: known({
			project: project.url ?? project.id ?? project.name,
			repository: source.repository,
			ref: source.ref,
			definition: definition.uri,
			job: jobDefinition.uri
		}),
		internalParameters: { ci: known({
			platform,
			subject: identity.subject,
			organization_id: organization.id,
			project_id: project.id,
			trigger,
			run_id: run.id,
			job_id: run.job,
			runner_environment: runner.environment,
			runner_id: runner.id,
			interactive: runner.interactive
		}) },
		resolvedDependencies: sourceDependency(source),
		builderId: builderId(identity),
		invocationId: invocationOf(identity)
	};
};
// packages/attest/src/provenance/github.ts
const BUILD_TYPE = "https://actions.github.io/buildtypes/workflow/v1";
const githubBuild = ({ project, organization, source, definition, jobDefinition, trigger, run, runner }) => {
	const repository = needed(source.repository, "repository");
	const name = needed(project.name, "project name");
	if (!repository.endsWith(`/${name}`)) throw lacks("server");
	const server = repository.slice(0, -name.length);
	const workflow = /^(.+?)@(.+)$/.exec(needed(definition.uri, "workflow").replace(`${name}/`, ""));
	if (!workflow) throw lacks("workflow ref");
	return {
		buildType: BUILD_TYPE,
		externalParameters: { workflow: {
			ref: workflow[2],
			repository,
			path: workflow[1]
		} },
		internalParameters: { github: {
			event_name: needed(trigger, "event"),
			repository_id: needed(project.id, "repository id"),
			repository_owner_id: needed(organization.id, "owner id"),
			runner_environment: needed(runner.environment, "runner environment")
		} },
		resolvedDependencies: [{
			uri: `git+${repository}@${needed(source.ref, "ref")}`,
			digest: { gitCommit: needed(source.commit, "commit") }
		}],
		builderId: server + needed(jobDefinition.uri, "job workflow"),
		invocationId: needed(run.url, "run")
	};
};
function needed(value, what) {
	if (value === null) throw lacks(what);
	return value;
}
function lacks(what) {
	return new AttestError("STATEMENT_INVALID", `the identity of the GitHub job lacks its ${what}`);
}
// packages/attest/src/provenance/gitlab.ts
const gitlabBuild = (identity) => {
	const { source, definition, project, organization, ranIn, runner, trigger, run } = identity;
	return {
		buildType: "urn:chancery:build-type:gitlab:v1",
		externalParameters: known({
			repository: source.repository,
			ref: source.ref,
			configuration: definition.uri,
			environment: identity.environment.name
		}),
		internalParameters: { gitlab: known({
			pipeline_source: trigger,
			pipeline_id: run.id,
			job_id: run.job,
			project_id: project.id,
			namespace_id: organization.id,
			job_project_id: ranIn?.id ?? null,
			ref_protected: source.refProtected,
			runner_environment: runner.environment,
			runner_id: runner.id
		}) },
		resolvedDependencies: [...sourceDependency(source), ...configuration(identity)],
		builderId: builderId(identity),
		invocationId: invocationOf(identity)
	};
};
const configuration = ({ definition, source, issuer }) => {
	const [, place, ref] = /^(.+?)\/\/.+?@(.+)$/.exec(definition.uri ?? "") ?? [];
	if (place === void 0 || ref === void 0 || definition.commit === null) return [];
	const repository = `${new URL(issuer).protocol}//${place}`;
	if (repository === source.repository && definition.commit === source.commit) return [];
	return [{
		uri: gitUri(repository, ref),
		digest: { gitCommit: definition.commit }
	}];
};
// packages/attest/src/provenance/jenkins.ts
const jenkinsBuild = (identity) => {
	const { issuer, subject, project, source, runner, run, trigger } = identity;
	return {
		buildType: "urn:chancery:build-type:jenkins:v1",
		externalParameters: known({
			job: project.url ?? subject,
			repository: source.repository,
			ref: source.ref
		}),
		internalParameters: { jenkins: known({
			job_name: project.name,
			build_number: run.id,
			build_cause: trigger,
			node: runner.id
		}) },
		resolvedDependencies: sourceDependency(source),
		builderId: `${issuer}#job-token`,
		invocationId: invocationOf(identity)
	};
};
// packages/attest/src/provenance/provenance.ts
const BUILDS = {
	github: githubBuild,
	gitlab: gitlabBuild,
	jenkins: jenkinsBuild
};
function provenancePredicate(identity, times = {}) {
	if (identity.verified !== true) throw new AttestError("PROVENANCE_UNVERIFIED", "nobody proved which job this is, so it has no provenance");
	const build = ((Object.hasOwn(BUILDS, identity.platform) ? BUILDS[identity.platform] : void 0) ?? genericBuild)(identity);
	const metadata = {
		...build.invocationId === null ? {} : { invocationId: build.invocationId },
		...times.startedOn ? { startedOn: times.startedOn.toISOString() } : {},
		...times.finishedOn ? { finishedOn: times.finishedOn.toISOString() } : {}
	};
	return {
		buildDefinition: {
			buildType: build.buildType,
			externalParameters: build.externalParameters,
			internalParameters: build.internalParameters,
			resolvedDependencies: build.resolvedDependencies
		},
		runDetails: {
			builder: { id: build.builderId },
			metadata
		}
	};
}
export { TEST_RESULT_TYPE as a, TEST_OUTCOMES as i, VSA_TYPE as n, testOutcomeOf as o, vsaPredicate as r, testResultPredicate as s, provenancePredicate as t };
