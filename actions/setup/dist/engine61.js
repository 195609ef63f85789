// packages/engine/src/images/logged-as.ts
function loggedAs(parsed, publicKey) {
	if (parsed.kind === "key") return {
		bundle: parsed,
		signer: publicKey
	};
	const { content, material } = parsed;
	const { certificate: signer, logEntries, timestamps } = material;
	if (content.kind !== "envelope") return {
		bundle: null,
		signer
	};
	return {
		bundle: {
			kind: "key",
			hint: "",
			envelope: content.envelope,
			logEntries,
			timestamps
		},
		signer
	};
}
export { loggedAs as t };
