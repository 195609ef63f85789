import { X509Certificate } from "node:crypto";
// packages/http/src/authorities.ts
function nodeAuthorities() {
	const tls = process.getBuiltinModule("node:tls");
	return tls.getCACertificates?.("default") ?? tls.rootCertificates;
}
function trusting(added) {
	return added.length === 0 ? {} : { ca: [...nodeAuthorities(), ...added] };
}
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
function faultOfAuthorities(pem) {
	const certificates = pem.match(CERTIFICATE) ?? [];
	if (certificates.length === 0) return "holds no certificate in PEM";
	try {
		for (const one of certificates) new X509Certificate(one);
		return null;
	} catch {
		return "holds a certificate that cannot be read";
	}
}
export { trusting as n, faultOfAuthorities as t };
