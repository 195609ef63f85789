import { y as serveTimestampAuthority } from "./engine11.js";
import { u as serveOptions } from "./engine14.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/serve-command.ts
async function serve({ values, common, json, terminal }) {
	const onRequest = (entry) => sayRequest(terminal, entry);
	const onRenewal = sayRenewal(terminal);
	await using served = await serveTimestampAuthority({
		...serveOptions(values, common),
		onRequest,
		onRenewal
	});
	const { report } = served;
	if (json) printJson(terminal, report);
	say(terminal, `serving  timestamps at ${report.url}: key ${report.key}, policy ${report.policy}`);
	say(terminal, `         ${report.certificate.subject}, until ${report.certificate.notAfter}`);
	await stopped(common.signal);
	say(terminal, "stopping");
	return 0;
}
function sayRenewal(terminal) {
	return (fault) => {
		if (fault === null) say(terminal, "the renewed certificate is served from now on");
		else say(terminal, `the renewed certificate is not served: ${fault.code}: ${fault.message}\nfix: ${fault.howToFix}`);
	};
}
function stopped(signal) {
	return new Promise((resolve) => {
		if (signal?.aborted) resolve();
		else signal?.addEventListener("abort", () => resolve(), { once: true });
	});
}
function sayRequest(terminal, { client, status, milliseconds, note }) {
	say(terminal, `${(/* @__PURE__ */ new Date()).toISOString()}  ${client}  ${status}  ${outcomeOf(note)}  ${milliseconds} ms`);
}
function outcomeOf(note) {
	if (note === null) return "not answered";
	if (note.granted) return `granted ${note.serial}`;
	const { cause } = note;
	const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
	return `${note.failure}: ${note.text}${code}`;
}
export { serve as n, stopped as r, sayRenewal as t };
