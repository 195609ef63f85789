import { f as encodePem } from "./codec.js";
import { L as CoreError, T as utf8 } from "./core.js";
import { a as writeFileDurable, n as EngineError } from "./engine2.js";
import { r as initSoftToken, t as openToken } from "./hsm.js";
import { t as DevelopmentCa } from "./engine7.js";
import { n as exists, t as CONFIG_NAME } from "./engine4.js";
import { join, relative, resolve } from "node:path";
import { chmod, mkdir, rm, rmdir } from "node:fs/promises";
import { randomBytes } from "node:crypto";
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
		await fillToken(token, home, options.signal);
		if (options.signal?.aborted) throw new CoreError("ABORTED", "stopped before the configuration was written");
		await writeFileDurable(config, utf8(configText(dir, made)));
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
	for (const [label, kind] of KEYS) {
		if (signal?.aborted) throw new CoreError("ABORTED", `stopped before the key ${label} was made`);
		const { publicKey } = await token.generateKey({
			label,
			kind
		});
		if ((label === "attestation" || label === "release") && publicKey) await writeFileDurable(join(home, `${label}.pub`), utf8(encodePem("PUBLIC KEY", publicKey)));
	}
	const name = "CN=Chancery Development CA";
	const ca = await DevelopmentCa.open(token, name, { label: "ca" }, /* @__PURE__ */ new Date());
	const pem = async (...wish) => encodePem("CERTIFICATE", await ca.issue(...wish));
	const root = await pem({
		subject: name,
		key: { label: "ca" },
		use: "authority",
		days: CA_DAYS
	});
	const release = {
		subject: "CN=Chancery Development Release",
		key: { label: "release" },
		use: "code-signing",
		days: LEAF_DAYS
	};
	const tsa = {
		subject: "CN=Chancery Development TSA",
		key: { label: "tsa" },
		use: "timestamping",
		days: TSA_DAYS
	};
	await writeFileDurable(join(home, "ca.pem"), utf8(root));
	await writeFileDurable(join(home, "release.pem"), utf8(await pem(release) + root));
	await writeFileDurable(join(home, "tsa.pem"), utf8(await pem(tsa) + root));
}
function configText(dir, { module, softhsmConf, label }) {
	const key = (name, certificate) => `  ${name}:
    uri: "pkcs11:token=${label};object=${name}"
    module: ${JSON.stringify(module)}
    softhsm: ${JSON.stringify(relative(dir, softhsmConf))}
    pin: { file: .chancery/pin }${certificate === null ? "" : `\n    certificate: ${certificate}`}`;
	return `# Made by \`chancery init\`: keys in a SoftHSM token, for development. Replace uri, module and pin to sign with your HSM.
keys:
${key("release", ".chancery/release.pem")}
${key("attestation", null)}
${key("tsa", ".chancery/tsa.pem")}
timestamp: { key: tsa }
trust: [.chancery/ca.pem, .chancery/release.pub, .chancery/attestation.pub]
`;
}
export { initialise };
