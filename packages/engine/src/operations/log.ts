import type { OperationSpec, OptionSpec } from './option-spec.ts'
import { CONFIG, JSON_FLAG, TRUST } from './shared-options.ts'

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
  examples: [['chancery log flush', 'after log: { onFailure: queue } has queued entries; exit 3 while some remain']],
}

const LOG_TRUST: OptionSpec = { ...TRUST, help: "the log's verifier key, or trusted_root.json" }
const LOG_CA: OptionSpec = {
  name: 'log-ca',
  kind: 'list',
  value: 'FILE',
  help: "PEM certificates of the log server's own authority, trusted beside the system's",
}
const LOG_POLICY: OptionSpec = {
  name: 'log-policy',
  kind: 'text',
  value: 'FILE',
  guard: true,
  help: 'instead of --trust: logs, witnesses and the quorum that a checkpoint must have (c2sp.org/tlog-policy)',
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
    CONFIG,
    { ...JSON_FLAG, help: 'one JSON object on stdout when it listens: with its url' },
  ],
  examples: [
    [
      'chancery log serve --listen 127.0.0.1:8080',
      'the log of chancery.yaml, behind a web server that has the certificate',
    ],
  ],
}
