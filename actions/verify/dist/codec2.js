// packages/codec/src/jcs.ts
function canonicalJson(value) {
	switch (typeof value) {
		case "string": return canonicalString(value);
		case "number":
			if (!Number.isFinite(value)) throw new TypeError("a number that is not finite has no canonical JSON");
			return JSON.stringify(value);
		case "boolean": return value ? "true" : "false";
		case "object": return value === null ? "null" : canonicalMembers(value);
		default: throw new TypeError(`a ${typeof value} has no canonical JSON`);
	}
}
function canonicalMembers(value) {
	if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
	const members = value;
	return `{${Object.keys(members).sort().map((key) => `${canonicalString(key)}:${canonicalJson(members[key])}`).join(",")}}`;
}
function canonicalString(text) {
	if (!text.isWellFormed()) throw new TypeError("a lone surrogate has no canonical JSON");
	return JSON.stringify(text);
}
export { canonicalJson as t };
