import { r as say } from "./cli.js";
// packages/cli/src/event-text.ts
function sayRecorded(terminal, { event, unrecorded }) {
	if (unrecorded !== void 0) say(terminal, `not recorded: ${unrecorded}`);
	if (!event) return;
	const { kind, origin, index, bundle } = event;
	say(terminal, `recorded  ${kind} ${index === null ? `queued for ${origin}` : `as ${index} of ${origin}`}  ${bundle}`);
}
export { sayRecorded as t };
