import "./attest3.js";
import { I as ChanceryError } from "./core.js";
import { t as membersOf } from "./engine26.js";
// packages/engine/src/recorded-job.ts
const UNPROVED = {
	verified: false,
	issuer: null,
	repository: null,
	workflow: null,
	ref: null,
	commit: null
};
async function recordedJob(statement) {
	if (statement?.predicateType !== "urn:chancery:signing-record:v1") return null;
	const { verified, platform, claims } = membersOf(membersOf(statement.predicate).identity);
	if (typeof platform !== "string") return null;
	if (verified !== true) return {
		entry: {
			platform,
			...UNPROVED
		},
		isRequest: false
	};
	const { recordedIdentity } = await import("./identity.js");
	try {
		return jobOf(recordedIdentity(platform, membersOf(claims)));
	} catch (error) {
		if (error instanceof ChanceryError) return null;
		throw error;
	}
}
function jobOf(identity) {
	const { platform, issuer, source, trigger } = identity;
	const { repository, ref, commit, refType } = source;
	return {
		entry: {
			platform,
			verified: true,
			issuer,
			repository,
			workflow: workflowOf(identity),
			ref,
			commit
		},
		isRequest: refType === "pull-request" || identity.fork === true || trigger === "pull_request_target"
	};
}
function workflowOf({ platform, subject, project, jobDefinition }) {
	if (platform === "jenkins") return subject;
	return platform === "buildkite" ? project.url : jobDefinition.uri;
}
export { recordedJob as t };
