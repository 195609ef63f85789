// packages/engine/src/members-of.ts
function membersOf(data) {
	return typeof data === "object" && data !== null && !Array.isArray(data) && !(data instanceof Uint8Array) ? data : {};
}
export { membersOf as t };
