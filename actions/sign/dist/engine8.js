import { A as chooseSignatureAlgorithm, D as KEY_ALGORITHMS, I as ChanceryError, L as CoreError, N as keyAlgorithm, O as RSA_BITS, P as signatureAlgorithm, S as fromUtf8, T as utf8, j as digestByName, n as hostDigest, w as toHex, x as fromHex, y as equalBytes } from "./core.js";
import { Bt as encodeNull, Ht as encodeOid, Pt as encodeBitString, St as resolveSignatureScheme, Ut as encodeSequence, Vt as encodeOctetString, X as verifySignature, Yt as CodecError, f as parsePem, ht as parseCertificate, vt as importPublicKey, xt as encodeDigestIdentifier, yt as parsePublicKey, zt as encodeInteger } from "./codec.js";
import { t as readCertificates$1 } from "./engine9.js";
import { r as variable } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { o as suggestion } from "./engine4.js";
import { createRequire } from "node:module";
import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { isMainThread } from "node:worker_threads";
import { fileURLToPath } from "node:url";
// packages/hsm/src/errors.ts
const HSM_ERRORS = {
	URI_INVALID: {
		family: "usage",
		howToFix: "Write the key as RFC 7512 says, for example pkcs11:token=ci;object=release, with other characters percent-encoded."
	},
	PKCS11JS_MISSING: {
		family: "environment",
		howToFix: "Build the PKCS#11 addon where Chancery is installed: npm install-scripts approve pkcs11js && npm rebuild pkcs11js (needs a C++ compiler and Python), or name its folder in CHANCERY_PKCS11JS."
	},
	MODULE_NOT_GIVEN: {
		family: "usage",
		howToFix: "Give the path of the HSM's PKCS#11 module: --module, `module` in chancery.yaml, or module-path in the URI."
	},
	MODULE_MISSING: {
		family: "environment",
		howToFix: "Install the HSM vendor's PKCS#11 module, or correct the path."
	},
	MODULE_FAILED: {
		family: "environment",
		howToFix: "Check that the file is a PKCS#11 module for this architecture and that its own configuration is in place (`pkcs11-tool --module PATH --list-slots`)."
	},
	SOFTHSM_MISSING: {
		family: "environment",
		howToFix: "Install SoftHSM (apt install softhsm2, brew install softhsm), or give the path of its module."
	},
	SOFTHSM_CONF_MISSING: {
		family: "usage",
		howToFix: "Correct the path of the softhsm2.conf, or make a new token with `chancery init`."
	},
	SOFTHSM_CONF_CONFLICT: {
		family: "usage",
		howToFix: "SoftHSM reads one configuration per process: put the tokens into one token directory, or sign with each in a run of its own."
	},
	TOKEN_NOT_FOUND: {
		family: "environment",
		howToFix: "Insert or start the token, or correct the token part of the URI (`pkcs11-tool --module PATH --list-token-slots` shows them)."
	},
	TOKEN_AMBIGUOUS: {
		family: "usage",
		howToFix: "Name one token: add token=LABEL or serial=NUMBER to the URI."
	},
	TOKEN_EXISTS: {
		family: "usage",
		howToFix: "Choose another label, or use the token that exists."
	},
	TOKEN_BUSY: {
		family: "environment",
		howToFix: "The token kept failing while others used it: run the command again, or let fewer processes use it at once."
	},
	TOKEN_FAILED: {
		family: "environment",
		howToFix: "Look up the CKR code in the HSM's manual and its log."
	},
	PIN_MISSING: {
		family: "usage",
		howToFix: "Give the PIN in CHANCERY_PIN or CHANCERY_PIN_FILE, with `pin` in chancery.yaml, or with pin-source in the URI."
	},
	PIN_SOURCE_REFUSED: {
		family: "usage",
		howToFix: "Use pin-source=file:/path, or the environment; a PIN in a URI ends up in process lists and logs, and commands are not run."
	},
	PIN_INCORRECT: {
		family: "environment",
		howToFix: "Correct the PIN before the next run: it was tried once, and a few wrong ones lock the token."
	},
	PIN_LOCKED: {
		family: "environment",
		howToFix: "Let the security officer of the token reset the user PIN."
	},
	LOGIN_REFUSED: {
		family: "environment",
		howToFix: "Set or renew the user PIN of the token, and end sessions of its security officer."
	},
	SESSION_LIMIT: {
		family: "environment",
		howToFix: "The token allows no more sessions: close other applications that use it, or ask for fewer with `sessions`."
	},
	SESSION_LOST: {
		family: "environment",
		howToFix: "The token went away twice: check its connection, then run the command again."
	},
	KEY_NOT_FOUND: {
		family: "usage",
		howToFix: "Name a private key that is on the token (`chancery keys list` shows them)."
	},
	KEY_AMBIGUOUS: {
		family: "usage",
		howToFix: "Several keys fit: add id=%01%02... to the URI (`chancery keys list` shows the ids)."
	},
	KEY_EXISTS: {
		family: "usage",
		howToFix: "Choose another label: a key with this one is on the token already."
	},
	PUBLIC_KEY_MISSING: {
		family: "usage",
		howToFix: "The token holds neither the key's public key nor its certificate: give the certificate in a file."
	},
	MECHANISM_UNSUPPORTED: {
		family: "usage",
		howToFix: "Choose another key, digest or padding: the token has no mechanism for this one (`pkcs11-tool --list-mechanisms`)."
	},
	SIGNATURE_WRONG: {
		family: "environment",
		howToFix: "What the token returned does not verify with the public key: check that key pair and certificate belong together, and the health of the HSM."
	},
	CERTIFICATE_INVALID: {
		family: "usage",
		howToFix: "Give X.509 certificates in PEM or DER."
	},
	CERTIFICATE_MISMATCH: {
		family: "usage",
		howToFix: "Give the certificate that was issued for this key's public key, first in its file."
	}
};
var HsmError = class extends ChanceryError {
	constructor(code, message, options) {
		super(HSM_ERRORS, code, message, options);
		this.name = "HsmError";
	}
};
// packages/hsm/src/cryptoki.ts
const CK = {
	CKF_OS_LOCKING_OK: 2,
	CKF_RW_SESSION: 2,
	CKF_SERIAL_SESSION: 4,
	CKF_LOGIN_REQUIRED: 4,
	CKF_TOKEN_INITIALIZED: 1024,
	CKF_USER_PIN_LOCKED: 262144,
	CKU_SO: 0,
	CKU_USER: 1,
	CKU_CONTEXT_SPECIFIC: 2,
	CKS_RO_USER_FUNCTIONS: 1,
	CKS_RW_USER_FUNCTIONS: 3,
	CKO_CERTIFICATE: 1,
	CKO_PUBLIC_KEY: 2,
	CKO_PRIVATE_KEY: 3,
	CKC_X_509: 0,
	CKK_RSA: 0,
	CKK_EC: 3,
	CKK_EC_EDWARDS: 64,
	CKA_CLASS: 0,
	CKA_TOKEN: 1,
	CKA_PRIVATE: 2,
	CKA_LABEL: 3,
	CKA_VALUE: 17,
	CKA_CERTIFICATE_TYPE: 128,
	CKA_ISSUER: 129,
	CKA_SERIAL_NUMBER: 130,
	CKA_KEY_TYPE: 256,
	CKA_SUBJECT: 257,
	CKA_ID: 258,
	CKA_SENSITIVE: 259,
	CKA_DECRYPT: 261,
	CKA_UNWRAP: 263,
	CKA_SIGN: 264,
	CKA_VERIFY: 266,
	CKA_DERIVE: 268,
	CKA_MODULUS: 288,
	CKA_MODULUS_BITS: 289,
	CKA_PUBLIC_EXPONENT: 290,
	CKA_PUBLIC_KEY_INFO: 297,
	CKA_EXTRACTABLE: 354,
	CKA_EC_PARAMS: 384,
	CKA_EC_POINT: 385,
	CKA_ALWAYS_AUTHENTICATE: 514,
	CKM_RSA_PKCS_KEY_PAIR_GEN: 0,
	CKM_EC_KEY_PAIR_GEN: 4160,
	CKM_EC_EDWARDS_KEY_PAIR_GEN: 4181
};
const CKR = {
	SLOT_ID_INVALID: 3,
	GENERAL_ERROR: 5,
	CANT_LOCK: 10,
	ATTRIBUTE_SENSITIVE: 17,
	ATTRIBUTE_TYPE_INVALID: 18,
	DEVICE_REMOVED: 50,
	KEY_HANDLE_INVALID: 96,
	MECHANISM_INVALID: 112,
	MECHANISM_PARAM_INVALID: 113,
	OBJECT_HANDLE_INVALID: 130,
	PIN_INCORRECT: 160,
	PIN_INVALID: 161,
	PIN_LEN_RANGE: 162,
	PIN_EXPIRED: 163,
	PIN_LOCKED: 164,
	SESSION_CLOSED: 176,
	SESSION_COUNT: 177,
	SESSION_HANDLE_INVALID: 179,
	TOKEN_NOT_PRESENT: 224,
	TOKEN_NOT_RECOGNIZED: 225,
	USER_ALREADY_LOGGED_IN: 256,
	USER_NOT_LOGGED_IN: 257,
	USER_PIN_NOT_INITIALIZED: 258,
	USER_ANOTHER_ALREADY_LOGGED_IN: 260,
	CRYPTOKI_NOT_INITIALIZED: 400,
	CRYPTOKI_ALREADY_INITIALIZED: 401
};
function resultCode(error) {
	if (!(error instanceof Error)) return null;
	if ("code" in error && typeof error.code === "number" && error.code > 0) return error.code;
	const match = /^CKR_\w+:(\d+)$/.exec(error.message);
	return match ? Number(match[1]) : null;
}
const BY_RESULT = /* @__PURE__ */ new Map([
	[CKR.GENERAL_ERROR, "TOKEN_BUSY"],
	[CKR.MECHANISM_INVALID, "MECHANISM_UNSUPPORTED"],
	[CKR.MECHANISM_PARAM_INVALID, "MECHANISM_UNSUPPORTED"],
	[CKR.PIN_INCORRECT, "PIN_INCORRECT"],
	[CKR.PIN_INVALID, "PIN_INCORRECT"],
	[CKR.PIN_LEN_RANGE, "PIN_INCORRECT"],
	[CKR.PIN_EXPIRED, "LOGIN_REFUSED"],
	[CKR.PIN_LOCKED, "PIN_LOCKED"],
	[CKR.USER_PIN_NOT_INITIALIZED, "LOGIN_REFUSED"],
	[CKR.USER_ANOTHER_ALREADY_LOGGED_IN, "LOGIN_REFUSED"],
	[CKR.SESSION_COUNT, "SESSION_LIMIT"]
]);
function hsmError(error, what) {
	const result = resultCode(error);
	if (result === null) return error instanceof Error ? error : new Error(what, { cause: error });
	const code = BY_RESULT.get(result) ?? (LOST.has(result) ? "SESSION_LOST" : "TOKEN_FAILED");
	const name = /^CKR_\w+/.exec(error.message)?.[0] ?? "CKR_VENDOR_DEFINED";
	return new HsmError(code, `${what}: ${name}`, {
		details: {
			ckr: name,
			result: `0x${result.toString(16)}`
		},
		cause: error
	});
}
const LOST = /* @__PURE__ */ new Set([
	CKR.DEVICE_REMOVED,
	CKR.KEY_HANDLE_INVALID,
	CKR.OBJECT_HANDLE_INVALID,
	CKR.SESSION_CLOSED,
	CKR.SESSION_HANDLE_INVALID,
	CKR.SLOT_ID_INVALID,
	CKR.TOKEN_NOT_PRESENT,
	CKR.USER_NOT_LOGGED_IN,
	CKR.CRYPTOKI_NOT_INITIALIZED
]);
function isLost(error) {
	return LOST.has(resultCode(error) ?? -1);
}
// packages/hsm/src/pkcs11js.ts
function loadPkcs11js() {
	const named = process.env.CHANCERY_PKCS11JS;
	const attempts = named ? [() => createRequire(anchor(named))("pkcs11js"), () => createRequire(anchor(named))(packageFolder(named))] : [() => createRequire(import.meta.url)("pkcs11js"), () => createRequire(anchor(process.cwd()))("pkcs11js")];
	let cause;
	for (const attempt of attempts) try {
		return attempt();
	} catch (error) {
		cause ??= error;
	}
	throw new HsmError("PKCS11JS_MISSING", "the PKCS#11 addon pkcs11js is not installed or not built", {
		details: { CHANCERY_PKCS11JS: named ?? null },
		cause
	});
}
function anchor(folder) {
	return join(resolve(folder), "resolve-from-here.js");
}
function packageFolder(path) {
	const full = resolve(path);
	return full.endsWith(".node") ? dirname(dirname(dirname(full))) : full;
}
// packages/hsm/src/retry.ts
const BUSY_POLICY = {
	tries: 10,
	shortest: 10,
	longest: 300
};
const BUSY = [CKR.GENERAL_ERROR];
const BUSY_OR_FULL = [CKR.GENERAL_ERROR, CKR.SESSION_COUNT];
async function retryBusy(operation, signal, passing = BUSY, policy = BUSY_POLICY) {
	for (let tried = 1;; tried++) {
		throwIfAborted(signal);
		try {
			return await operation();
		} catch (error) {
			if (tried >= policy.tries || !passing.includes(resultCode(error) ?? -1)) throw error;
		}
		await pause(tried, policy, signal);
	}
}
async function pause(tried, policy = BUSY_POLICY, signal) {
	const wait = Math.min(policy.longest, policy.shortest * 2 ** tried) * (.2 + .8 * Math.random());
	await setTimeout(wait, void 0, signal ? { signal } : {}).catch(() => void 0);
}
function throwIfAborted(signal) {
	if (signal?.aborted) throw new CoreError("ABORTED", "stopped while using the token", { cause: signal.reason });
}
async function abortable(promise, signal) {
	if (!signal) return promise;
	let stop = () => void 0;
	const stopped = new Promise((_, reject) => {
		stop = () => reject(new CoreError("ABORTED", "stopped while using the token", { cause: signal.reason }));
	});
	if (signal.aborted) stop();
	signal.addEventListener("abort", stop, { once: true });
	try {
		return await Promise.race([promise, stopped]);
	} finally {
		signal.removeEventListener("abort", stop);
	}
}
// packages/hsm/src/module.ts
var Pkcs11Module = class {
	path;
	cryptoki;
	parallel = true;
	epoch = 0;
	uses = 0;
	#softhsmConf;
	#ours = false;
	#last = Promise.resolve();
	#refused = /* @__PURE__ */ new Set();
	#salt = randomBytes(16);
	constructor(path, cryptoki, softhsmConf) {
		this.path = path;
		this.cryptoki = cryptoki;
		this.#softhsmConf = softhsmConf;
	}
	get softhsmConf() {
		return this.#softhsmConf;
	}
	async initialize(signal) {
		try {
			await retryBusy(() => this.#initializeOnce(), signal);
		} catch (error) {
			if (resultCode(error) === null) throw error;
			throw new HsmError("MODULE_FAILED", `${this.path} does not initialise`, {
				details: {
					module: this.path,
					softhsm: this.#softhsmConf
				},
				cause: hsmError(error, "C_Initialize")
			});
		}
	}
	#initializeOnce() {
		const before = process.env.SOFTHSM2_CONF;
		if (this.#softhsmConf !== null) process.env.SOFTHSM2_CONF = this.#softhsmConf;
		try {
			try {
				this.cryptoki.C_Initialize({ flags: CK.CKF_OS_LOCKING_OK });
			} catch (error) {
				if (resultCode(error) !== CKR.CANT_LOCK) throw error;
				this.parallel = false;
				this.cryptoki.C_Initialize({ flags: 0 });
			}
			this.#ours = true;
			this.epoch++;
		} catch (error) {
			if (resultCode(error) !== CKR.CRYPTOKI_ALREADY_INITIALIZED) throw error;
		} finally {
			if (before === void 0) delete process.env.SOFTHSM2_CONF;
			else process.env.SOFTHSM2_CONF = before;
		}
	}
	get isSoftHsm() {
		return unpad(this.cryptoki.C_GetInfo().manufacturerID).startsWith("SoftHSM");
	}
	async restart() {
		if (!this.#ours || this.uses > 0) return;
		this.cryptoki.C_Finalize();
		await this.initialize();
	}
	exclusively(operation) {
		const result = this.#last.then(operation);
		this.#last = result.catch(() => void 0);
		return result;
	}
	slots(blank = false) {
		const { cryptoki } = this;
		const library = cryptoki.C_GetInfo();
		const slots = [];
		for (const handle of cryptoki.C_GetSlotList(true)) {
			const token = tokenInfo(cryptoki, handle);
			if (!token || (token.flags & CK.CKF_TOKEN_INITIALIZED) === 0 !== blank) continue;
			const slot = cryptoki.C_GetSlotInfo(handle);
			slots.push({
				handle,
				flags: token.flags,
				token: unpad(token.label),
				manufacturer: unpad(token.manufacturerID),
				serial: unpad(token.serialNumber),
				model: unpad(token.model),
				libraryManufacturer: unpad(library.manufacturerID),
				libraryDescription: unpad(library.libraryDescription),
				libraryVersion: library.libraryVersion,
				slotManufacturer: unpad(slot.manufacturerID),
				slotDescription: unpad(slot.slotDescription),
				slotId: handle.readUInt32LE(0)
			});
		}
		return slots;
	}
	isRefused(serial, pin) {
		return this.#refused.has(this.#pinHash(serial, pin));
	}
	refuse(serial, pin) {
		this.#refused.add(this.#pinHash(serial, pin));
	}
	#pinHash(serial, pin) {
		return createHash("sha256").update(this.#salt).update(`${serial}\0${pin}`).digest("hex");
	}
};
function tokenInfo(cryptoki, handle) {
	try {
		return cryptoki.C_GetTokenInfo(handle);
	} catch (error) {
		const result = resultCode(error);
		if (result === CKR.TOKEN_NOT_PRESENT || result === CKR.DEVICE_REMOVED || result === CKR.TOKEN_NOT_RECOGNIZED) return null;
		throw error;
	}
}
function unpad(text) {
	return text.replace(/[ \0]+$/, "");
}
var ModuleRegistry = class {
	#modules = /* @__PURE__ */ new Map();
	#load;
	constructor(load = loadModule) {
		this.#load = load;
	}
	async open(path, softhsmConf, signal) {
		const file = resolve(path);
		if (!existsSync(file)) throw new HsmError("MODULE_MISSING", `there is no PKCS#11 module ${path}`, { details: { module: path } });
		const key = realpathSync(file);
		const conf = softhsmConf === void 0 ? null : configuration(softhsmConf);
		const inherited = process.env.SOFTHSM2_CONF ? resolve(process.env.SOFTHSM2_CONF) : null;
		const known = this.#modules.get(key);
		if (known) {
			if (conf !== null && conf !== known.softhsmConf) throw new HsmError("SOFTHSM_CONF_CONFLICT", `${path} already runs with another SoftHSM configuration`, { details: {
				module: path,
				running: known.softhsmConf,
				asked: conf
			} });
			return known;
		}
		if (conf !== null && conf !== inherited && !isMainThread) throw new HsmError("SOFTHSM_CONF_CONFLICT", "a worker thread cannot set SOFTHSM2_CONF", { howToFix: "Set SOFTHSM2_CONF before the process starts, or use the token from the main thread." });
		const module = new Pkcs11Module(key, this.#load(key), conf ?? inherited);
		await module.initialize(signal);
		this.#modules.set(key, module);
		return module;
	}
};
function configuration(path) {
	const file = resolve(path);
	if (existsSync(file)) return file;
	throw new HsmError("SOFTHSM_CONF_MISSING", `there is no SoftHSM configuration ${path}`, { details: { softhsm: path } });
}
function loadModule(path) {
	const { PKCS11 } = loadPkcs11js();
	try {
		return new PKCS11(path);
	} catch (cause) {
		throw new HsmError("MODULE_FAILED", `${path} is no PKCS#11 module that loads here`, {
			details: { module: path },
			cause
		});
	}
}
const processModules = new ModuleRegistry();
const MODULE_FOLDERS = [
	"/usr/lib",
	"/usr/lib64",
	"/usr/local/lib",
	"/opt/homebrew/lib"
];
function locateModule(path, uri) {
	const given = path ?? uri.modulePath;
	if (given) return given;
	const name = uri.moduleName;
	if (!name) throw new HsmError("MODULE_NOT_GIVEN", "no PKCS#11 module was named");
	if (/[/\\]/.test(name)) throw new HsmError("URI_INVALID", "PKCS#11 URI: module-name is a path");
	const found = findLibrary(name);
	if (found) return found;
	throw new HsmError("MODULE_MISSING", `no PKCS#11 module ${name} in the usual folders`, { details: { name } });
}
function findLibrary(name, folders = libraryFolders()) {
	for (const folder of folders) for (const prefix of ["", "lib"]) for (const suffix of [
		".so",
		".dylib",
		".dll"
	]) {
		const file = join(folder, `${prefix}${name}${suffix}`);
		if (existsSync(file)) return file;
	}
	return null;
}
function libraryFolders() {
	const architectures = existsSync("/usr/lib") ? readdirSync("/usr/lib").filter((entry) => entry.includes("-linux-")) : [];
	return [...MODULE_FOLDERS, ...architectures.map((entry) => join("/usr/lib", entry))].flatMap((root) => [
		root,
		join(root, "pkcs11"),
		join(root, "softhsm")
	]);
}
// packages/hsm/src/pin.ts
function pinSourceOf(uri) {
	if (uri.pinValue !== void 0) throw new HsmError("PIN_SOURCE_REFUSED", "the URI carries the PIN itself in pin-value");
	const source = uri.pinSource;
	if (source === void 0) return null;
	if (source.startsWith("|")) throw new HsmError("PIN_SOURCE_REFUSED", "pin-source names a command");
	if (!/^[a-z][a-z0-9+.-]*:/i.test(source)) return { file: resolve(source) };
	try {
		if (/^file:/i.test(source)) return { file: fileURLToPath(source) };
	} catch (cause) {
		throw new HsmError("PIN_SOURCE_REFUSED", "pin-source is no local file", { cause });
	}
	throw new HsmError("PIN_SOURCE_REFUSED", "pin-source is neither a path nor a file: URI");
}
async function readPin(source) {
	if (source === null) throw new HsmError("PIN_MISSING", "the token wants a PIN and none was given");
	let text;
	if ("env" in source) text = process.env[source.env] ?? "";
	else try {
		text = await readFile(source.file, "utf8");
	} catch (cause) {
		throw new HsmError("PIN_MISSING", `the PIN file ${source.file} cannot be read`, {
			details: { file: source.file },
			cause
		});
	}
	const pin = text.replace(/[\r\n]+$/, "");
	if (pin !== "") return pin;
	const place = "env" in source ? `the environment variable ${source.env}` : source.file;
	throw new HsmError("PIN_MISSING", `${place} holds no PIN`, { details: { place } });
}
// packages/hsm/src/certificates.ts
const MAX_CHAIN = 10;
function readCertificates(file) {
	try {
		const found = file[0] === 48 ? [file] : pemCertificates(file);
		if (found.length > 0) return found.map((der) => parseCertificate(Uint8Array.from(der)));
	} catch (cause) {
		throw new HsmError("CERTIFICATE_INVALID", "a certificate cannot be read", { cause });
	}
	throw new HsmError("CERTIFICATE_INVALID", "the file holds no certificate");
}
function pemCertificates(file) {
	return parsePem(fromUtf8(file)).filter(({ label }) => label === "CERTIFICATE").map(({ bytes }) => bytes);
}
function tokenCertificate(der) {
	try {
		return parseCertificate(der);
	} catch (error) {
		if (error instanceof CodecError) return null;
		throw error;
	}
}
function completeChain(leaf, known) {
	const chain = [leaf];
	for (let last = leaf; chain.length < MAX_CHAIN && !equalBytes(last.issuer, last.subject);) {
		const issuer = known.find((candidate) => isIssuer(candidate, last));
		if (!issuer || chain.some((one) => equalBytes(one.der, issuer.der))) break;
		chain.push(issuer);
		last = issuer;
	}
	return chain.map(({ der }) => der);
}
function isIssuer(issuer, of) {
	if (!equalBytes(issuer.subject, of.issuer)) return false;
	try {
		const scheme = resolveSignatureScheme(of.signatureAlgorithm, null);
		return verifySignature(issuer.publicKey, scheme, of.tbs, of.signature);
	} catch (error) {
		if (error instanceof CodecError) return true;
		throw error;
	}
}
// packages/hsm/src/session-pool.ts
var SessionPool = class {
	#open;
	#close;
	#limit;
	#count = 0;
	#idle = [];
	#waiting = [];
	#closed = null;
	constructor(limit, open, close) {
		this.#limit = limit;
		this.#open = open;
		this.#close = close;
	}
	async acquire(signal) {
		throwIfAborted(signal);
		if (this.#closed) throw this.#closed;
		const idle = this.#idle.pop();
		if (idle) return idle;
		if (this.#count < this.#limit) {
			this.#count++;
			try {
				return await this.#open(this.#count === 1);
			} catch (error) {
				this.#count--;
				if (resultCode(error) !== CKR.SESSION_COUNT || this.#count === 0) throw error;
				this.#limit = this.#count;
			}
		}
		return this.#wait(signal);
	}
	#wait(signal) {
		return new Promise((resolve, reject) => {
			const leave = () => signal?.removeEventListener("abort", abort);
			const waiter = {
				grant: (session) => {
					leave();
					resolve(session);
				},
				refuse: (error) => {
					leave();
					reject(error);
				}
			};
			const abort = () => {
				this.#waiting = this.#waiting.filter((other) => other !== waiter);
				waiter.refuse(new CoreError("ABORTED", "stopped while waiting for a session", { cause: signal?.reason }));
			};
			signal?.addEventListener("abort", abort, { once: true });
			this.#waiting.push(waiter);
		});
	}
	release(session, healthy) {
		if (healthy && !this.#closed) {
			const next = this.#waiting.shift();
			if (next) next.grant(session);
			else this.#idle.push(session);
			return;
		}
		this.#close(session);
		this.#count--;
		const next = this.#waiting.shift();
		if (next) this.acquire().then(next.grant, next.refuse);
	}
	close(reason) {
		this.#closed = reason;
		for (const session of this.#idle.splice(0)) this.#close(session);
		for (const waiter of this.#waiting.splice(0)) waiter.refuse(reason);
	}
};
// packages/hsm/src/uri.ts
const PATH_TEXT = [
	["token", "token"],
	["manufacturer", "manufacturer"],
	["serial", "serial"],
	["model", "model"],
	["library-manufacturer", "libraryManufacturer"],
	["library-description", "libraryDescription"],
	["library-version", "libraryVersion"],
	["slot-manufacturer", "slotManufacturer"],
	["slot-description", "slotDescription"],
	["object", "object"]
];
const QUERY_TEXT = [
	["module-path", "modulePath"],
	["module-name", "moduleName"],
	["pin-source", "pinSource"],
	["pin-value", "pinValue"]
];
const TYPES = [
	"public",
	"private",
	"cert",
	"secret-key",
	"data"
];
const PATH_CHARACTER = /[A-Za-z0-9\-._~:[\]@!$'()*+,=&]/;
const QUERY_CHARACTER = /[A-Za-z0-9\-._~:[\]@!$'()*+,=/?|]/;
const NOTHING = /(?!)/;
const VENDOR_NAME = /^[A-Za-z0-9\-_]+$/;
const LIBRARY_VERSION = /^\d+(?:\.\d+)?$/;
const SLOT_ID = /^\d+$/;
function invalid(what, attribute) {
	return new HsmError("URI_INVALID", `PKCS#11 URI: ${what}`, { details: { attribute: attribute ?? null } });
}
function decode(name, value, allowed) {
	const bytes = [];
	for (let at = 0; at < value.length; at++) {
		const character = value[at];
		if (character === "%") {
			const hex = value.slice(at + 1, at + 3);
			if (!/^[0-9A-Fa-f]{2}$/.test(hex)) throw invalid(`${name} has a % without two hexadecimal digits`, name);
			bytes.push(Number.parseInt(hex, 16));
			at += 2;
		} else if (allowed.test(character)) bytes.push(character.charCodeAt(0));
		else throw invalid(`${name} has a character that must be percent-encoded`, name);
	}
	return Uint8Array.from(bytes);
}
function decodeText(name, value, allowed) {
	try {
		return fromUtf8(decode(name, value, allowed));
	} catch (cause) {
		if (cause instanceof HsmError) throw cause;
		throw invalid(`${name} is not UTF-8`, name);
	}
}
function* attributes$1(component, delimiter) {
	if (component === "") return;
	for (const part of component.split(delimiter)) {
		const equals = part.indexOf("=");
		const name = equals < 0 ? part : part.slice(0, equals);
		if (equals < 0 || !VENDOR_NAME.test(name)) throw invalid("an attribute is not of the form name=value");
		yield [name, part.slice(equals + 1)];
	}
}
function parsePkcs11Uri(text) {
	if (!/^pkcs11:/i.test(text)) throw invalid("it does not begin with pkcs11:");
	const rest = text.slice(7);
	const mark = rest.indexOf("?");
	const uri = {};
	const seen = /* @__PURE__ */ new Set();
	const once = (name) => {
		if (seen.has(name)) throw invalid(`${name} occurs twice`, name);
		seen.add(name);
	};
	const vendorPath = [];
	for (const [name, raw] of attributes$1(mark < 0 ? rest : rest.slice(0, mark), ";")) {
		once(name);
		const member = PATH_TEXT.find(([known]) => known === name)?.[1];
		if (name === "id") uri.id = decode(name, raw, PATH_CHARACTER);
		else {
			const value = decodeText(name, raw, PATH_CHARACTER);
			if (name === "type") uri.type = objectType(value);
			else if (name === "slot-id") uri.slotId = slotId(value);
			else if (!member) vendorPath.push({
				name,
				value
			});
			else if (member === "libraryVersion" && !LIBRARY_VERSION.test(value)) throw invalid(`${name} is no version`, name);
			else uri[member] = value;
		}
	}
	if (vendorPath.length > 0) uri.vendorPath = vendorPath;
	const vendorQuery = [];
	for (const [name, raw] of attributes$1(mark < 0 ? "" : rest.slice(mark + 1), "&")) {
		const member = QUERY_TEXT.find(([known]) => known === name)?.[1];
		const value = decodeText(name, raw, QUERY_CHARACTER);
		if (!member) vendorQuery.push({
			name,
			value
		});
		else {
			once(`?${name}`);
			uri[member] = value;
		}
	}
	if (vendorQuery.length > 0) uri.vendorQuery = vendorQuery;
	if (uri.pinSource !== void 0 && uri.pinValue !== void 0) throw invalid("pin-source and pin-value exclude each other");
	return uri;
}
function objectType(value) {
	const found = TYPES.find((type) => type === value);
	if (!found) throw invalid("type is none of public, private, cert, secret-key and data", "type");
	return found;
}
function slotId(value) {
	const number = Number(value);
	if (!SLOT_ID.test(value) || !Number.isSafeInteger(number)) throw invalid("slot-id is no number", "slot-id");
	return number;
}
function encode(bytes, allowed) {
	let text = "";
	for (const byte of bytes) {
		const character = String.fromCharCode(byte);
		text += byte < 128 && allowed.test(character) ? character : `%${byte.toString(16).padStart(2, "0").toUpperCase()}`;
	}
	return text;
}
function formatPkcs11Uri(uri) {
	const path = [];
	for (const [name, member] of PATH_TEXT) {
		const value = uri[member];
		if (value !== void 0) path.push(`${name}=${encode(utf8(value), PATH_CHARACTER)}`);
	}
	if (uri.slotId !== void 0) path.push(`slot-id=${uri.slotId}`);
	if (uri.id !== void 0) path.push(`id=${encode(uri.id, NOTHING)}`);
	if (uri.type !== void 0) path.push(`type=${uri.type}`);
	for (const { name, value } of uri.vendorPath ?? []) path.push(`${name}=${encode(utf8(value), PATH_CHARACTER)}`);
	const query = [];
	for (const [name, member] of QUERY_TEXT) {
		const value = uri[member];
		if (value !== void 0) query.push(`${name}=${encode(utf8(value), QUERY_CHARACTER)}`);
	}
	for (const { name, value } of uri.vendorQuery ?? []) query.push(`${name}=${encode(utf8(value), QUERY_CHARACTER)}`);
	return `pkcs11:${path.join(";")}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}
// packages/hsm/src/uri-match.ts
const TOKEN_TEXT = [
	"token",
	"manufacturer",
	"serial",
	"model",
	"libraryManufacturer",
	"libraryDescription",
	"slotManufacturer",
	"slotDescription"
];
function matchesToken(uri, facts) {
	return (uri.vendorPath ?? []).length === 0 && TOKEN_TEXT.every((member) => uri[member] === void 0 || uri[member] === facts[member]) && (uri.slotId === void 0 || uri.slotId === facts.slotId) && (uri.libraryVersion === void 0 || sameVersion(uri.libraryVersion, facts.libraryVersion));
}
function matchesObject(uri, facts) {
	return (uri.vendorPath ?? []).length === 0 && (uri.object === void 0 || uri.object === facts.object) && (uri.type === void 0 || uri.type === facts.type) && (uri.id === void 0 || equalBytes(uri.id, facts.id));
}
function sameVersion(wanted, version) {
	const [major, minor = "0"] = wanted.split(".");
	return Number(major) === version.major && Number(minor) === version.minor;
}
// packages/hsm/src/connection.ts
const MOVED = /* @__PURE__ */ new Error("the connection is made anew");
const MAX_CONNECTS = 6;
function isHalfRead(error, known) {
	if (resultCode(error) === CKR.USER_PIN_NOT_INITIALIZED) return true;
	return known instanceof HsmError && (known.code === "TOKEN_NOT_FOUND" || known.code === "TOKEN_BUSY");
}
var TokenConnection = class {
	module;
	#options;
	#link = null;
	#connecting = null;
	#closed = false;
	#serial = null;
	constructor(module, options) {
		this.module = module;
		this.#options = options;
	}
	async link(signal) {
		if (this.#closed) throw new CoreError("ABORTED", "the token was closed");
		if (this.#link && this.#link.epoch !== this.module.epoch) this.#drop(this.#link);
		if (this.#link) return this.#link;
		this.#connecting ??= this.module.exclusively(() => this.#connect()).finally(() => {
			this.#connecting = null;
		});
		return abortable(this.#connecting, signal);
	}
	async query(what, operation, signal) {
		return this.#withLink(what, (link) => retryBusy(() => operation(link), signal), signal);
	}
	async inSession(what, operation, signal) {
		const inSession = async (link) => {
			const session = await link.pool.acquire(signal);
			let healthy = false;
			try {
				const result = await operation(link, session);
				healthy = true;
				return result;
			} finally {
				link.pool.release(session, healthy);
			}
		};
		return this.run(what, inSession, signal);
	}
	async run(what, operation, signal) {
		const counted = async (link) => {
			this.module.uses++;
			try {
				return await operation(link);
			} finally {
				this.module.uses--;
			}
		};
		return abortable(this.#withLink(what, counted, signal), signal);
	}
	async #withLink(what, operation, signal) {
		for (let tried = 0;;) {
			const link = await this.link(signal);
			try {
				return await operation(link);
			} catch (error) {
				if (error === MOVED) continue;
				if (!isLost(error) || ++tried === 2) throw hsmError(error, what);
				this.#drop(link);
			}
		}
	}
	async authenticate(link, session, pin) {
		await this.#login(link.slot, session, CK.CKU_CONTEXT_SPECIFIC, pin);
	}
	pin() {
		return readPin(this.#options.pin);
	}
	close() {
		this.#closed = true;
		if (this.#link) this.#drop(this.#link, new CoreError("ABORTED", "the token was closed"));
	}
	#drop(link, reason = MOVED) {
		if (this.#link !== link) return;
		this.#link = null;
		this.module.uses--;
		link.pool.close(reason);
		this.#closeSession(link, link.anchor);
	}
	async #connect() {
		for (let tried = 1;; tried++) {
			try {
				return await this.#connectOnce();
			} catch (error) {
				const finalized = resultCode(error) === CKR.CRYPTOKI_NOT_INITIALIZED;
				const known = hsmError(error, "connecting to the token");
				if (tried === MAX_CONNECTS) throw known;
				if (finalized) await this.module.initialize();
				else if (isHalfRead(error, known) && this.module.isSoftHsm) await this.module.restart();
				else throw known;
			}
			await pause(tried);
		}
	}
	async #connectOnce() {
		const { cryptoki } = this.module;
		const slot = await retryBusy(() => this.#findSlot());
		const open = () => cryptoki.C_OpenSession(slot.handle, CK.CKF_SERIAL_SESSION);
		const anchor = await retryBusy(open, void 0, BUSY_OR_FULL);
		const opened = { epoch: this.module.epoch };
		try {
			if ((slot.flags & CK.CKF_LOGIN_REQUIRED) !== 0) {
				const pin = await this.pin();
				const { state } = cryptoki.C_GetSessionInfo(anchor);
				if (state !== CK.CKS_RO_USER_FUNCTIONS && state !== CK.CKS_RW_USER_FUNCTIONS) await this.#login(slot, anchor, CK.CKU_USER, pin);
			}
			const mechanisms = new Set(cryptoki.C_GetMechanismList(slot.handle));
			const pool = new SessionPool(this.module.parallel ? this.#options.sessions : 1, (first) => retryBusy(open, void 0, first ? BUSY_OR_FULL : BUSY), (session) => this.#closeSession(opened, session));
			const { token, manufacturer, model, serial } = slot;
			this.#serial ??= {
				token,
				manufacturer,
				model,
				serial
			};
			this.#link = {
				...opened,
				slot,
				anchor,
				pool,
				mechanisms
			};
			this.module.uses++;
			return this.#link;
		} catch (error) {
			this.#closeSession(opened, anchor);
			throw error;
		}
	}
	#findSlot() {
		const uri = this.#serial ?? this.#options.uri;
		const found = this.module.slots().filter((slot) => matchesToken(uri, slot));
		const [slot] = found;
		if (slot && found.length === 1) return slot;
		const { pinValue: _, pinSource: __, ...shown } = uri;
		throw new HsmError(slot ? "TOKEN_AMBIGUOUS" : "TOKEN_NOT_FOUND", slot ? `${found.length} tokens match ${formatPkcs11Uri(shown)}` : `no token matches ${formatPkcs11Uri(shown)}`, { details: {
			module: this.module.path,
			tokens: this.module.slots().map((one) => one.token)
		} });
	}
	async #login(slot, session, user, pin) {
		if ((slot.flags & CK.CKF_USER_PIN_LOCKED) !== 0) throw new HsmError("PIN_LOCKED", `the PIN of ${slot.token} is locked`);
		if (this.module.isRefused(slot.serial, pin)) throw new HsmError("PIN_INCORRECT", `the PIN of ${slot.token} was refused before and is not tried again`);
		try {
			await retryBusy(() => this.module.cryptoki.C_Login(session, user, pin));
		} catch (error) {
			if (resultCode(error) === CKR.USER_ALREADY_LOGGED_IN) return;
			const ours = hsmError(error, `login to ${slot.token}`);
			if (ours instanceof HsmError && ours.code === "PIN_INCORRECT") this.module.refuse(slot.serial, pin);
			throw ours instanceof HsmError && ours.code === "PIN_INCORRECT" ? ours : error;
		}
	}
	#closeSession(link, session) {
		if (link.epoch !== this.module.epoch) return;
		try {
			this.module.cryptoki.C_CloseSession(session);
		} catch {}
	}
};
// packages/hsm/src/token-object.ts
function findObjects(cryptoki, session, template) {
	cryptoki.C_FindObjectsInit(session, attributes(template));
	try {
		const found = [];
		for (;;) {
			const some = cryptoki.C_FindObjects(session, 64);
			found.push(...some);
			if (some.length === 0) return found;
		}
	} finally {
		cryptoki.C_FindObjectsFinal(session);
	}
}
function readAttribute(cryptoki, session, object, type) {
	try {
		const [attribute] = cryptoki.C_GetAttributeValue(session, object, [{ type }]);
		const value = attribute?.value;
		return value ? Uint8Array.from(value) : null;
	} catch (error) {
		const result = resultCode(error);
		if (result === CKR.ATTRIBUTE_TYPE_INVALID || result === CKR.ATTRIBUTE_SENSITIVE) return null;
		throw error;
	}
}
function readFlag(cryptoki, session, object, type) {
	return (readAttribute(cryptoki, session, object, type)?.[0] ?? 0) !== 0;
}
function readNumber(cryptoki, session, object, type) {
	const bytes = readAttribute(cryptoki, session, object, type);
	return bytes && bytes.length >= 4 ? new DataView(bytes.buffer).getUint32(0, true) : null;
}
function readText(cryptoki, session, object, type) {
	return new TextDecoder().decode(readAttribute(cryptoki, session, object, type) ?? /* @__PURE__ */ new Uint8Array());
}
function attributes(template) {
	return Object.entries(template).map(([type, value]) => ({
		type: Number(type),
		value: value instanceof Uint8Array ? Buffer.from(value) : value
	}));
}
function readIdentity(cryptoki, session, handle) {
	return {
		handle,
		label: readText(cryptoki, session, handle, CK.CKA_LABEL),
		id: readAttribute(cryptoki, session, handle, CK.CKA_ID) ?? /* @__PURE__ */ new Uint8Array()
	};
}
// packages/hsm/src/public-key.ts
const EDWARDS25519 = Uint8Array.of(19, 12, ...utf8("edwards25519"));
const CURVES = [
	...KEY_ALGORITHMS.flatMap((row) => row.curveOid ? [[row.kind, encodeOid(row.curveOid)]] : []),
	["ed25519", EDWARDS25519],
	["ed25519", encodeOid(keyAlgorithm("ed25519").oid)]
];
function readKind(cryptoki, session, key) {
	const type = readNumber(cryptoki, session, key, CK.CKA_KEY_TYPE);
	if (type === CK.CKK_RSA) return "rsa";
	if (type !== CK.CKK_EC && type !== CK.CKK_EC_EDWARDS) return null;
	const params = readAttribute(cryptoki, session, key, CK.CKA_EC_PARAMS);
	const kind = CURVES.find(([, encoded]) => params !== null && equalBytes(encoded, params))?.[0] ?? null;
	return kind === "ed25519" === (type === CK.CKK_EC_EDWARDS) ? kind : null;
}
function readPublicKey(cryptoki, session, key) {
	const info = readAttribute(cryptoki, session, key, CK.CKA_PUBLIC_KEY_INFO);
	if (info && info.length > 0) return checked(info);
	const kind = readKind(cryptoki, session, key);
	if (kind === null) return null;
	if (kind === "rsa") {
		const modulus = readAttribute(cryptoki, session, key, CK.CKA_MODULUS);
		const exponent = readAttribute(cryptoki, session, key, CK.CKA_PUBLIC_EXPONENT);
		if (!modulus?.length || !exponent?.length) return null;
		const algorithm = encodeSequence(encodeOid(keyAlgorithm("rsa").oid), encodeNull());
		const bits = encodeSequence(encodeInteger(modulus), encodeInteger(exponent));
		return checked(encodeSequence(algorithm, encodeBitString(bits)));
	}
	const encoded = readAttribute(cryptoki, session, key, CK.CKA_EC_POINT);
	const point = encoded && rawPoint(kind, encoded);
	if (!point) return null;
	const { oid, curveOid } = keyAlgorithm(kind);
	const algorithm = encodeSequence(encodeOid(oid), ...curveOid ? [encodeOid(curveOid)] : []);
	return checked(encodeSequence(algorithm, encodeBitString(point)));
}
function rawPoint(kind, encoded) {
	const { fieldLength } = keyAlgorithm(kind);
	const length = fieldLength === null ? 32 : 2 * fieldLength + 1;
	if (encoded.length < length) return null;
	const header = encoded.subarray(0, encoded.length - length);
	return [
		[],
		[4, length],
		[
			4,
			129,
			length
		]
	].some((one) => equalBytes(Uint8Array.from(one), header)) ? encoded.subarray(header.length) : null;
}
function checked(spki) {
	const key = parsePublicKey(spki);
	importPublicKey(key);
	return key;
}
function supportedKind(key) {
	const bits = key.bits ?? 0;
	if (key.kind === null || key.kind === "rsa" && (bits < RSA_BITS.min || bits > RSA_BITS.max)) throw new CoreError("ALGORITHM_UNSUPPORTED", `a key of ${key.bits ?? "unknown"} bits, algorithm ${key.algorithmOid}`);
	return key.kind;
}
// packages/hsm/src/mechanism.ts
const BY_DIGEST = {
	sha256: {
		pkcs1: 64,
		pss: 67,
		ecdsa: 4164,
		hash: 592,
		mgf: 2
	},
	sha384: {
		pkcs1: 65,
		pss: 68,
		ecdsa: 4165,
		hash: 608,
		mgf: 3
	},
	sha512: {
		pkcs1: 66,
		pss: 69,
		ecdsa: 4166,
		hash: 624,
		mgf: 4
	}
};
const RAW = {
	"rsa-pkcs1": 1,
	"rsa-pss": 13,
	ecdsa: 4161,
	eddsa: 4183
};
function wishOf(algorithm) {
	return {
		scheme: algorithm.scheme,
		digest: algorithm.digest,
		saltLength: digestByName(algorithm.digest).length
	};
}
function mechanismsFor(wish, kind, message, available) {
	const found = candidates(wish, kind, message).filter(({ mechanism }) => available.has(mechanism));
	if (found.length > 0) return found;
	throw new HsmError("MECHANISM_UNSUPPORTED", `the token has no mechanism for ${wish.scheme} with ${wish.digest}`, { details: {
		scheme: wish.scheme,
		digest: wish.digest
	} });
}
function candidates(wish, kind, message) {
	const { scheme, digest, saltLength } = wish;
	const hashed = BY_DIGEST[digest];
	const value = hostDigest({
		scheme,
		digest
	}, message);
	switch (scheme) {
		case "rsa-pkcs1": return [{
			mechanism: RAW[scheme],
			input: encodeSequence(encodeDigestIdentifier(digest), encodeOctetString(value))
		}, {
			mechanism: hashed.pkcs1,
			input: message
		}];
		case "rsa-pss": {
			const parameter = {
				type: 5,
				hashAlg: hashed.hash,
				mgf: hashed.mgf,
				saltLen: saltLength
			};
			return [{
				mechanism: RAW[scheme],
				parameter,
				input: value
			}, {
				mechanism: hashed.pss,
				parameter,
				input: message
			}];
		}
		case "ecdsa": return [{
			mechanism: RAW[scheme],
			input: value.subarray(0, keyAlgorithm(kind).fieldLength ?? value.length)
		}, {
			mechanism: hashed.ecdsa,
			input: message
		}];
		case "eddsa": return [{
			mechanism: RAW[scheme],
			input: message
		}];
	}
}
function ecdsaDer(raw, kind) {
	const half = keyAlgorithm(kind).fieldLength ?? 0;
	if (raw.length !== 2 * half) throw new HsmError("SIGNATURE_WRONG", `an ECDSA signature of ${raw.length} bytes`, { details: {
		length: raw.length,
		expected: 2 * half
	} });
	return encodeSequence(encodeInteger(raw.subarray(0, half)), encodeInteger(raw.subarray(half)));
}
// packages/hsm/src/token-key.ts
const MAX_SIGNATURE = 512;
const inUse = /* @__PURE__ */ new Set();
function findPrivateKey(cryptoki, session, uri) {
	const found = privateKeys(cryptoki, session, uri);
	const [key] = found;
	if (key && found.length === 1) return key;
	const { pinValue: _, pinSource: __, ...shown } = uri;
	const text = formatPkcs11Uri(shown);
	throw new HsmError(key ? "KEY_AMBIGUOUS" : "KEY_NOT_FOUND", key ? `${found.length} private keys match ${text}` : `no private key matches ${text}`, { details: { uri: text } });
}
function privateKeys(cryptoki, session, uri) {
	return findObjects(cryptoki, session, {
		[CK.CKA_CLASS]: CK.CKO_PRIVATE_KEY,
		...uri.object === void 0 ? {} : { [CK.CKA_LABEL]: uri.object },
		...uri.id === void 0 ? {} : { [CK.CKA_ID]: uri.id }
	}).map((handle) => readIdentity(cryptoki, session, handle)).filter(({ label, id }) => matchesObject(uri, {
		type: "private",
		object: label,
		id
	}));
}
var TokenKey = class {
	label;
	id;
	kind;
	publicKey;
	#connection;
	#located = null;
	constructor(connection, identity, kind, publicKey) {
		this.#connection = connection;
		this.label = identity.label;
		this.id = identity.id;
		this.kind = kind;
		this.publicKey = publicKey;
	}
	async sign(wish, message, signal) {
		const value = await this.#connection.inSession("signing", (link, session) => this.#signIn(link, session, wish, message), signal);
		const scheme = {
			scheme: wish.scheme,
			digest: digestByName(wish.digest),
			saltLength: wish.saltLength
		};
		const encoded = wish.scheme === "ecdsa" ? ecdsaDer(value, this.kind) : value;
		if (verifySignature(this.publicKey, scheme, message, encoded)) return value;
		throw new HsmError("SIGNATURE_WRONG", `the signature by ${this.label} does not verify with its public key`, { details: { key: this.label } });
	}
	async #signIn(link, session, wish, message) {
		const mechanisms = mechanismsFor(wish, this.kind, message, link.mechanisms);
		for (const [index, mechanism] of mechanisms.entries()) try {
			return await this.#signWith(link, session, mechanism);
		} catch (error) {
			if (resultCode(error) !== CKR.MECHANISM_INVALID || index === mechanisms.length - 1) throw error;
		}
		throw new TypeError("mechanismsFor gave nothing");
	}
	async #signWith(link, session, { input, ...mechanism }) {
		const { module } = this.#connection;
		const { handle, alwaysAuthenticate } = this.#locate(link, session);
		const pin = alwaysAuthenticate ? await this.#connection.pin() : null;
		module.cryptoki.C_SignInit(session, mechanism, handle);
		if (pin !== null) await this.#connection.authenticate(link, session, pin);
		const data = Buffer.alloc(input.length + 1).subarray(0, input.length);
		data.set(input);
		const out = Buffer.alloc(MAX_SIGNATURE);
		inUse.add(data).add(out);
		try {
			const value = module.parallel ? await module.cryptoki.C_SignAsync(session, data, out) : module.cryptoki.C_Sign(session, data, out);
			return Uint8Array.from(value);
		} finally {
			inUse.delete(data);
			inUse.delete(out);
		}
	}
	#locate(link, session) {
		if (this.#located?.link === link) return this.#located;
		const { cryptoki } = this.#connection.module;
		const { handle } = findPrivateKey(cryptoki, session, {
			object: this.label,
			id: this.id
		});
		const alwaysAuthenticate = readFlag(cryptoki, session, handle, CK.CKA_ALWAYS_AUTHENTICATE);
		this.#located = {
			link,
			handle,
			alwaysAuthenticate
		};
		return this.#located;
	}
};
// packages/hsm/src/key-store.ts
const RSA_DEFAULT_BITS = 3072;
const ID_LENGTH = 16;
async function generateKeyPair(cryptoki, link, options) {
	const { label, kind } = options;
	if (label === "") throw new TypeError("label: is empty");
	const bits = options.bits ?? RSA_DEFAULT_BITS;
	if (kind === "rsa" ? ![
		2048,
		3072,
		4096
	].includes(bits) : options.bits !== void 0) throw new CoreError("ALGORITHM_UNSUPPORTED", `a ${kind} key of ${bits} bits is not made`);
	if (privateKeys(cryptoki, link.anchor, { object: label }).length > 0) throw new HsmError("KEY_EXISTS", `the token has a key ${label}`, { details: { label } });
	const mechanism = kind === "rsa" ? CK.CKM_RSA_PKCS_KEY_PAIR_GEN : kind === "ed25519" ? CK.CKM_EC_EDWARDS_KEY_PAIR_GEN : CK.CKM_EC_KEY_PAIR_GEN;
	if (!link.mechanisms.has(mechanism)) throw new HsmError("MECHANISM_UNSUPPORTED", `the token does not make ${kind} keys`, { details: { kind } });
	const id = Uint8Array.from(randomBytes(ID_LENGTH));
	const both = {
		[CK.CKA_TOKEN]: true,
		[CK.CKA_LABEL]: label,
		[CK.CKA_ID]: id
	};
	const publicTemplate = {
		...both,
		[CK.CKA_PRIVATE]: false,
		[CK.CKA_VERIFY]: true,
		...parameters(kind, bits)
	};
	const privateTemplate = {
		...both,
		[CK.CKA_PRIVATE]: true,
		[CK.CKA_SENSITIVE]: true,
		[CK.CKA_EXTRACTABLE]: false,
		[CK.CKA_SIGN]: true,
		...kind === "rsa" ? {
			[CK.CKA_DECRYPT]: false,
			[CK.CKA_UNWRAP]: false
		} : { [CK.CKA_DERIVE]: false },
		...options.alwaysAuthenticate ? { [CK.CKA_ALWAYS_AUTHENTICATE]: true } : {}
	};
	const session = writableSession(cryptoki, link);
	try {
		const [forPublic, forPrivate] = [attributes(publicTemplate), attributes(privateTemplate)];
		await cryptoki.C_GenerateKeyPairAsync(session, { mechanism }, forPublic, forPrivate);
	} finally {
		cryptoki.C_CloseSession(session);
	}
	return id;
}
function parameters(kind, bits) {
	if (kind === "rsa") return {
		[CK.CKA_MODULUS_BITS]: bits,
		[CK.CKA_PUBLIC_EXPONENT]: Uint8Array.of(1, 0, 1)
	};
	const { curveOid } = keyAlgorithm(kind);
	return { [CK.CKA_EC_PARAMS]: curveOid ? encodeOid(curveOid) : EDWARDS25519 };
}
function writeCertificate(cryptoki, link, certificate, identity) {
	const template = {
		[CK.CKA_CLASS]: CK.CKO_CERTIFICATE,
		[CK.CKA_CERTIFICATE_TYPE]: CK.CKC_X_509,
		[CK.CKA_TOKEN]: true,
		[CK.CKA_PRIVATE]: false,
		[CK.CKA_LABEL]: identity.label,
		...identity.id.length > 0 ? { [CK.CKA_ID]: identity.id } : {},
		[CK.CKA_SUBJECT]: certificate.subject,
		[CK.CKA_ISSUER]: certificate.issuer,
		[CK.CKA_SERIAL_NUMBER]: encodeInteger(fromHex(certificate.serial)),
		[CK.CKA_VALUE]: certificate.der
	};
	const session = writableSession(cryptoki, link);
	try {
		cryptoki.C_CreateObject(session, attributes(template));
	} finally {
		cryptoki.C_CloseSession(session);
	}
}
function writableSession(cryptoki, link) {
	return cryptoki.C_OpenSession(link.slot.handle, CK.CKF_SERIAL_SESSION | CK.CKF_RW_SESSION);
}
// packages/hsm/src/token-contents.ts
function readKeyPublicKey(cryptoki, { anchor }, key) {
	const tie = key.id.length > 0 ? { [CK.CKA_ID]: key.id } : { [CK.CKA_LABEL]: key.label };
	const objects = findObjects(cryptoki, anchor, {
		[CK.CKA_CLASS]: CK.CKO_PUBLIC_KEY,
		...tie
	});
	for (const object of [...objects, key.handle]) {
		const found = readPublicKey(cryptoki, anchor, object);
		if (found) return found;
	}
	return null;
}
function readTokenCertificates(cryptoki, { anchor }) {
	return findObjects(cryptoki, anchor, {
		[CK.CKA_CLASS]: CK.CKO_CERTIFICATE,
		[CK.CKA_CERTIFICATE_TYPE]: CK.CKC_X_509
	}).flatMap((handle) => {
		const der = readAttribute(cryptoki, anchor, handle, CK.CKA_VALUE);
		const certificate = der && tokenCertificate(der);
		return certificate ? [{
			certificate,
			identity: readIdentity(cryptoki, anchor, handle)
		}] : [];
	});
}
function readKeyFacts(cryptoki, link, key, certificates) {
	const flag = (type) => readFlag(cryptoki, link.anchor, key.handle, type);
	const own = certificatesOf(key, certificates);
	const publicKey = readKeyPublicKey(cryptoki, link, key) ?? own[0]?.certificate.publicKey ?? null;
	const id = key.id.length > 0 ? { id: key.id } : {};
	return {
		label: key.label,
		id: toHex(key.id),
		uri: formatPkcs11Uri({
			token: link.slot.token,
			object: key.label,
			...id,
			type: "private"
		}),
		kind: readKind(cryptoki, link.anchor, key.handle),
		bits: publicKey?.bits ?? null,
		publicKey: publicKey && Uint8Array.from(publicKey.spki),
		certificate: publicKey !== null && newestCertificate(publicKey, own, certificates) !== null,
		signs: flag(CK.CKA_SIGN),
		sensitive: flag(CK.CKA_SENSITIVE),
		extractable: flag(CK.CKA_EXTRACTABLE),
		alwaysAuthenticate: flag(CK.CKA_ALWAYS_AUTHENTICATE)
	};
}
function certificatesOf(key, all) {
	return all.filter(({ identity }) => key.id.length > 0 ? equalBytes(identity.id, key.id) : identity.label === key.label);
}
function newestCertificate(publicKey, own, all) {
	const fitting = (some) => some.map(({ certificate }) => certificate).filter((certificate) => equalBytes(certificate.publicKey.spki, publicKey.spki)).sort((a, b) => b.notBefore.getTime() - a.notBefore.getTime());
	return fitting(own)[0] ?? fitting(all)[0] ?? null;
}
// packages/hsm/src/token.ts
const DEFAULT_SESSIONS = 4;
const MAX_SESSIONS = 64;
async function openToken(options, signal, modules = processModules) {
	const uri = asUri(options.uri ?? "pkcs11:");
	const sessions = options.sessions ?? DEFAULT_SESSIONS;
	if (!Number.isInteger(sessions) || sessions < 1 || sessions > MAX_SESSIONS) throw new TypeError(`sessions: a whole number from 1 to ${MAX_SESSIONS}`);
	const pin = options.pin ?? pinSourceOf(uri);
	if (uri.pinValue !== void 0) pinSourceOf(uri);
	const connection = new TokenConnection(await modules.open(locateModule(options.module, uri), options.softhsmConf, signal), {
		uri,
		pin,
		sessions
	});
	const { slot } = await connection.link(signal);
	return new Token(connection, slot);
}
function asUri(uri) {
	return typeof uri === "string" ? parsePkcs11Uri(uri) : uri;
}
var Token = class {
	label;
	manufacturer;
	model;
	serial;
	#connection;
	constructor(connection, slot) {
		this.#connection = connection;
		this.label = slot.token;
		this.manufacturer = slot.manufacturer;
		this.model = slot.model;
		this.serial = slot.serial;
	}
	async keys(signal) {
		return this.#connection.query("listing keys", (link) => {
			const certificates = readTokenCertificates(this.#cryptoki, link);
			return privateKeys(this.#cryptoki, link.anchor, {}).map((identity) => readKeyFacts(this.#cryptoki, link, identity, certificates)).sort((a, b) => a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
		}, signal);
	}
	async signingKey(options, signal) {
		const { info, sign } = await this.versatileKey(options, signal);
		const wish = wishOf(signatureAlgorithm(info.algorithm));
		return {
			info,
			sign: (message, signal) => sign(wish, message, signal)
		};
	}
	async versatileKey(options, signal) {
		const { key, certificates } = await this.find(options, options.certificates, signal);
		return {
			info: {
				name: options.name ?? key.label,
				key: key.kind,
				algorithm: chooseSignatureAlgorithm(key.kind, options.digest, options.pss).id,
				publicKey: Uint8Array.from(key.publicKey.spki),
				certificates
			},
			async sign(wish, message, signal) {
				const value = await key.sign(wish, message, signal);
				return wish.scheme === "ecdsa" ? ecdsaDer(value, key.kind) : value;
			}
		};
	}
	async find(query, files = [], signal) {
		const given = files.flatMap((file) => readCertificates(file));
		return this.#connection.query("finding the key", (link) => {
			const identity = this.#findKey(link, query);
			const onToken = readTokenCertificates(this.#cryptoki, link);
			const own = certificatesOf(identity, onToken);
			const publicKey = readKeyPublicKey(this.#cryptoki, link, identity) ?? own[0]?.certificate.publicKey ?? given[0]?.publicKey ?? null;
			if (!publicKey) throw new HsmError("PUBLIC_KEY_MISSING", `the public key of ${identity.label} is not known`, { details: { key: identity.label } });
			const kind = supportedKind(publicKey);
			const leaf = given[0] ?? newestCertificate(publicKey, own, onToken);
			if (leaf && !equalBytes(leaf.publicKey.spki, publicKey.spki)) throw new HsmError("CERTIFICATE_MISMATCH", `the certificate of ${leaf.subjectName} is not for ${identity.label}`, { details: {
				key: identity.label,
				subject: leaf.subjectName
			} });
			const known = [...given, ...onToken.map(({ certificate }) => certificate)];
			return {
				key: new TokenKey(this.#connection, identity, kind, publicKey),
				certificates: leaf ? completeChain(leaf, known) : []
			};
		}, signal);
	}
	async generateKey(options, signal) {
		const id = await this.#connection.run("generating a key", (link) => generateKeyPair(this.#cryptoki, link, options), signal);
		return this.#connection.query("generating a key", (link) => readKeyFacts(this.#cryptoki, link, findPrivateKey(this.#cryptoki, link.anchor, {
			object: options.label,
			id
		}), []));
	}
	async importCertificate(query, file, signal) {
		const { key } = await this.find(query, [file], signal);
		const [leaf, ...issuers] = readCertificates(file);
		await this.#connection.query("importing a certificate", (link) => {
			const present = readTokenCertificates(this.#cryptoki, link).map(({ certificate }) => certificate);
			const isNew = (one) => !present.some((other) => equalBytes(other.der, one.der));
			if (leaf && isNew(leaf)) writeCertificate(this.#cryptoki, link, leaf, {
				label: key.label,
				id: key.id
			});
			for (const issuer of issuers.filter(isNew)) writeCertificate(this.#cryptoki, link, issuer, {
				label: issuer.subjectName,
				id: /* @__PURE__ */ new Uint8Array()
			});
		}, signal);
	}
	close() {
		this.#connection.close();
	}
	[Symbol.dispose]() {
		this.close();
	}
	get #cryptoki() {
		return this.#connection.module.cryptoki;
	}
	#findKey(link, query) {
		const uri = "label" in query ? { object: query.label } : asUri(query.uri);
		if (!matchesToken({
			...uri,
			vendorPath: []
		}, link.slot)) throw new HsmError("KEY_NOT_FOUND", `the URI names another token than ${this.label}`, { details: { token: this.label } });
		return findPrivateKey(this.#cryptoki, link.anchor, uri);
	}
};
// packages/engine/src/key-ring.ts
var KeyRing = class {
	#context;
	#tokens = /* @__PURE__ */ new Map();
	#log = null;
	#stated = null;
	constructor(context) {
		this.#context = context;
	}
	async open(nameOrUri, overrides, digest) {
		const { token, query } = await this.#find(nameOrUri, overrides);
		return token.signingKey({
			...query,
			digest
		}, this.#context.signal);
	}
	async openStatements(nameOrUri, overrides) {
		const [key, log] = await Promise.all([this.open(nameOrUri, overrides), this.openLog()]);
		return {
			info: key.info,
			sign: (message, signal) => key.sign(message, signal),
			log
		};
	}
	async statePolicy(attestation, identity) {
		const { log, keys } = this.#context.config;
		if (log === null || !keys.attestation || !(log.namesEvents || existsSync(log.events))) return;
		const { statePolicy } = await import("./engine48.js");
		const info = attestation ?? (await this.open("attestation", null)).info;
		this.#stated ??= statePolicy(this.#context, this, info, identity);
		await this.#stated;
	}
	async openLog() {
		const log = await this.log();
		await log?.assertReady();
		return log;
	}
	async log() {
		const { log } = this.#context.config;
		if (log === null) return null;
		this.#log ??= this.#openLog(log);
		return this.#log;
	}
	async #openLog(config) {
		const { ConfiguredLog } = await import("./engine51.js");
		return new ConfiguredLog(config, config.kind === "rekor" ? await openRekor(config) : await this.ownLog(config));
	}
	async ownLog(config) {
		const open = (name) => this.open(name, null);
		const [{ OwnLog }, key, others] = await Promise.all([
			import("./engine50.js"),
			open(config.key),
			Promise.all(config.otherKeys.map(open))
		]);
		return new OwnLog(config, key, others);
	}
	async openVersatile(nameOrUri, overrides) {
		const { token, query } = await this.#find(nameOrUri, overrides);
		return token.versatileKey(query, this.#context.signal);
	}
	async #find(nameOrUri, overrides) {
		const key = resolveKey(this.#context, nameOrUri, overrides);
		const token = await this.token(key);
		const certificates = key.certificate === void 0 ? void 0 : await readCertificates$1(key.certificate);
		return {
			token,
			query: {
				uri: key.uri,
				name: key.name,
				certificates
			}
		};
	}
	token(key) {
		const uri = parsePkcs11Uri(key.uri);
		const id = JSON.stringify([
			key.module ?? uri.modulePath,
			key.softhsm,
			uri.token,
			uri.serial,
			uri.slotId,
			uri.manufacturer,
			uri.model
		]);
		let token = this.#tokens.get(id);
		if (!token) {
			const { uri: keyUri, module, softhsm: softhsmConf, pin } = key;
			token = openToken({
				uri: keyUri,
				module,
				softhsmConf,
				pin
			}, this.#context.signal);
			this.#tokens.set(id, token);
		}
		return token;
	}
	async [Symbol.asyncDispose]() {
		try {
			await (await this.#log?.catch(() => null))?.[Symbol.asyncDispose]();
		} finally {
			const tokens = await Promise.allSettled(this.#tokens.values());
			for (const token of tokens) if (token.status === "fulfilled") token.value.close();
		}
	}
};
async function openRekor(config) {
	const { RekorLog } = await import("./engine52.js");
	return RekorLog.open(config);
}
function resolveKey(context, nameOrUri, overrides) {
	const { env, config, cwd } = context;
	const configured = nameOrUri.startsWith("pkcs11:") ? { uri: nameOrUri } : ownKey(config, nameOrUri);
	if (!configured) throw unknownKey(nameOrUri, config.path, Object.keys(config.keys));
	const uri = parsePkcs11Uri(configured.uri);
	const fromEnvironment = {
		module: variable(env, "CHANCERY_MODULE"),
		pin: environmentPin(context),
		certificate: variable(env, "CHANCERY_CERTIFICATE")
	};
	const certificateFlag = overrides?.certificate ?? (overrides ? fromEnvironment.certificate : void 0);
	const layered = overrides ? {
		module: overrides.module ?? fromEnvironment.module ?? configured.module ?? uri.modulePath,
		pin: fromEnvironment.pin ?? configured.pin,
		certificate: certificateFlag === void 0 ? configured.certificate : resolve(cwd, certificateFlag)
	} : {
		module: configured.module ?? uri.modulePath ?? fromEnvironment.module,
		pin: configured.pin ?? (uri.pinSource === void 0 ? fromEnvironment.pin : void 0),
		certificate: configured.certificate
	};
	return {
		name: keyLabel(nameOrUri),
		uri: configured.uri,
		...configured.softhsm !== void 0 && { softhsm: configured.softhsm },
		...layered.module !== void 0 && { module: layered.module },
		...layered.pin && { pin: layered.pin },
		...layered.certificate !== void 0 && { certificate: layered.certificate }
	};
}
function keyLabel(nameOrUri) {
	return nameOrUri.startsWith("pkcs11:") ? parsePkcs11Uri(nameOrUri).object ?? "key" : nameOrUri;
}
function ownKey({ keys }, name) {
	return Object.hasOwn(keys, name) ? keys[name] : void 0;
}
function environmentPin({ env, cwd }) {
	if (variable(env, "CHANCERY_PIN") !== void 0) return { env: "CHANCERY_PIN" };
	const file = variable(env, "CHANCERY_PIN_FILE");
	return file === void 0 ? null : { file: resolve(cwd, file) };
}
function unknownKey(name, path, names) {
	const where = path === null ? "there is no chancery.yaml" : `${path} has ${names.join(", ") || "none"}`;
	return new EngineError("KEY_UNKNOWN", `no key ${JSON.stringify(name)}: ${where}${suggestion(name, names)}`, { details: {
		key: name,
		known: names
	} });
}
export { keyLabel as n, resolveKey as r, KeyRing as t };
