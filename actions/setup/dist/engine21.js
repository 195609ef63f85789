// packages/engine/src/concurrently.ts
async function concurrently(items, limit, work) {
	const results = new Array(items.length);
	const failures = [];
	let next = 0;
	const worker = async () => {
		while (next < items.length && failures.length === 0) {
			const index = next++;
			try {
				results[index] = await work(items[index], index);
			} catch (error) {
				failures.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, worker));
	if (failures.length > 0) throw failures[0];
	return results;
}
export { concurrently as t };
