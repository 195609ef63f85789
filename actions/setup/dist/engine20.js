import { t as VERSION } from "./engine19.js";
// packages/engine/src/sarif.ts
function sarifLog(report) {
	const failed = report.files.filter((file) => file.verdict === "failed");
	const rules = new Map(failed.map((file) => [file.code, file]));
	return {
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [{
			tool: { driver: {
				name: "chancery",
				version: VERSION,
				rules: [...rules].map(([id, file]) => ruleOf(id, file))
			} },
			results: failed.map(resultOf),
			invocations: [{
				executionSuccessful: report.failed.length === 0,
				toolExecutionNotifications: report.failed.map(({ code, message }) => ({
					level: "error",
					descriptor: { id: code },
					message: { text: message }
				}))
			}]
		}]
	};
}
function ruleOf(id, file) {
	return {
		id,
		shortDescription: { text: id },
		help: { text: file.howToFix }
	};
}
function resultOf(file) {
	const uri = file.image ? file.path : file.path.split(/[\\/]/).map(encodeURIComponent).join("/");
	return {
		ruleId: file.code,
		level: "error",
		message: { text: `${file.message}. ${file.howToFix}` },
		locations: [{ physicalLocation: { artifactLocation: { uri } } }],
		properties: {
			record: file.record,
			recordKey: file.recordKey,
			provenance: file.provenance,
			identity: file.identity,
			signers: file.signatures.map(({ signer }) => signer)
		}
	};
}
export { sarifLog as t };
