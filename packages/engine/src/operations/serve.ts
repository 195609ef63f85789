import type { OperationSpec } from './option-spec.ts'
import { CERTIFICATE, CONFIG, JSON_FLAG, MODULE, RATE_LIMIT, TLS_CERTIFICATE, TLS_KEY } from './shared-options.ts'

export const SERVE: OperationSpec = {
  name: 'serve',
  summary: 'Serve timestamps (RFC 3161) with a key in an HSM, until it is told to stop',
  operands: null,
  options: [
    { name: 'timestamp', kind: 'flag', help: 'be a timestamp authority: nothing else is served in this version' },
    {
      name: 'key',
      kind: 'text',
      value: 'NAME|URI',
      help: "the authority's key; by default the one of `timestamp:` in chancery.yaml, or tsa",
    },
    MODULE,
    { name: 'certificate', kind: 'text', value: 'FILE', help: CERTIFICATE.help },
    {
      name: 'listen',
      kind: 'text',
      value: 'HOST:PORT',
      help: 'where; 127.0.0.1:3161 by default, port 0 for any that is free',
    },
    {
      name: 'policy',
      kind: 'text',
      value: 'OID',
      help: 'the policy that tokens are under; by default an unregistered one',
    },
    {
      name: 'accuracy',
      kind: 'number',
      value: 'MS',
      help: 'how far the clock may be off, as tokens say; 1000 by default',
    },
    TLS_CERTIFICATE,
    TLS_KEY,
    { ...RATE_LIMIT, help: 'requests a minute of one client; 600 by default' },
    {
      name: 'clock-file',
      kind: 'text',
      value: 'FILE',
      help: 'remember the latest time here: a clock that was set back meanwhile is noticed at the next start',
    },
    CONFIG,
    { ...JSON_FLAG, help: 'one JSON object on stdout when it listens: with its url' },
  ],
  examples: [
    ['chancery serve --timestamp', 'the key tsa that chancery init made, for clients on this machine'],
    [
      'chancery serve --timestamp --key tsa --listen 0.0.0.0:3161 --policy 1.3.6.1.4.1.99999.1 --clock-file clock',
      'for a network',
    ],
  ],
}
