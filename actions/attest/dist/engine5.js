import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
// packages/engine/src/images/image-operands.ts
const IMAGE = /^(?:oci:\/\/|oci-layout:|docker-archive:)/;
function isImage(text) {
	return IMAGE.test(text);
}
async function divideOperands(operands, cwd) {
	const files = [];
	const images = [];
	for (const operand of operands) if (isImage(operand)) images.push(operand);
	else if (await isLayout(resolve(cwd, operand))) images.push(`oci-layout:${operand}`);
	else files.push(operand);
	return {
		files,
		images
	};
}
async function isLayout(folder) {
	try {
		return (await stat(folder)).isDirectory() && (await stat(join(folder, "oci-layout"))).isFile();
	} catch {
		return false;
	}
}
export { isImage as n, divideOperands as t };
