import { b as encodePem } from "./codec.js";
import { L as CoreError, T as utf8 } from "./core.js";
import { r as writeFileDurable } from "./files.js";
import { r as initSoftToken, t as openToken } from "./hsm.js";
import { t as DevelopmentCa } from "./engine72.js";
import { n as exists, t as CONFIG_NAME } from "./engine5.js";
import { n as EngineError } from "./engine3.js";
import { n as isLogOrigin } from "./engine4.js";
import { join, relative, resolve } from "node:path";
import { randomBytes } from "node:crypto";
import { chmod, mkdir, rm, rmdir } from "node:fs/promises";
// packages/engine/src/init.ts
const TOKEN_LABEL = "chancery";
const KEYS = [
	["ca", "p256"],
	["release", "rsa"],
	["attestation", "p256"],
	["tsa", "p256"]
];
const CA_DAYS = 3650;
const LEAF_DAYS = 459;
const TSA_DAYS = 1825;
async function initialise(options) {
	const dir = resolve(options.cwd ?? process.cwd(), options.dir);
	const config = join(dir, CONFIG_NAME);
	const home = join(dir, ".chancery");
	if (options.log !== void 0 && !isLogOrigin(options.log)) throw new EngineError("OPTION_INVALID", `--log ${options.log}: is no host name such as log.example.com`);
	if (await exists(config)) throw new EngineError("CONFIG_EXISTS", `${config} exists`, { details: { config } });
	if (await exists(home)) throw new EngineError("CONFIG_EXISTS", `${home} exists, and no ${CONFIG_NAME} beside it`, {
		details: { home },
		howToFix: "Choose another folder with --dir; where the folder is what an interrupted init left, remove it."
	});
	const outermost = await mkdir(home, {
		recursive: true,
		mode: 448
	});
	try {
		await chmod(home, 448);
		await writeFileDurable(join(home, ".gitignore"), utf8("*\n"));
		const pinFile = join(home, "pin");
		await writeFileDurable(pinFile, utf8(`${randomBytes(16).toString("hex")}\n`), 384);
		const made = await initSoftToken({
			dir: home,
			label: TOKEN_LABEL,
			pin: { file: pinFile },
			module: options.module
		}, options.signal);
		const { module, softhsmConf } = made;
		using token = await openToken({
			uri: `pkcs11:token=${TOKEN_LABEL}`,
			module,
			softhsmConf,
			pin: { file: pinFile }
		}, options.signal);
		const publicKeys = await fillToken(token, home, options.signal);
		const text = configText(dir, made, options.log);
		if (options.log !== void 0) {
			const { makeInitialLog } = await import("./engine87.js");
			await makeInitialLog(token, {
				home,
				config: {
					path: config,
					text
				},
				publicKeys,
				env: options.env ?? {}
			});
		}
		if (options.signal?.aborted) throw new CoreError("ABORTED", "stopped before the configuration was written");
		await writeFileDurable(config, utf8(text));
		return {
			version: 1,
			config,
			trust: join(home, "ca.pem"),
			attestationKey: join(home, "attestation.pub"),
			module: made.module,
			token: made.label
		};
	} catch (error) {
		await rm(home, {
			recursive: true,
			force: true
		});
		if (outermost !== home) await rmdir(dir).catch(() => {});
		throw error;
	}
}
async function fillToken(token, home, signal) {
	const write = (name, text) => writeFileDurable(join(home, name), utf8(text));
	const publicKeys = /* @__PURE__ */ new Map();
	for (const [label, kind] of KEYS) {
		if (signal?.aborted) throw new CoreError("ABORTED", `stopped before the key ${label} was made`);
		const { publicKey } = await token.generateKey({
			label,
			kind
		});
		if (publicKey === null) throw new TypeError(`SoftHSM does not tell the public key of ${label}`);
		publicKeys.set(label, publicKey);
	}
	const publicKeyOf = (label) => publicKeys.get(label);
	for (const label of ["attestation", "release"]) await write(`${label}.pub`, encodePem("PUBLIC KEY", publicKeyOf(label)));
	const name = "CN=Chancery Development CA";
	const ca = new DevelopmentCa(name, await token.signingKey({ label: "ca" }), /* @__PURE__ */ new Date());
	const issue = async (wish) => encodePem("CERTIFICATE", await ca.issue(wish));
	const root = await issue({
		subject: name,
		publicKey: publicKeyOf("ca"),
		use: "authority",
		days: CA_DAYS
	});
	const release = await issue({
		subject: "CN=Chancery Development Release",
		publicKey: publicKeyOf("release"),
		use: "code-signing",
		days: LEAF_DAYS
	});
	const tsa = await issue({
		subject: "CN=Chancery Development TSA",
		publicKey: publicKeyOf("tsa"),
		use: "timestamping",
		days: TSA_DAYS
	});
	await write("ca.pem", root);
	await write("release.pem", release + root);
	await write("tsa.pem", tsa + root);
	return publicKeys;
}
function configText(dir, { module, softhsmConf, label }, log) {
	const key = (name, certificate) => `  ${name}:
    uri: "pkcs11:token=${label};object=${name}"
    module: ${JSON.stringify(module)}
    softhsm: ${JSON.stringify(relative(dir, softhsmConf))}
    pin: { file: .chancery/pin }${certificate === null ? "" : `\n    certificate: ${certificate}`}`;
	return `# Made by \`chancery init\`: keys in a SoftHSM token, for development. Replace uri, module and pin to sign with your HSM.
keys:
${key("release", ".chancery/release.pem")}
${key("attestation", null)}
${key("tsa", ".chancery/tsa.pem")}${log === void 0 ? "" : `\n${key("log", null)}`}
timestamp: { key: tsa }
trust: [.chancery/ca.pem, .chancery/release.pub, .chancery/attestation.pub${log === void 0 ? "" : ", .chancery/log.vkey"}]
${log === void 0 ? "" : `log: { dir: .chancery/log, origin: ${log}, key: log }\n`}`;
}
export { initialise };
