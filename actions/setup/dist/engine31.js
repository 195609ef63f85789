import { a as IF_SIGNED, c as REQUIREMENTS, i as IF_NO_FILES, n as EVENT_KINDS, o as KEY_KINDS, r as FORMAT_IDS, s as OCI_FORMATS, t as DIGEST_NAMES } from "./engine32.js";
// packages/engine/src/operations/shared-options.ts
const CONFIG = {
	name: "config",
	kind: "text",
	value: "FILE",
	help: "chancery.yaml to use; by default the nearest from the current folder upwards",
	env: "CHANCERY_CONFIG",
	guard: true
};
const JSON_FLAG = {
	name: "json",
	kind: "flag",
	help: "one JSON object on stdout",
	terminalOnly: true
};
const KEY$1 = {
	name: "key",
	kind: "text",
	value: "NAME|URI",
	help: "a key of chancery.yaml, or a pkcs11: URI (RFC 7512)",
	env: "CHANCERY_KEY",
	guard: true
};
const MODULE = {
	name: "module",
	kind: "text",
	value: "FILE",
	help: "the HSM vendor's PKCS#11 module",
	env: "CHANCERY_MODULE"
};
const CONCURRENCY = {
	name: "concurrency",
	kind: "number",
	value: "N",
	help: "files at once"
};
const SIGNATURE = {
	name: "signature",
	kind: "text",
	value: "FILE",
	help: "the detached signature of the file; by default NAME.p7s beside it"
};
const ALLOW_HTTP_REGISTRY = {
	name: "allow-http-registry",
	kind: "flag",
	help: "images: also registries elsewhere that have no HTTPS; on this machine plain HTTP needs no flag"
};
const REGISTRY_CA = {
	name: "registry-ca",
	kind: "list",
	value: "FILE",
	help: "images: PEM certificates of the registry's own authority, trusted beside the system's",
	env: "CHANCERY_REGISTRY_CA"
};
const CERTIFICATE = {
	name: "certificate",
	kind: "text",
	value: "FILE",
	help: "the key's certificate and its issuers, PEM",
	env: "CHANCERY_CERTIFICATE"
};
const TIMESTAMP = {
	name: "timestamp",
	kind: "list",
	value: "URL",
	input: "timestamp-urls",
	help: "timestamp authority (RFC 3161); several are tried in order",
	env: "CHANCERY_TIMESTAMP_URLS"
};
const TIMESTAMP_QUORUM = {
	name: "timestamp-quorum",
	kind: "number",
	value: "N",
	guard: true,
	help: "how many independent authorities must timestamp; 1 by default"
};
const NO_TIMESTAMP = {
	name: "no-timestamp",
	kind: "flag",
	help: "leave signatures that end with their certificate"
};
const TRUST = {
	name: "trust",
	kind: "list",
	value: "FILE",
	help: "PEM certificates or public key, or trusted_root.json, to trust",
	env: "CHANCERY_TRUST"
};
const LOG_POLICY = {
	name: "log-policy",
	kind: "text",
	value: "FILE",
	guard: true,
	help: "logs, witnesses and the quorum that must have cosigned a checkpoint (c2sp.org/tlog-policy)"
};
const TIMESTAMP_TRUST = {
	name: "timestamp-trust",
	kind: "list",
	value: "FILE",
	help: "anchors of timestamp authorities, or trusted_root.json; --trust by default",
	env: "CHANCERY_TIMESTAMP_TRUST"
};
const TLS_CERTIFICATE = {
	name: "tls-certificate",
	kind: "text",
	value: "FILE",
	help: "serve HTTPS: the server's certificate and its issuers, PEM; a renewed one is taken up within a minute"
};
const TLS_KEY = {
	name: "tls-key",
	kind: "text",
	value: "FILE",
	help: "its private key, PEM, which nobody but the server may read"
};
const RATE_LIMIT = {
	name: "rate-limit",
	kind: "number",
	value: "N",
	help: "requests a minute of one client; as many as it likes by default"
};
// packages/engine/src/operations/attest.ts
const ATTEST = {
	name: "attest",
	summary: "Sign an in-toto statement about files or images: provenance, an SBOM, test results, any predicate",
	operands: "[FILE|IMAGE...]",
	options: [
		{
			name: "predicate-type",
			kind: "text",
			value: "URI",
			help: "what the predicate is"
		},
		{
			name: "predicate",
			kind: "text",
			value: "FILE",
			help: "the predicate, JSON"
		},
		{
			name: "sbom",
			kind: "text",
			value: "FILE",
			help: "instead of both: CycloneDX or SPDX, JSON; its content tells"
		},
		{
			name: "find-sbom",
			kind: "flag",
			help: "the SBOM beside each file (NAME.cdx.json, NAME.spdx.json) or in its folder (bom.json ...)"
		},
		{
			name: "test-results",
			kind: "list",
			value: "FILE",
			help: "JUnit XML reports, paths and globs; or one in-toto test-result predicate, JSON"
		},
		{
			name: "test-configuration",
			kind: "list",
			value: "FILE",
			help: "what the tests were configured with, for the digest: paths and globs"
		},
		{
			name: "allow-failed",
			kind: "flag",
			help: "attest test results also where tests failed"
		},
		{
			name: "provenance",
			kind: "flag",
			help: "SLSA provenance of this CI job, by its identity token"
		},
		{
			name: "allow-unverified",
			kind: "flag",
			help: "with --provenance: where no token proves which job this is, what the environment says, marked as that"
		},
		{
			name: "vsa-verifier",
			kind: "text",
			value: "URI",
			help: "verification summary (SLSA): who verified"
		},
		{
			name: "vsa-resource",
			kind: "text",
			value: "URI",
			help: "verification summary: where the artifact is fetched"
		},
		{
			name: "vsa-policy",
			kind: "text",
			value: "URI",
			help: "verification summary: by which policy"
		},
		{
			name: "vsa-policy-file",
			kind: "text",
			value: "FILE",
			help: "verification summary: that policy, for its digest"
		},
		{
			name: "vsa-result",
			kind: "text",
			value: "RESULT",
			choices: ["PASSED", "FAILED"],
			help: "verification summary: PASSED or FAILED"
		},
		{
			name: "vsa-level",
			kind: "list",
			value: "LEVEL",
			help: "verification summary: SLSA_BUILD_LEVEL_2 and the like, one of a track, or names of your own"
		},
		{
			name: "vsa-input",
			kind: "list",
			value: "FILE",
			help: "verification summary: the attestations that were looked at, all of them"
		},
		{
			name: "subject-checksums",
			kind: "list",
			value: "FILE",
			guard: true,
			help: "what a SHA256SUMS file lists, beside the files or instead of them"
		},
		{
			name: "subject-digest",
			kind: "list",
			value: "NAME@DIGEST",
			guard: true,
			help: "an image, or anything whose digest is known: registry.example/app@sha256:..."
		},
		{
			...KEY$1,
			help: "the key that signs; keys.attestation by default"
		},
		MODULE,
		{
			name: "out",
			kind: "text",
			value: "FILE",
			help: "the bundle; by default beside the file, by its kind: FILE.sbom.sigstore.json; above 1024 subjects several, numbered"
		},
		{
			name: "dsse",
			kind: "flag",
			help: "beside each bundle also its bare DSSE envelope, NAME.intoto.jsonl, for slsa-verifier and in-toto tools"
		},
		{
			name: "oci-format",
			kind: "list",
			value: "KIND",
			choices: ["bundle", "cosign"],
			help: "images: where it is attached: bundle (the default), cosign (its classic tag)"
		},
		ALLOW_HTTP_REGISTRY,
		REGISTRY_CA,
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery attest app.exe --predicate-type https://cyclonedx.org/bom --predicate bom.json", "writes app.exe.sbom.sigstore.json"],
		["chancery attest --subject-checksums SHA256SUMS --sbom bom.json --out sbom.sigstore.json", "an SBOM of everything that a release lists"],
		["chancery attest oci://registry.example.com/team/app:1.2 --sbom bom.json", "an SBOM, attached to the image"],
		["chancery attest 'dist/**' --find-sbom", "each file with the SBOM beside it: FILE.sbom.sigstore.json"],
		["chancery attest app.exe --test-results 'reports/**/*.xml' --out app.exe.tests.sigstore.json", "which tests passed; refused where one failed"],
		["chancery attest 'dist/**' --provenance --out provenance.sigstore.json", "in a CI job: which job built the files"],
		["chancery attest app.exe --vsa-verifier https://ci.example.com --vsa-resource https://example.com/app.exe --vsa-policy https://example.com/policy --vsa-result PASSED --vsa-level SLSA_BUILD_LEVEL_2 --dsse --out vsa.sigstore.json", "a verification summary, also as slsa-verifier reads it: vsa.intoto.jsonl"]
	]
};
// packages/engine/src/operations/copy.ts
const COPY = {
	name: "copy",
	summary: "Copy an image by its digest, with its signatures and attestations, between registries, layouts and archives",
	operands: "SOURCE DESTINATION",
	options: [
		{
			name: "referrers",
			kind: "switch",
			help: "take along what refers to the image: signatures, attestations"
		},
		ALLOW_HTTP_REGISTRY,
		REGISTRY_CA,
		{
			...CONCURRENCY,
			help: "blobs at once"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery copy oci://registry.example.com/team/app:1.2 oci://mirror.example.com/team/app:1.2", "the signatures hold there too"], ["chancery copy oci://registry.example.com/team/app:1.2 oci-layout:app", "to a folder, to be carried elsewhere"]]
};
// packages/engine/src/operations/init.ts
const INIT = {
	name: "init",
	summary: "Make a SoftHSM token, a development CA and TSA, keys, and the chancery.yaml that uses them",
	operands: null,
	options: [
		{
			name: "dir",
			kind: "text",
			value: "DIR",
			help: "where; the current folder by default"
		},
		MODULE,
		{
			name: "log",
			kind: "text",
			value: "HOST",
			help: "make a transparency log of this name, too: what is signed goes there"
		},
		JSON_FLAG
	],
	examples: [["chancery init --dir demo && cd demo", "then: chancery sign FILE --key release --out signed"]]
};
// packages/engine/src/operations/inspect.ts
const INSPECT = {
	name: "inspect",
	summary: "Show what is in files and beside images: format, signatures, certificates, timestamps; decides nothing",
	operands: "FILE|IMAGE...",
	options: [
		SIGNATURE,
		ALLOW_HTTP_REGISTRY,
		REGISTRY_CA,
		CONCURRENCY,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery inspect setup.exe --json", "everything that the signatures say"], ["chancery inspect oci://registry.example.com/team/app:1.2", "what refers to an image, as a tree"]]
};
// packages/engine/src/operations/keys.ts
const KEYS_LIST = {
	name: "keys list",
	summary: "List the private keys of tokens",
	operands: null,
	options: [
		{
			...KEY$1,
			help: "whose token; by default those of chancery.yaml"
		},
		MODULE,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery keys list", "every token that chancery.yaml names"]]
};
const KEYS_GENERATE = {
	name: "keys generate",
	summary: "Make a key pair on a token; it never leaves it",
	operands: null,
	options: [
		{
			...KEY$1,
			help: "a key whose token is meant, or a URI: pkcs11:token=ci",
			required: true
		},
		{
			name: "label",
			kind: "text",
			value: "LABEL",
			help: "label of the new key",
			required: true
		},
		{
			name: "kind",
			kind: "text",
			value: "KIND",
			choices: KEY_KINDS,
			help: "rsa, p256, p384, p521 or ed25519",
			required: true
		},
		{
			name: "bits",
			kind: "number",
			value: "N",
			choices: [
				"2048",
				"3072",
				"4096"
			],
			help: "of an RSA key; 3072 by default"
		},
		MODULE,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery keys generate --key 'pkcs11:token=ci' --label release --kind rsa --bits 4096", "a new release key"]]
};
const KEYS_CSR = {
	name: "keys csr",
	summary: "Make a certificate request (PKCS #10) for a key",
	operands: null,
	options: [
		{
			...KEY$1,
			required: true
		},
		{
			name: "subject",
			kind: "text",
			value: "NAME",
			help: "RFC 4514: CN=Release,O=Example,C=NL",
			required: true
		},
		{
			name: "out",
			kind: "text",
			value: "FILE",
			help: "write PEM here; stdout by default"
		},
		MODULE,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery keys csr --key release --subject 'CN=Release,O=Example' --out release.csr", "for your CA"]]
};
const KEYS_IMPORT_CERTIFICATE = {
	name: "keys import-certificate",
	summary: "Put a certificate beside its key on the token; one of another key is refused",
	operands: null,
	options: [
		{
			...KEY$1,
			required: true
		},
		{
			name: "certificate",
			kind: "text",
			value: "FILE",
			help: "PEM, the own certificate first",
			required: true
		},
		MODULE,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery keys import-certificate --key release --certificate release.pem", "what the CA sent back"]]
};
// packages/engine/src/operations/log.ts
const LOG_INIT = {
	name: "log init",
	summary: "Make the transparency log that chancery.yaml names: empty, with its first checkpoint",
	operands: null,
	options: [
		{
			name: "out",
			kind: "text",
			value: "FILE",
			help: "write its verifier key here, for --trust; stdout by default"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery log init --out log.vkey", "log: { dir: log, origin: log.example.com, key: log } in chancery.yaml"]]
};
const LOG_FLUSH = {
	name: "log flush",
	summary: "Log what was signed while the log was away, and give the records their proofs",
	operands: null,
	options: [CONFIG, JSON_FLAG],
	examples: [["chancery log flush", "after log: { onFailure: queue } has queued entries; fails while some remain"]]
};
const LOG_TRUST = {
	...TRUST,
	help: "the log's verifier key, or trusted_root.json"
};
const LOG_CA = {
	name: "log-ca",
	kind: "list",
	value: "FILE",
	help: "PEM certificates of the log server's own authority, trusted beside the system's"
};
const LOG = {
	name: "log",
	kind: "text",
	value: "DIR|URL",
	help: "the log; by default that of chancery.yaml"
};
const LOG_VERIFY = {
	name: "log verify",
	summary: "Verify a whole log: every entry, every tile, the checkpoint; a folder without any network",
	operands: "[DIR|URL]",
	options: [
		LOG_TRUST,
		LOG_POLICY,
		{
			name: "since",
			kind: "text",
			value: "FILE",
			help: "refuse a log that does not continue this checkpoint"
		},
		{
			name: "out",
			kind: "text",
			value: "FILE",
			help: "keep the verified checkpoint here, for --since next time"
		},
		LOG_CA,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery log verify https://log.example.com --trust log.vkey", "the whole log, over HTTPS"], ["chancery log verify copy --trust log.vkey --since seen --out seen", "a copy, and that it continues what was seen"]]
};
const LOG_PROVE = {
	name: "log prove",
	summary: "Prove that an entry is in the log: as a file (c2sp.org/tlog-proof), or in the bundle that it is of",
	operands: null,
	options: [
		LOG,
		{
			name: "index",
			kind: "text",
			value: "N",
			help: "the entry: by its place, from 0"
		},
		{
			name: "bundle",
			kind: "text",
			value: "FILE",
			help: "the entry of this bundle, which gets the proof by the newest checkpoint"
		},
		{
			name: "entry-digest",
			kind: "text",
			value: "SHA256",
			help: "the entry by its own digest, or by that of what was signed"
		},
		{
			name: "out",
			kind: "text",
			value: "FILE",
			help: "write the proof here, and nothing into the bundle; without both stdout"
		},
		LOG_TRUST,
		LOG_POLICY,
		LOG_CA,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery log prove --index 12 --out app.exe.tlog-proof", "for tools that read c2sp.org/tlog-proof"], ["chancery log prove --bundle app.exe.sigstore.json --log https://log.example.com --trust log.vkey", "a newer proof"]]
};
const LOG_SEARCH = {
	name: "log search",
	summary: "Find entries by artifact, key, repository, time or place, in a log that is verified on the way",
	operands: "[FILE...]",
	options: [
		LOG,
		{
			name: "sha256",
			kind: "list",
			value: "HEX",
			help: "of an artifact, of what was signed, or of the entry"
		},
		{
			name: "signer-key",
			kind: "list",
			value: "FINGERPRINT",
			help: "SHA256:... as reports have it, or SHA-256 of the public key, hex"
		},
		{
			name: "repository",
			kind: "list",
			value: "URL",
			help: "of the CI job, as the record says that its token said"
		},
		{
			name: "event",
			kind: "list",
			value: "KIND",
			choices: EVENT_KINDS,
			help: "what happened beside signatures: denial, policy-change, key-ceremony, key-generated ..."
		},
		{
			name: "since",
			kind: "text",
			value: "INDEX|TIME",
			help: "from here on: a place in the log, or the time of the record"
		},
		{
			name: "until",
			kind: "text",
			value: "INDEX|TIME",
			help: "up to here"
		},
		{
			name: "records",
			kind: "list",
			value: "FILE|DIR",
			help: "bundles, and folders of *.sigstore.json: they say which artifact, job and time an entry is of; log.events always"
		},
		LOG_TRUST,
		LOG_POLICY,
		LOG_CA,
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery log search app.exe", "by what is recorded beside the file; exit 1 where nothing is"],
		["chancery log search --repository https://github.com/acme/app --since 2026-11-01 --records archive", "what a repository had signed since, by the records that are kept"],
		["chancery log search --event denial --since 2026-11-01", "who was refused what, by the events that are kept"],
		["chancery log search --signer-key SHA256:6Y5BTIeUn2JW/7PJQyPbpZVNCFPnHiGKTq4vlkuQTYI --since 1000", "what a key has signed"]
	]
};
const LOG_MONITOR = {
	name: "log monitor",
	summary: "Look whether a log forks, rewinds, drops or moves entries, shows others something else, or has signatures that nobody knows",
	operands: "[DIR|URL]",
	options: [
		LOG_TRUST,
		LOG_POLICY,
		{
			name: "state",
			kind: "text",
			value: "FILE",
			help: "what was seen last, kept between two looks; begun where it is not there",
			required: true
		},
		{
			name: "signer-key",
			kind: "list",
			value: "FILE|FINGERPRINT",
			help: "whose signatures must be known: PEM, or as reports name it; by default, with --known, everybody"
		},
		{
			name: "known",
			kind: "list",
			value: "FILE|DIR",
			help: "the records that are known: bundles, and folders of *.sigstore.json; what their proofs promise must be kept"
		},
		{
			name: "accept",
			kind: "list",
			value: "INDEX",
			help: "an unknown signature that is explained; remembered"
		},
		{
			name: "mirror",
			kind: "list",
			value: "DIR|URL",
			help: "a copy of the log, which must be of the same log"
		},
		{
			name: "witness",
			kind: "list",
			value: "URL",
			help: "a witness, whose latest checkpoint must be of the same log"
		},
		{
			name: "seen",
			kind: "list",
			value: "FILE|URL",
			help: "a checkpoint that somebody else was shown"
		},
		{
			name: "full",
			kind: "flag",
			help: "verify all entries again, not only those that are new"
		},
		LOG_CA,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery log monitor https://log.example.com --trust log.vkey --state log.state --signer-key attestation.pub --known archive", "from a timer, on another machine than the one that signs; exit 1 says what is wrong"], ["chancery log monitor https://log.example.com --trust log.vkey --state log.state --mirror https://mirror.example.com --witness https://witness.example.com", "and whether others are shown the same log"]]
};
const LOG_MIRROR = {
	name: "log mirror",
	summary: "Copy a log into a folder that any web server can serve: what is new, proved before it is written",
	operands: "[DIR|URL]",
	options: [
		{
			name: "dir",
			kind: "text",
			value: "DIR",
			help: "folder of the copy, and of nothing else",
			required: true
		},
		LOG_TRUST,
		LOG_POLICY,
		LOG_CA,
		{
			name: "key",
			kind: "text",
			value: "NAME|URI",
			help: "cosign what the copy has durably (c2sp.org/tlog-mirror), with this key, Ed25519"
		},
		{
			name: "name",
			kind: "text",
			value: "NAME",
			help: "with --key, what policies call it: mirror.example.com/m1"
		},
		MODULE,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery log mirror https://log.example.com --dir /srv/mirror --trust log.vkey", "from a timer, on a machine of others; it goes on from where it was"], ["chancery log mirror https://log.example.com --dir /srv/mirror --trust log.vkey --key mirror --name mirror.example.com/m1", "and says under the checkpoint that it has all of it"]]
};
const LOG_SERVE = {
	name: "log serve",
	summary: "Serve the checkpoint, the tiles and the entries of a log for reading, until it is told to stop",
	operands: "[DIR]",
	options: [
		{
			name: "listen",
			kind: "text",
			value: "HOST:PORT",
			help: "where; 127.0.0.1:8080 by default, port 0 for any that is free"
		},
		TLS_CERTIFICATE,
		TLS_KEY,
		RATE_LIMIT,
		CONFIG,
		{
			...JSON_FLAG,
			help: "one JSON object on stdout when it listens: with its url"
		}
	],
	examples: [["chancery log serve --listen 127.0.0.1:8080", "the log of chancery.yaml, behind a web server that has the certificate"], ["chancery log serve --listen 0.0.0.0:443 --tls-certificate server.pem --tls-key server.key --rate-limit 6000", "for a network, with a certificate of its own"]]
};
const LOG_WITNESS = {
	name: "log witness",
	summary: "Be a witness of logs (c2sp.org/tlog-witness): cosign what continues what was cosigned before, until told to stop",
	operands: null,
	options: [
		{
			name: "log-key",
			kind: "list",
			value: "FILE",
			help: "verifier keys of the logs, of each also the former ones",
			required: true
		},
		{
			...KEY$1,
			help: "the key that cosigns, Ed25519: of chancery.yaml, or a pkcs11: URI",
			required: true
		},
		MODULE,
		{
			name: "name",
			kind: "text",
			value: "NAME",
			help: "what policies call it: witness.example.com/w1",
			required: true
		},
		{
			name: "dir",
			kind: "text",
			value: "DIR",
			help: "folder of what it has cosigned; its only memory",
			required: true
		},
		{
			name: "listen",
			kind: "text",
			value: "HOST:PORT",
			help: "where; 127.0.0.1:8081 by default, port 0 for any that is free"
		},
		TLS_CERTIFICATE,
		TLS_KEY,
		RATE_LIMIT,
		CONFIG,
		{
			...JSON_FLAG,
			help: "one JSON object on stdout when it listens: with its url"
		}
	],
	examples: [["chancery log witness --log-key log.vkey --key witness --name witness.example.com/w1 --dir /var/lib/witness", "prints the line that a policy has for it"]]
};
// packages/engine/src/operations/log-events.ts
const KEY = {
	name: "key",
	kind: "text",
	value: "NAME|URI",
	help: "the key that it is about: of chancery.yaml, or a pkcs11: URI"
};
const BY = {
	name: "by",
	kind: "text",
	value: "NAME",
	help: "who did it; as asserted, nobody proves it"
};
const REASON = {
	name: "reason",
	kind: "text",
	value: "TEXT",
	help: "why: one line, at most 1000 characters"
};
const LOG_RECORD = {
	name: "log record",
	summary: "Record in the log what people did: a key ceremony, a change of policy or of access, an incident",
	operands: "KIND [FILE...]",
	options: [
		KEY,
		MODULE,
		BY,
		REASON,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery log record key-ceremony minutes.pdf --key release --by 'Alice Example' --reason 'yearly rotation'", `the log gets a digest that says nothing, log.events the event; kinds: ${EVENT_KINDS.filter((kind) => !["denial", "erasure"].includes(kind)).join(", ")}`], ["chancery log record policy-change", "chancery.yaml as it is now; commit what is kept with the change"]]
};
const LOG_ERASE = {
	name: "log erase",
	summary: "Delete events and leave in the log that they were: their entries stay, and nobody can say what they meant",
	operands: "FILE...",
	options: [
		BY,
		REASON,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery log erase .chancery/events/20261129T120000.000Z-access-change-0f3c9a1b2d4e5f60.sigstore.json --reason 'GDPR 17'", "this copy; delete others too"]]
};
// packages/engine/src/operations/log-receipt.ts
const LOG_RECEIPT = {
	name: "log receipt",
	summary: "Give a COSE receipt (RFC 9942) of an entry, or of how the log grew, signed by the key of the log",
	operands: null,
	options: [
		{
			name: "index",
			kind: "text",
			value: "N",
			help: "the entry: by its place, from 0"
		},
		{
			name: "bundle",
			kind: "text",
			value: "FILE",
			help: "the entry of this bundle"
		},
		{
			name: "entry-digest",
			kind: "text",
			value: "SHA256",
			help: "the entry by its own digest, or by that of what was signed"
		},
		{
			name: "consistency",
			kind: "text",
			value: "SIZE",
			help: "that the log continues its first SIZE entries"
		},
		{
			name: "out",
			kind: "text",
			value: "FILE",
			help: "write the receipt here",
			required: true
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery log receipt --bundle app.exe.sigstore.json --out app.exe.receipt", "for SCITT's verifiers"], ["chancery log receipt --consistency 1000 --out grown.receipt", "for who has seen the log with 1000 entries"]]
};
const LOG_VERIFY_RECEIPT = {
	name: "log verify-receipt",
	summary: "Verify a COSE receipt of a log, offline",
	operands: "RECEIPT",
	options: [
		{
			name: "entry",
			kind: "text",
			value: "FILE",
			help: "the entry that it is of, byte for byte"
		},
		{
			name: "bundle",
			kind: "text",
			value: "FILE",
			help: "the bundle whose entry it is of"
		},
		{
			name: "since",
			kind: "text",
			value: "FILE",
			help: "of a receipt of consistency: the checkpoint from which the log is to have grown"
		},
		{
			...TRUST,
			help: "the log's verifier key, or trusted_root.json"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery log verify-receipt app.exe.receipt --bundle app.exe.sigstore.json --trust log.vkey", "that the entry of the bundle is in the log"], ["chancery log verify-receipt grown.receipt --since seen --trust log.vkey", "that the log has only grown"]]
};
// packages/engine/src/operations/release.ts
const RELEASE = {
	name: "release",
	summary: "Make the release that a manifest declares: sign, checksum, record, and verify all of it",
	gate: true,
	operands: "[MANIFEST]",
	options: [
		{
			...KEY$1,
			help: "the release's key: of chancery.yaml, or a pkcs11: URI; the manifest's by default"
		},
		MODULE,
		CERTIFICATE,
		{
			name: "version-name",
			kind: "text",
			value: "VERSION",
			help: "the release's version, in place of the manifest's",
			env: "CHANCERY_RELEASE_VERSION"
		},
		{
			name: "previous",
			kind: "text",
			value: "FILE",
			help: "a former release's record: show what came, went, changed"
		},
		TIMESTAMP,
		TIMESTAMP_QUORUM,
		NO_TIMESTAMP,
		TRUST,
		TIMESTAMP_TRUST,
		ALLOW_HTTP_REGISTRY,
		REGISTRY_CA,
		CONCURRENCY,
		{
			name: "dry-run",
			kind: "flag",
			help: "show what would be done, write nothing"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery release", "release.yaml in the current folder; run it again after an interruption: it does the rest"],
		["chancery release --version-name 1.4.0 --dry-run", "the plan, and everything that is wrong with it"],
		["chancery release --previous 1.3.0/SHA256SUMS.release.sigstore.json --json", "what came, went and changed since then"]
	]
};
// packages/engine/src/operations/serve.ts
const SERVE = {
	name: "serve",
	summary: "Serve timestamps (RFC 3161) with a key in an HSM, until it is told to stop",
	operands: null,
	options: [
		{
			name: "timestamp",
			kind: "flag",
			help: "be a timestamp authority: nothing else is served in this version"
		},
		{
			name: "key",
			kind: "text",
			value: "NAME|URI",
			help: "the authority's key; by default the one of `timestamp:` in chancery.yaml, or tsa"
		},
		MODULE,
		{
			name: "certificate",
			kind: "text",
			value: "FILE",
			help: CERTIFICATE.help
		},
		{
			name: "listen",
			kind: "text",
			value: "HOST:PORT",
			help: "where; 127.0.0.1:3161 by default, port 0 for any that is free"
		},
		{
			name: "policy",
			kind: "text",
			value: "OID",
			help: "the policy that tokens are under; by default an unregistered one"
		},
		{
			name: "accuracy",
			kind: "number",
			value: "MS",
			help: "how far the clock may be off, as tokens say; 1000 by default"
		},
		TLS_CERTIFICATE,
		TLS_KEY,
		{
			...RATE_LIMIT,
			help: "requests a minute of one client; 600 by default"
		},
		{
			name: "clock-file",
			kind: "text",
			value: "FILE",
			help: "remember the latest time here: a clock that was set back meanwhile is noticed at the next start"
		},
		CONFIG,
		{
			...JSON_FLAG,
			help: "one JSON object on stdout when it listens: with its url"
		}
	],
	examples: [["chancery serve --timestamp", "the key tsa that chancery init made, for clients on this machine"], ["chancery serve --timestamp --key tsa --listen 0.0.0.0:3161 --policy 1.3.6.1.4.1.99999.1 --clock-file clock", "for a network"]]
};
// packages/engine/src/operations/sign.ts
const SIGN = {
	name: "sign",
	summary: "Sign files and images in their native formats, with a key in an HSM, and leave a record of each",
	operands: "FILE|IMAGE...",
	options: [
		{
			...KEY$1,
			help: `${KEY$1.help}; may be left out where every file has a --key-for`
		},
		{
			name: "key-for",
			kind: "list",
			value: "PATTERN=KEY",
			guard: true,
			help: "PATTERN=KEY: sign the files that the path, folder or glob means with this key; of several the first decides"
		},
		{
			name: "out",
			kind: "text",
			value: "DIR",
			help: "write signed copies to DIR; this or --in-place"
		},
		{
			name: "in-place",
			kind: "flag",
			help: "sign the files themselves; a crash leaves the old file or the new"
		},
		MODULE,
		CERTIFICATE,
		{
			name: "format",
			kind: "text",
			value: "ID",
			choices: FORMAT_IDS,
			help: "sign as this format; blob: a detached signature for files of no known kind"
		},
		{
			name: "append",
			kind: "flag",
			guard: true,
			help: "keep the signatures that are there"
		},
		{
			name: "if-no-files",
			kind: "text",
			value: "WHAT",
			choices: IF_NO_FILES,
			guard: true,
			help: "where a pattern matches nothing: error (the default), or warn and sign the others"
		},
		{
			name: "if-signed",
			kind: "text",
			value: "WHAT",
			choices: IF_SIGNED,
			guard: true,
			help: "replace (the default), append, error, or keep what this key has signed and recorded already"
		},
		{
			name: "digest",
			kind: "text",
			value: "NAME",
			choices: DIGEST_NAMES,
			guard: true,
			help: "digest; by default the key's own"
		},
		{
			name: "description",
			kind: "text",
			value: "TEXT",
			help: "what the program is called (Authenticode)"
		},
		{
			name: "url",
			kind: "text",
			value: "URL",
			help: "where to read about it (Authenticode)"
		},
		TIMESTAMP,
		TIMESTAMP_QUORUM,
		NO_TIMESTAMP,
		{
			name: "oci-format",
			kind: "list",
			value: "KIND",
			choices: OCI_FORMATS,
			help: "images: bundle (the default), cosign (its classic tag), notary-jws, notary-cose; one or several"
		},
		{
			name: "recursive",
			kind: "flag",
			guard: true,
			help: "images: sign what an index names, too"
		},
		{
			name: "annotation",
			kind: "list",
			value: "NAME=VALUE",
			help: "images: signed with them"
		},
		ALLOW_HTTP_REGISTRY,
		REGISTRY_CA,
		{
			name: "attest",
			kind: "switch",
			help: "leave a signing record beside each file"
		},
		CONCURRENCY,
		{
			name: "dry-run",
			kind: "flag",
			guard: true,
			help: "check everything up to the signature, write nothing"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery sign dist/app.exe --key release --out signed", "one file, to signed/app.exe"],
		["chancery sign 'dist/**' '!**/*.map' --key release --in-place", "everything below dist, mixed formats, one login"],
		["chancery sign 'dist/**' --key release --key-for 'dist/*.msi=installer' --out signed", "installers with a key of their own"],
		["chancery sign app.jar --key 'pkcs11:token=ci;object=release' --module /usr/lib/softhsm/libsofthsm2.so --out signed", "without a chancery.yaml; the PIN comes from CHANCERY_PIN"],
		["chancery sign 'dist/**' --key release --out signed --if-signed keep", "once more, after an interruption: only the rest"],
		["chancery sign oci://registry.example.com/team/app:1.2 --key release", "an image, as `cosign verify --key` takes it"],
		["chancery sign oci://registry.example.com/team/app:1.2 --key release --oci-format bundle --oci-format notary-jws --recursive", "for cosign and notation, and each platform of it"],
		["chancery sign tool.tar.gz --format blob --key release --out signed", "a detached signature: tool.tar.gz.p7s"]
	]
};
// packages/engine/src/operations/timestamp.ts
const TIMESTAMP_FILES = {
	name: "timestamp",
	summary: "Add timestamps to signed files, bundles and images, without the key that signed them",
	operands: "FILE|IMAGE...",
	options: [
		TIMESTAMP,
		TIMESTAMP_QUORUM,
		{
			name: "renew",
			kind: "flag",
			guard: true,
			help: "timestamp the timestamps that are there, so that they outlive the certificates of their authorities"
		},
		{
			name: "out",
			kind: "text",
			value: "DIR",
			help: "write the timestamped copies to DIR; by default the files themselves"
		},
		{
			name: "attest",
			kind: "switch",
			help: "make the signing record beside a file anew, since the file changes"
		},
		{
			...TRUST,
			help: "images: by whom signatures must be that get timestamps; as for verify"
		},
		{
			...TIMESTAMP_TRUST,
			help: "images: anchors of the authorities whose timestamps are taken; --trust by default"
		},
		{
			name: "oci-format",
			kind: "list",
			value: "KIND",
			choices: OCI_FORMATS,
			help: "images: the kinds of signatures; all by default"
		},
		{
			name: "recursive",
			kind: "flag",
			guard: true,
			help: "images: the signatures of what an index names, too"
		},
		ALLOW_HTTP_REGISTRY,
		REGISTRY_CA,
		CONCURRENCY,
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery timestamp signed/app.exe", "a file that was signed with --no-timestamp; before its certificate runs out"],
		["chancery timestamp 'archive/**' --renew", "every few years, before the authorities' certificates run out: the old timestamps stay valid"],
		["chancery timestamp app.exe.sigstore.json --timestamp http://timestamp.example.com", "a Sigstore bundle, by its own name: globs pass over records"],
		["chancery timestamp oci://registry.example.com/team/app:1.2 --trust release.pub --timestamp-trust tsa.pem", "each signature of an image that is by whom you trust; what others pushed is left as it is"]
	]
};
// packages/engine/src/operations/trust.ts
const ENTRIES = [
	{
		name: "certificate-authority",
		kind: "list",
		value: "[URL=]FILE",
		help: "who certifies signers: PEM, the issuing certificate first, the root last"
	},
	{
		name: "timestamp-authority",
		kind: "list",
		value: "[URL=]FILE",
		help: "who timestamps: PEM, its own certificate first, the root last"
	},
	{
		name: "tlog",
		kind: "list",
		value: "URL=FILE",
		help: "a transparency log: its URL and its public key, PEM"
	},
	{
		name: "ctlog",
		kind: "list",
		value: "URL=FILE",
		help: "a certificate transparency log: URL and public key, PEM"
	}
];
const OPERATOR = {
	name: "operator",
	kind: "text",
	value: "NAME",
	help: "who runs them"
};
const SIGNING_CONFIG = {
	name: "signing-config",
	kind: "text",
	value: "FILE",
	help: "write also where to sign, for cosign: of those that have a URL"
};
const FILE = "trusted_root.json; in the current folder by default";
const TRUST_INIT = {
	name: "trust init",
	summary: "Make a Sigstore trusted root, as stock verifiers take it: whom to trust, and from when",
	operands: null,
	options: [
		...ENTRIES,
		{
			name: "from",
			kind: "text",
			value: "TIME",
			help: "when they begin to count; by default with their certificates, and logs now"
		},
		OPERATOR,
		{
			name: "out",
			kind: "text",
			value: "FILE",
			help: FILE
		},
		SIGNING_CONFIG,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery trust init --certificate-authority ca.pem --timestamp-authority https://tsa.example.com=tsa.pem --tlog https://log.example.com=log.pub", "one of each: trusted_root.json"]]
};
const TRUST_ROTATE = {
	name: "trust rotate",
	summary: "Add authorities and logs to a trusted root, and let those end that they take over from",
	operands: "[FILE]",
	options: [
		...ENTRIES,
		{
			name: "retire",
			kind: "list",
			value: "ID",
			help: "which one ends, as `trust show` names it; by default the only one of its kind that has no end"
		},
		{
			name: "from",
			kind: "text",
			value: "TIME",
			help: "when the new ones begin to count; now by default"
		},
		{
			name: "overlap",
			kind: "text",
			value: "DAYS",
			help: "how much longer the old ones count; 30 by default"
		},
		OPERATOR,
		SIGNING_CONFIG,
		CONFIG,
		JSON_FLAG
	],
	examples: [["chancery trust rotate --tlog https://log2.example.com=log2.pub --from 2027-01-01T00:00:00Z --overlap 14", "a new log from January on; the old one counts two weeks more"], ["chancery trust rotate --retire 3f2a41d09c1b --overlap 0", "what must not count any more, now"]]
};
const TRUST_SHOW = {
	name: "trust show",
	summary: "Show whom a trusted root names, when each counts, and which verifiers will not take it",
	operands: "[FILE]",
	options: [{
		name: "at",
		kind: "text",
		value: "TIME",
		help: "what counts as now"
	}, JSON_FLAG],
	examples: [["chancery trust show", "trusted_root.json in this folder"]]
};
// packages/engine/src/operations/verify.ts
const VERIFY = {
	name: "verify",
	summary: "Verify every signature of files, whom it is by and when it was made, and the record beside them",
	gate: true,
	operands: "FILE|IMAGE...",
	options: [
		TRUST,
		TIMESTAMP_TRUST,
		{
			...TIMESTAMP_QUORUM,
			help: "refuse signatures that fewer independent authorities have timestamped"
		},
		{
			name: "crl",
			kind: "list",
			value: "FILE",
			help: "certificate revocation list"
		},
		LOG_POLICY,
		{
			name: "at",
			kind: "text",
			value: "TIME",
			help: "what counts as now: 2026-11-24T12:00:00Z"
		},
		{
			name: "policy",
			kind: "text",
			value: "FILE",
			help: "a checked-in policy, in place of all options below that refuse something"
		},
		{
			name: "vsa",
			kind: "text",
			value: "FILE|DIR/",
			help: "write what the policy found as a SLSA verification summary, signed by keys.attestation; also as NAME.intoto.jsonl"
		},
		{
			name: "require",
			kind: "list",
			value: "WHAT",
			choices: REQUIREMENTS,
			help: "refuse files without it: timestamp, attestation, provenance, log, strong (also with commas)"
		},
		{
			name: "signer-subject",
			kind: "list",
			value: "NAME",
			help: "refuse what others signed: the name in the certificate, RFC 4514; one of several"
		},
		{
			name: "signer-issuer",
			kind: "list",
			value: "NAME",
			help: "refuse certificates that others issued: the name in RFC 4514; one of several"
		},
		{
			name: "signer-key",
			kind: "list",
			value: "SHA256",
			help: "refuse other keys: SHA-256 of the public key (SubjectPublicKeyInfo), hex; one of several"
		},
		{
			name: "signer-san",
			kind: "list",
			value: "NAME",
			help: "refuse certificates without this alternative name (dns:, uri:, email: or none before it); one of several"
		},
		{
			name: "max-age",
			kind: "number",
			value: "DAYS",
			help: "refuse what was timestamped longer ago, or not at all"
		},
		{
			name: "min-rsa-bits",
			kind: "number",
			value: "N",
			help: "refuse RSA keys that are shorter"
		},
		{
			name: "oci-format",
			kind: "list",
			value: "KIND",
			choices: OCI_FORMATS,
			help: "images: the kinds of signatures that count; all by default"
		},
		{
			name: "annotation",
			kind: "list",
			value: "NAME=VALUE",
			help: "images: refuse signatures that do not say so"
		},
		{
			name: "docker-reference",
			kind: "text",
			value: "NAME",
			help: "images: refuse what was signed under another name, HOST/REPOSITORY; of the classic layout only"
		},
		ALLOW_HTTP_REGISTRY,
		REGISTRY_CA,
		SIGNATURE,
		{
			name: "bundle",
			kind: "text",
			value: "FILE",
			help: "Sigstore bundle or DSSE about the file; by default its record"
		},
		{
			name: "provenance-bundle",
			kind: "text",
			value: "FILE",
			help: "SLSA provenance of the file; by default NAME.provenance.sigstore.json beside it"
		},
		{
			name: "identity-repository",
			kind: "list",
			value: "URL",
			help: "refuse what no record proves to be by a CI job of this repository, the whole URL; one of several"
		},
		{
			name: "identity-workflow",
			kind: "list",
			value: "PATH",
			help: "refuse what no record proves to be by a job of this workflow, with or without @REF; one of several"
		},
		{
			name: "identity-ref",
			kind: "list",
			value: "REF",
			help: "refuse what no record proves to be of this ref: refs/heads/main, refs/tags/v*; one of several"
		},
		{
			name: "identity-issuer",
			kind: "list",
			value: "URL",
			help: "refuse what no record proves to be by a job with a token of this issuer; one of several"
		},
		{
			name: "identity",
			kind: "text",
			value: "SUBJECT",
			help: "whom the certificate in --bundle must name (keyless signatures); not the CI job in a record"
		},
		{
			name: "issuer",
			kind: "text",
			value: "URL",
			help: "who must have vouched for --identity"
		},
		CONCURRENCY,
		CONFIG,
		JSON_FLAG,
		{
			name: "sarif",
			kind: "flag",
			help: "SARIF 2.1.0 on stdout, for code scanning",
			terminalOnly: true
		}
	],
	examples: [
		["chancery verify signed/app.exe --trust ca.pem", "the verdict as exit code: 0 verified, 1 not"],
		["chancery verify 'signed/**' --trust ca.pem --trust attestation.pub --require timestamp,attestation", "all of a release, timestamped and recorded"],
		["chancery verify 'vendor/*' --trust vendor-ca.pem --signer-subject 'CN=Vendor,O=Vendor Inc' --require strong", "what others made: by whom you expect, and with algorithms that hold today"],
		["chancery verify 'download/*' --trust ca.pem --trust attestation.pub --identity-repository https://github.com/acme/app --identity-ref 'refs/tags/v*'", "what a job of this repository built of a tag, as the records prove"],
		["chancery verify oci://registry.example.com/team/app:1.2 --trust release.pub --annotation env=prod", "an image: one signature that holds and says so is enough; the others are listed"],
		["chancery verify app.exe --trust ca.pem --trust attestation.pub --policy release-policy.yaml --vsa app.exe.vsa.sigstore.json", "by a policy, and its verdict for others to go by"],
		["chancery verify tool.tar.gz --signature tool.tar.gz.p7s --trust ca.pem", "a detached signature"]
	]
};
// packages/engine/src/operations/index.ts
const OPERATIONS = [
	SIGN,
	VERIFY,
	INSPECT,
	ATTEST,
	TIMESTAMP_FILES,
	COPY,
	RELEASE,
	INIT,
	KEYS_LIST,
	KEYS_GENERATE,
	KEYS_CSR,
	KEYS_IMPORT_CERTIFICATE,
	LOG_INIT,
	LOG_FLUSH,
	LOG_VERIFY,
	LOG_PROVE,
	LOG_RECEIPT,
	LOG_VERIFY_RECEIPT,
	LOG_SEARCH,
	LOG_RECORD,
	LOG_ERASE,
	LOG_MONITOR,
	LOG_MIRROR,
	LOG_SERVE,
	LOG_WITNESS,
	TRUST_INIT,
	TRUST_ROTATE,
	TRUST_SHOW,
	SERVE
];
export { ATTEST as a, RELEASE as i, VERIFY as n, SIGN as r, OPERATIONS as t };
