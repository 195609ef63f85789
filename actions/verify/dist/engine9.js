import { Yt as CodecError, f as parsePem, ht as parseCertificate } from "./codec.js";
import { t as readBytes } from "./files.js";
import { n as EngineError } from "./engine3.js";
// packages/engine/src/certificate-files.ts
const MAX_BYTES = 4194304;
async function readCertificates(path) {
	const bytes = await readBytes(path, MAX_BYTES);
	try {
		const certificates = bytes[0] === 48 ? [bytes] : pemCertificates(new TextDecoder().decode(bytes));
		for (const certificate of certificates) parseCertificate(certificate);
		if (certificates.length > 0) return certificates;
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	throw new EngineError("TRUST_INVALID", `${path} holds no certificate`, { details: { path } });
}
function pemCertificates(text) {
	return parsePem(text).filter(({ label }) => label === "CERTIFICATE" || label === "X509 CERTIFICATE" || label === "TRUSTED CERTIFICATE").map(({ bytes }) => bytes);
}
export { readCertificates as t };
