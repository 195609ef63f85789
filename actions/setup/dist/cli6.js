import { t as OPERATIONS } from "./engine31.js";
// packages/cli/src/completion.ts
const SHELLS = [
	"bash",
	"zsh",
	"fish"
];
function completionScript(shell) {
	switch (shell) {
		case "bash": return bash();
		case "zsh": return `#compdef chancery\nautoload -U +X bashcompinit && bashcompinit\n${bash()}`;
		case "fish": return fish();
		default: throw new TypeError(`no completion for ${shell}`);
	}
}
const TOP_LEVEL = [...new Set(OPERATIONS.map(({ name }) => name.split(" ")[0])), "completion"];
const GROUPS = groups();
function groups() {
	const grouped = /* @__PURE__ */ new Map();
	for (const { name } of OPERATIONS) {
		const [first, second] = name.split(" ");
		if (first !== void 0 && second !== void 0) grouped.set(first, [...grouped.get(first) ?? [], second]);
	}
	return grouped;
}
function flags(operation) {
	return [...operation.options.flatMap(({ name, kind }) => kind === "switch" ? [`--${name}`, `--no-${name}`] : [`--${name}`]), "--help"];
}
function bash() {
	const cases = OPERATIONS.map((operation) => `    '${operation.name}') words='${flags(operation).join(" ")}' ;;`);
	const values = [...new Map(OPERATIONS.flatMap(({ options }) => options.flatMap(({ name, choices: all }) => all ? [[name, all]] : [])))].map(([name, all]) => `    --${name}) COMPREPLY=($(compgen -W '${all.join(" ")}' -- "$current")); return ;;`);
	const seconds = [...GROUPS].map(([group, words]) => `    ${group}) if [ "$COMP_CWORD" -eq 2 ]; then COMPREPLY=($(compgen -W '${words.join(" ")}' -- "$current")); return; fi ;;`);
	return `_chancery() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=''
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W '${TOP_LEVEL.join(" ")} --help --version' -- "$current")); return; fi
  case "$command" in
${seconds.join("\n")}
  esac
  case "$command" in ${[...GROUPS.keys()].join("|")}) command="$command \${COMP_WORDS[2]}" ;; esac
  if [ "$command" = completion ]; then COMPREPLY=($(compgen -W '${SHELLS.join(" ")}' -- "$current")); return; fi
  case "$previous" in
${values.join("\n")}
  esac
  case "$command" in
${cases.join("\n")}
  esac
  case "$current" in -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;; esac
}
complete -o default -F _chancery chancery
`;
}
function fish() {
	const lines = [`complete -c chancery -n __fish_use_subcommand -f -a '${TOP_LEVEL.join(" ")}'`];
	for (const [group, words] of GROUPS) lines.push(`complete -c chancery -n '__fish_seen_subcommand_from ${group}' -f -a '${words.join(" ")}'`);
	lines.push(`complete -c chancery -n '__fish_seen_subcommand_from completion' -f -a '${SHELLS.join(" ")}'`);
	for (const { name, options } of OPERATIONS) {
		const others = [...GROUPS].flatMap(([group, words]) => words.includes(name) ? [group] : []);
		const seen = [...name.split(" ").map((word) => `__fish_seen_subcommand_from ${word}`), ...others.length > 0 ? [`not __fish_seen_subcommand_from ${others.join(" ")}`] : []].join("; and ");
		for (const option of options) {
			const value = option.value === void 0 ? "" : option.choices ? ` -x -a '${option.choices.join(" ")}'` : " -r";
			lines.push(`complete -c chancery -n '${seen}' -l ${option.name}${value} -d '${option.help.replaceAll("'", "\\'")}'`);
			if (option.kind === "switch") lines.push(`complete -c chancery -n '${seen}' -l no-${option.name}`);
		}
	}
	return `${lines.join("\n")}\n`;
}
export { SHELLS, completionScript };
