import { _ as requestCertificate, c as generateKey, d as importCertificate$1, h as listKeys, p as initialise } from "./engine11.js";
import { a as generateOptions, l as requestOptions, s as keysOptions } from "./engine14.js";
import { t as sayRecorded } from "./cli8.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/key-commands.ts
async function init({ values, common, json, terminal }) {
	const dir = typeof values.dir === "string" ? values.dir : ".";
	const module = typeof values.module === "string" ? values.module : void 0;
	const log = typeof values.log === "string" ? values.log : void 0;
	const report = await initialise({
		...common,
		dir,
		log,
		...module !== void 0 && { module }
	});
	if (json) printJson(terminal, report);
	say(terminal, `made  ${report.config}: keys release, attestation, tsa on token ${report.token}`);
	say(terminal, `      trust ${report.trust}; records ${report.attestationKey}`);
	if (log !== void 0) say(terminal, `      log ${log}: records go there, and bring the proof`);
	say(terminal, "next: chancery sign FILE --key release --out signed");
	return 0;
}
async function keysList(call) {
	return showKeys(await listKeys(keysOptions(call.values, call.common)), call);
}
async function keysGenerate(call) {
	return showKeys(await generateKey(generateOptions(call.values, call.common)), call);
}
async function importCertificate(call) {
	const certificate = call.values.certificate;
	return showKeys(await importCertificate$1({
		...keysOptions(call.values, call.common),
		certificate
	}), call);
}
async function csr({ values, common, json, terminal }) {
	const report = await requestCertificate(requestOptions(values, common));
	if (json) printJson(terminal, report);
	else if (report.out === null) terminal.stdout.write(report.csr);
	if (report.out !== null) say(terminal, `wrote  ${report.out}`);
	sayRecorded(terminal, report);
	return 0;
}
function showKeys(report, { json, terminal }) {
	if (json) printJson(terminal, report);
	for (const key of report.keys) {
		const kind = key.kind === "rsa" ? `rsa-${key.bits}` : key.kind ?? "unsupported";
		const name = key.name === null ? "" : `  (${key.name})`;
		const certificate = key.certificate ? "certificate" : "no certificate";
		say(terminal, `${key.token}  ${key.label}${name}  ${kind}  ${certificate}  ${key.uri}`);
	}
	if (report.keys.length === 0) say(terminal, "no keys");
	sayRecorded(terminal, report);
	return 0;
}
export { csr, importCertificate, init, keysGenerate, keysList };
