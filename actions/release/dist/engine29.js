import { t as readPredicate } from "./engine23.js";
import { t as concurrently } from "./engine17.js";
import { n as EngineError } from "./engine3.js";
import { t as attachStatement } from "./engine28.js";
import { a as ImageStore } from "./engine27.js";
// packages/engine/src/images/attest-images.ts
const AT_ONCE = 16;
async function attestImages(context, options, images, keys) {
	const layouts = layoutsOf(options);
	const said = await readPredicate(context, options);
	const overrides = options.key === void 0 ? null : { module: options.module };
	const key = await keys.openVersatile(options.key ?? "attestation", overrides);
	const log = await keys.openLog();
	const store = await ImageStore.of(context, options);
	const attached = await concurrently([...new Set(images)], AT_ONCE, async (path) => {
		const opened = await store.open(path);
		const { signal } = context;
		const { places } = await attachStatement(key, opened, opened.manifest, said, {
			log,
			signal,
			layouts
		});
		return {
			subject: {
				name: opened.name,
				digest: { sha256: opened.manifest.digest.slice(7) }
			},
			image: opened.referenceTo(opened.manifest.digest),
			bundles: places.map((at) => opened.referenceTo(at))
		};
	});
	const bundles = attached.flatMap((one) => one.bundles);
	const { predicateType } = said;
	return {
		version: 1,
		bundle: bundles[0],
		bundles,
		predicateType,
		subjects: attached.map(({ subject }) => subject),
		key: key.info.name,
		attestations: attached.flatMap(({ image, bundles }) => bundles.map((bundle) => ({
			bundle,
			envelope: null,
			predicateType,
			subjects: 1,
			image
		})))
	};
}
function layoutsOf(options) {
	const { out, checksums = [], subjects = [], dsse, findSbom, ociFormats = ["bundle"] } = options;
	if (out !== void 0 || dsse || findSbom || checksums.length + subjects.length > 0) throw new EngineError("OPTIONS_CONFLICT", "--out, --dsse, --find-sbom and --subject-* are for files: what is said of an image is attached to it");
	return [...new Set(ociFormats)];
}
export { attestImages };
