import { EVENT_KINDS } from './choices.ts'
import type { OperationSpec, OptionSpec } from './option-spec.ts'
import {
  CONFIG,
  JSON_FLAG,
  KEY,
  LOG_POLICY,
  MODULE,
  RATE_LIMIT,
  TLS_CERTIFICATE,
  TLS_KEY,
  TRUST,
} from './shared-options.ts'

export const LOG_INIT: OperationSpec = {
  name: 'log init',
  summary: 'Make the transparency log that chancery.yaml names: empty, with its first checkpoint',
  operands: null,
  options: [
    { name: 'out', kind: 'text', value: 'FILE', help: 'write its verifier key here, for --trust; stdout by default' },
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    ['chancery log init --out log.vkey', 'log: { dir: log, origin: log.example.com, key: log } in chancery.yaml'],
  ],
}

export const LOG_FLUSH: OperationSpec = {
  name: 'log flush',
  summary: 'Log what was signed while the log was away, and give the records their proofs',
  operands: null,
  options: [CONFIG, JSON_FLAG],
  examples: [['chancery log flush', 'after log: { onFailure: queue } has queued entries; fails while some remain']],
}

const LOG_TRUST: OptionSpec = { ...TRUST, help: "the log's verifier key, or trusted_root.json" }
const LOG_CA: OptionSpec = {
  name: 'log-ca',
  kind: 'list',
  value: 'FILE',
  help: "PEM certificates of the log server's own authority, trusted beside the system's",
}
const LOG: OptionSpec = {
  name: 'log',
  kind: 'text',
  value: 'DIR|URL',
  help: 'the log; by default that of chancery.yaml',
}

export const LOG_VERIFY: OperationSpec = {
  name: 'log verify',
  summary: 'Verify a whole log: every entry, every tile, the checkpoint; a folder without any network',
  operands: '[DIR|URL]',
  options: [
    LOG_TRUST,
    LOG_POLICY,
    { name: 'since', kind: 'text', value: 'FILE', help: 'refuse a log that does not continue this checkpoint' },
    { name: 'out', kind: 'text', value: 'FILE', help: 'keep the verified checkpoint here, for --since next time' },
    LOG_CA,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    ['chancery log verify https://log.example.com --trust log.vkey', 'the whole log, over HTTPS'],
    [
      'chancery log verify copy --trust log.vkey --since seen --out seen',
      'a copy, and that it continues what was seen',
    ],
  ],
}

export const LOG_PROVE: OperationSpec = {
  name: 'log prove',
  summary: 'Prove that an entry is in the log: as a file (c2sp.org/tlog-proof), or in the bundle that it is of',
  operands: null,
  options: [
    LOG,
    { name: 'index', kind: 'text', value: 'N', help: 'the entry: by its place, from 0' },
    {
      name: 'bundle',
      kind: 'text',
      value: 'FILE',
      help: 'the entry of this bundle, which gets the proof by the newest checkpoint',
    },
    {
      name: 'entry-digest',
      kind: 'text',
      value: 'SHA256',
      help: 'the entry by its own digest, or by that of what was signed',
    },
    {
      name: 'out',
      kind: 'text',
      value: 'FILE',
      help: 'write the proof here, and nothing into the bundle; without both stdout',
    },
    LOG_TRUST,
    LOG_POLICY,
    LOG_CA,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    ['chancery log prove --index 12 --out app.exe.tlog-proof', 'for tools that read c2sp.org/tlog-proof'],
    [
      'chancery log prove --bundle app.exe.sigstore.json --log https://log.example.com --trust log.vkey',
      'a newer proof',
    ],
  ],
}

export const LOG_SEARCH: OperationSpec = {
  name: 'log search',
  summary: 'Find entries by artifact, key, repository, time or place, in a log that is verified on the way',
  operands: '[FILE...]',
  options: [
    LOG,
    { name: 'sha256', kind: 'list', value: 'HEX', help: 'of an artifact, of what was signed, or of the entry' },
    {
      name: 'signer-key',
      kind: 'list',
      value: 'FINGERPRINT',
      help: 'SHA256:... as reports have it, or SHA-256 of the public key, hex',
    },
    { name: 'repository', kind: 'list', value: 'URL', help: 'of the CI job, as the record says that its token said' },
    {
      name: 'event',
      kind: 'list',
      value: 'KIND',
      choices: EVENT_KINDS,
      help: 'what happened beside signatures: denial, policy-change, key-ceremony, key-generated ...',
    },
    {
      name: 'since',
      kind: 'text',
      value: 'INDEX|TIME',
      help: 'from here on: a place in the log, or the time of the record',
    },
    { name: 'until', kind: 'text', value: 'INDEX|TIME', help: 'up to here' },
    {
      name: 'records',
      kind: 'list',
      value: 'FILE|DIR',
      help: 'bundles, and folders of *.sigstore.json: they say which artifact, job and time an entry is of; log.events always',
    },
    LOG_TRUST,
    LOG_POLICY,
    LOG_CA,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    ['chancery log search app.exe', 'by what is recorded beside the file; exit 1 where nothing is'],
    [
      'chancery log search --repository https://github.com/acme/app --since 2026-11-01 --records archive',
      'what a repository had signed since, by the records that are kept',
    ],
    ['chancery log search --event denial --since 2026-11-01', 'who was refused what, by the events that are kept'],
    [
      'chancery log search --signer-key SHA256:6Y5BTIeUn2JW/7PJQyPbpZVNCFPnHiGKTq4vlkuQTYI --since 1000',
      'what a key has signed',
    ],
  ],
}

