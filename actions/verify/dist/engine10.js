import { l as filesLike, u as textsLike } from "./files.js";
import { r as variable } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { n as isImage } from "./engine6.js";
import { n as keyLabel } from "./engine8.js";
import { resolve } from "node:path";
// packages/engine/src/key-rules.ts
function parseKeyRules(texts) {
	const problems = [];
	const rules = texts.map((text) => {
		const uri = text.indexOf("=pkcs11:");
		const end = uri < 0 ? text.lastIndexOf("=") : uri;
		const rule = {
			pattern: text.slice(0, Math.max(0, end)),
			key: text.slice(end + 1)
		};
		if (text.startsWith("pkcs11:")) problems.push("--key-for pkcs11:...: is not PATTERN=KEY");
		else if (rule.pattern === "" || rule.key === "") problems.push(`--key-for ${text}: is not PATTERN=KEY`);
		else if (rule.pattern.startsWith("!")) problems.push(`--key-for ${text}: says for which files the key is not`);
		return rule;
	});
	if (problems.length > 0) throw new EngineError("OPTION_INVALID", problems.join("; "), { details: { problems } });
	return rules;
}
function namedKey({ env }, { key }) {
	return key ?? variable(env, "CHANCERY_KEY");
}
function keyNames(options) {
	const named = namedKey({ env: options.env ?? {} }, options);
	const keys = [...named === void 0 ? [] : [named], ...(options.keyFor ?? []).map(({ key }) => key)];
	return [...new Set(keys.map(keyLabel))];
}
async function chooseKeys(context, options, plans, images) {
	const named = namedKey(context, options);
	const { keyFor: rules = [], certificate } = options;
	if (rules.length === 0 && named === void 0) throw new EngineError("KEY_NOT_GIVEN", "no key was named");
	if (certificate !== void 0 && named === void 0) throw new EngineError("OPTIONS_CONFLICT", "--certificate is that of --key, and there are other keys alone", { howToFix: "Name the certificates of the keys in chancery.yaml, or give --key too." });
	const left = new Map([...plans.map((plan) => [absolutePath(context, plan), plan.path]), ...images.map((image) => [image, image])]);
	const choice = /* @__PURE__ */ new Map();
	const unused = [];
	for (const rule of rules) {
		const means = await meaning(rule, context.cwd, left);
		const chosen = [...left.keys()].filter(means);
		if (chosen.length === 0) unused.push(rule);
		for (const operand of chosen) {
			choice.set(operand, rule.key);
			left.delete(operand);
		}
	}
	if (unused.length > 0) throw unusedRules(unused);
	if (named === void 0 && left.size > 0) throw withoutKey([...left.values()]);
	for (const operand of left.keys()) choice.set(operand, named);
	return choice;
}
function absolutePath({ cwd }, plan) {
	return "absolute" in plan ? plan.absolute : resolve(cwd, plan.path);
}
async function meaning({ pattern }, cwd, operands) {
	const exact = isImage(pattern) ? pattern : resolve(cwd, pattern);
	if (operands.has(exact)) return (operand) => operand === exact;
	if (isImage(pattern)) {
		const isLike = await textsLike(pattern);
		return (operand) => isImage(operand) && isLike(operand);
	}
	const isLike = await filesLike([pattern], cwd);
	return (operand) => !isImage(operand) && isLike({ absolute: operand });
}
function unusedRules(rules) {
	const patterns = rules.map(({ pattern }) => pattern);
	const names = patterns.map((pattern) => JSON.stringify(pattern)).join(", ");
	return new EngineError("KEY_RULE_UNUSED", `--key-for: no file is left for ${names}`, { details: { patterns } });
}
const MOST_NAMED = 5;
function withoutKey(paths) {
	const others = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : "";
	const names = paths.slice(0, MOST_NAMED).join(", ");
	return new EngineError("KEY_NOT_GIVEN", `no --key-for means ${names}${others}`, {
		details: { paths },
		howToFix: "Give --key NAME for the files that no --key-for names, or leave them out with !NAME."
	});
}
export { parseKeyRules as a, namedKey as i, chooseKeys as n, keyNames as r, absolutePath as t };
