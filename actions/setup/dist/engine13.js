import { n as EngineError } from "./engine3.js";
import { resolve } from "node:path";
// packages/engine/src/server-options.ts
function listening(cwd, { host, perMinute, tlsCertificate, tlsKey, onRenewal }) {
	if (tlsCertificate === void 0 !== (tlsKey === void 0)) throw new EngineError("OPTION_INVALID", "--tls-certificate and --tls-key are given together, or neither");
	return {
		host,
		perMinute,
		onRenewal,
		tls: tlsCertificate === void 0 || tlsKey === void 0 ? void 0 : {
			certificate: resolve(cwd, tlsCertificate),
			key: resolve(cwd, tlsKey)
		}
	};
}
function serverOptions(values) {
	const text = (name) => {
		const value = values[name];
		return typeof value === "string" ? value : void 0;
	};
	const perMinute = text("rate-limit");
	return {
		...listenAddress(text("listen")),
		tlsCertificate: text("tls-certificate"),
		tlsKey: text("tls-key"),
		perMinute: perMinute === void 0 ? void 0 : Number(perMinute)
	};
}
function listenAddress(value) {
	if (value === void 0) return {};
	const [, bracketed, plain, port] = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:\s]+)):(\d{1,5})$/.exec(value) ?? [];
	const host = bracketed ?? plain;
	if (host !== void 0 && Number(port) < 65536) return {
		host,
		port: Number(port)
	};
	throw new EngineError("OPTION_INVALID", `--listen ${value}: is no HOST:PORT, such as 127.0.0.1:3161 or [::1]:3161`);
}
export { serverOptions as n, listening as t };
