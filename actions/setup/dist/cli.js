// packages/cli/src/terminal.ts
function printJson(terminal, value) {
	terminal.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
function printable(text) {
	return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);
}
function say(terminal, line) {
	terminal.stderr.write(`${printable(line)}\n`);
}
export { printable as n, say as r, printJson as t };
