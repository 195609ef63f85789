import { i as copyImage$1, t as ImageStore } from "./engine55.js";
import { n as openContext } from "./engine7.js";
import { n as imageNamed } from "./engine6.js";
// packages/engine/src/images/copy.ts
async function copyImage(options) {
	const { referrers, concurrency } = options;
	const context = await openContext(options);
	const named = async (operand) => await imageNamed(operand, context.cwd) ?? operand;
	const [source, destination] = await Promise.all([named(options.source), named(options.destination)]);
	const { signal } = context;
	const store = await ImageStore.of(context, options);
	const from = await store.open(source);
	const to = await store.place(destination);
	const { digest } = from.manifest;
	const copied = await copyImage$1(from.repository, digest, to.repository, to.tag, {
		withReferrers: referrers,
		concurrency,
		signal
	});
	return {
		version: 1,
		source: from.referenceTo(digest),
		destination: to.tag === null ? to.referenceTo(digest) : destination,
		digest: { sha256: digest.slice(digest.indexOf(":") + 1) },
		manifests: copied.manifests,
		referrers: copied.referrers,
		blobs: { ...copied.blobs }
	};
}
export { copyImage };
