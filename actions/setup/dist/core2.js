// packages/core/src/json-object.ts
function isJsonObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
export { isJsonObject as t };
