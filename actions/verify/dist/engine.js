// packages/engine/src/asserted-identity.ts
const LOCAL_IDENTITY = {
	verified: false,
	platform: "local",
	claims: {}
};
const PLATFORMS = {
	github: {
		sign: "GITHUB_ACTIONS",
		claims: {
			repository: "GITHUB_REPOSITORY",
			repository_id: "GITHUB_REPOSITORY_ID",
			ref: "GITHUB_REF",
			sha: "GITHUB_SHA",
			workflow_ref: "GITHUB_WORKFLOW_REF",
			run_id: "GITHUB_RUN_ID",
			run_attempt: "GITHUB_RUN_ATTEMPT",
			actor: "GITHUB_ACTOR"
		}
	},
	gitlab: {
		sign: "GITLAB_CI",
		claims: {
			project_path: "CI_PROJECT_PATH",
			project_id: "CI_PROJECT_ID",
			ref: "CI_COMMIT_REF_NAME",
			sha: "CI_COMMIT_SHA",
			pipeline_id: "CI_PIPELINE_ID",
			job_id: "CI_JOB_ID"
		}
	},
	buildkite: {
		sign: "BUILDKITE",
		claims: {
			organization_slug: "BUILDKITE_ORGANIZATION_SLUG",
			pipeline_slug: "BUILDKITE_PIPELINE_SLUG",
			branch: "BUILDKITE_BRANCH",
			commit: "BUILDKITE_COMMIT",
			build_number: "BUILDKITE_BUILD_NUMBER",
			job_id: "BUILDKITE_JOB_ID"
		}
	},
	circleci: {
		sign: "CIRCLECI",
		claims: {
			project: "CIRCLE_PROJECT_REPONAME",
			branch: "CIRCLE_BRANCH",
			commit: "CIRCLE_SHA1",
			workflow_id: "CIRCLE_WORKFLOW_ID",
			job: "CIRCLE_JOB"
		}
	},
	azure: {
		sign: "TF_BUILD",
		claims: {
			project: "SYSTEM_TEAMPROJECT",
			definition: "BUILD_DEFINITIONNAME",
			build_id: "BUILD_BUILDID",
			ref: "BUILD_SOURCEBRANCH",
			commit: "BUILD_SOURCEVERSION"
		}
	},
	jenkins: {
		sign: "JENKINS_URL",
		claims: {
			job: "JOB_NAME",
			build: "BUILD_NUMBER",
			build_url: "BUILD_URL",
			commit: "GIT_COMMIT",
			branch: "BRANCH_NAME",
			node: "NODE_NAME"
		}
	}
};
function platformHere(env) {
	return Object.keys(PLATFORMS).find((platform) => env[PLATFORMS[platform]?.sign ?? ""]) ?? null;
}
function assertedIdentity(platform, env) {
	const entries = Object.entries(PLATFORMS[platform]?.claims ?? {}).flatMap(([claim, variable]) => {
		const value = env[variable];
		return value ? [[claim, value]] : [];
	});
	return {
		verified: false,
		platform,
		claims: Object.fromEntries(entries)
	};
}
export { assertedIdentity as n, platformHere as r, LOCAL_IDENTITY as t };
