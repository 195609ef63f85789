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
	for (const operand of operands) {
		const image = await imageNamed(operand, cwd);
		if (image === null) files.push(operand);
		else images.push(image);
	}
	return {
		files,
		images
	};
}
async function imageNamed(operand, cwd) {
	if (isImage(operand)) return operand;
	return await isLayout(resolve(cwd, operand)) ? `oci-layout:${operand}` : null;
}
async function isLayout(folder) {
	try {
		return (await stat(folder)).isDirectory() && (await stat(join(folder, "oci-layout"))).isFile();
	} catch {
		return false;
	}
}
export { isImage as n, divideOperands as t };