export const LOG_MONITOR: OperationSpec = {
  name: 'log monitor',
  summary:
    'Look whether a log forks, rewinds, drops or moves entries, shows others something else, or has signatures that nobody knows',
  operands: '[DIR|URL]',
  options: [
    LOG_TRUST,
    LOG_POLICY,
    {
      name: 'state',
      kind: 'text',
      value: 'FILE',
      help: 'what was seen last, kept between two looks; begun where it is not there',
      required: true,
    },
    {
      name: 'signer-key',
      kind: 'list',
      value: 'FILE|FINGERPRINT',
      help: 'whose signatures must be known: PEM, or as reports name it; by default, with --known, everybody',
    },
    {
      name: 'known',
      kind: 'list',
      value: 'FILE|DIR',
      help: 'the records that are known: bundles, and folders of *.sigstore.json; what their proofs promise must be kept',
    },
    { name: 'accept', kind: 'list', value: 'INDEX', help: 'an unknown signature that is explained; remembered' },
    { name: 'mirror', kind: 'list', value: 'DIR|URL', help: 'a copy of the log, which must be of the same log' },
    { name: 'witness', kind: 'list', value: 'URL', help: 'a witness, whose latest checkpoint must be of the same log' },
    { name: 'seen', kind: 'list', value: 'FILE|URL', help: 'a checkpoint that somebody else was shown' },
    { name: 'full', kind: 'flag', help: 'verify all entries again, not only those that are new' },
    LOG_CA,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    [
      'chancery log monitor https://log.example.com --trust log.vkey --state log.state --signer-key attestation.pub --known archive',
      'from a timer, on another machine than the one that signs; exit 1 says what is wrong',
    ],
    [
      'chancery log monitor https://log.example.com --trust log.vkey --state log.state --mirror https://mirror.example.com --witness https://witness.example.com',
      'and whether others are shown the same log',
    ],
  ],
}

export const LOG_MIRROR: OperationSpec = {
  name: 'log mirror',
  summary: 'Copy a log into a folder that any web server can serve: what is new, proved before it is written',
  operands: '[DIR|URL]',
  options: [
    { name: 'dir', kind: 'text', value: 'DIR', help: 'folder of the copy, and of nothing else', required: true },
    LOG_TRUST,
    LOG_POLICY,
    LOG_CA,
    {
      name: 'key',
      kind: 'text',
      value: 'NAME|URI',
      help: 'cosign what the copy has durably (c2sp.org/tlog-mirror), with this key, Ed25519',
    },
    { name: 'name', kind: 'text', value: 'NAME', help: 'with --key, what policies call it: mirror.example.com/m1' },
    MODULE,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    [
      'chancery log mirror https://log.example.com --dir /srv/mirror --trust log.vkey',
      'from a timer, on a machine of others; it goes on from where it was',
    ],
    [
      'chancery log mirror https://log.example.com --dir /srv/mirror --trust log.vkey --key mirror --name mirror.example.com/m1',
      'and says under the checkpoint that it has all of it',
    ],
  ],
}

export const LOG_SERVE: OperationSpec = {
  name: 'log serve',
  summary: 'Serve the checkpoint, the tiles and the entries of a log for reading, until it is told to stop',
  operands: '[DIR]',
  options: [
    {
      name: 'listen',
      kind: 'text',
      value: 'HOST:PORT',
      help: 'where; 127.0.0.1:8080 by default, port 0 for any that is free',
    },
    TLS_CERTIFICATE,
    TLS_KEY,
    RATE_LIMIT,
    CONFIG,
    { ...JSON_FLAG, help: 'one JSON object on stdout when it listens: with its url' },
  ],
  examples: [
    [
      'chancery log serve --listen 127.0.0.1:8080',
      'the log of chancery.yaml, behind a web server that has the certificate',
    ],
    [
      'chancery log serve --listen 0.0.0.0:443 --tls-certificate server.pem --tls-key server.key --rate-limit 6000',
      'for a network, with a certificate of its own',
    ],
  ],
}

export const LOG_WITNESS: OperationSpec = {
  name: 'log witness',
  summary:
    'Be a witness of logs (c2sp.org/tlog-witness): cosign what continues what was cosigned before, until told to stop',
  operands: null,
  options: [
    {
      name: 'log-key',
      kind: 'list',
      value: 'FILE',
      help: 'verifier keys of the logs, of each also the former ones',
      required: true,
    },
    { ...KEY, help: 'the key that cosigns, Ed25519: of chancery.yaml, or a pkcs11: URI', required: true },
    MODULE,
    {
      name: 'name',
      kind: 'text',
      value: 'NAME',
      help: 'what policies call it: witness.example.com/w1',
      required: true,
    },
    {
      name: 'dir',
      kind: 'text',
      value: 'DIR',
      help: 'folder of what it has cosigned; its only memory',
      required: true,
    },
    {
      name: 'listen',
      kind: 'text',
      value: 'HOST:PORT',
      help: 'where; 127.0.0.1:8081 by default, port 0 for any that is free',
    },
    TLS_CERTIFICATE,
    TLS_KEY,
    RATE_LIMIT,
    CONFIG,
    { ...JSON_FLAG, help: 'one JSON object on stdout when it listens: with its url' },
  ],
  examples: [
    [
      'chancery log witness --log-key log.vkey --key witness --name witness.example.com/w1 --dir /var/lib/witness',
      'prints the line that a policy has for it',
    ],
  ],
}
