import { DIGEST_NAMES, FORMAT_IDS, IF_SIGNED, OCI_FORMATS } from './choices.ts'
import type { OperationSpec } from './option-spec.ts'
import {
  ALLOW_HTTP_REGISTRY,
  CERTIFICATE,
  CONCURRENCY,
  CONFIG,
  JSON_FLAG,
  KEY,
  MODULE,
  NO_TIMESTAMP,
  TIMESTAMP,
} from './shared-options.ts'

export const SIGN: OperationSpec = {
  name: 'sign',
  summary: 'Sign files and images in their native formats, with a key in an HSM, and leave a record of each',
  operands: 'FILE|IMAGE...',
  options: [
    { ...KEY, help: `${KEY.help}; may be left out where every file has a --key-for` },
    {
      name: 'key-for',
      kind: 'list',
      value: 'PATTERN=KEY',
      help: 'PATTERN=KEY: sign the files that the path, folder or glob means with this key; of several the first decides',
    },
    { name: 'out', kind: 'text', value: 'DIR', help: 'write signed copies to DIR; this or --in-place' },
    { name: 'in-place', kind: 'flag', help: 'sign the files themselves; a crash leaves the old file or the new' },
    MODULE,
    CERTIFICATE,
    {
      name: 'format',
      kind: 'text',
      value: 'ID',
      choices: FORMAT_IDS,
      help: 'sign as this format; blob: a detached signature for files of no known kind',
    },
    { name: 'append', kind: 'flag', help: 'keep the signatures that are there' },
    {
      name: 'if-signed',
      kind: 'text',
      value: 'WHAT',
      choices: IF_SIGNED,
      help: 'replace (the default), append, error, or keep what this key has signed and recorded already',
    },
    { name: 'digest', kind: 'text', value: 'NAME', choices: DIGEST_NAMES, help: "digest; by default the key's own" },
    { name: 'description', kind: 'text', value: 'TEXT', help: 'what the program is called (Authenticode)' },
    { name: 'url', kind: 'text', value: 'URL', help: 'where to read about it (Authenticode)' },
    TIMESTAMP,
    NO_TIMESTAMP,
    {
      name: 'oci-format',
      kind: 'list',
      value: 'KIND',
      choices: OCI_FORMATS,
      help: 'images: bundle (the default), cosign (its classic tag), notary-jws, notary-cose; one or several',
    },
    { name: 'recursive', kind: 'flag', help: 'images: sign what an index names, too' },
    { name: 'annotation', kind: 'list', value: 'NAME=VALUE', help: 'images: signed with them' },
    ALLOW_HTTP_REGISTRY,
    { name: 'attest', kind: 'switch', help: 'leave a signing record beside each file' },
    CONCURRENCY,
    { name: 'dry-run', kind: 'flag', help: 'check everything up to the signature, write nothing' },
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    ['chancery sign dist/app.exe --key release --out signed', 'one file, to signed/app.exe'],
    ["chancery sign 'dist/**' '!**/*.map' --key release --in-place", 'everything below dist, mixed formats, one login'],
    [
      "chancery sign 'dist/**' --key release --key-for 'dist/*.msi=installer' --out signed",
      'installers with a key of their own',
    ],
    [
      "chancery sign app.jar --key 'pkcs11:token=ci;object=release' --module /usr/lib/softhsm/libsofthsm2.so --out signed",
      'without a chancery.yaml; the PIN comes from CHANCERY_PIN',
    ],
    [
      "chancery sign 'dist/**' --key release --out signed --if-signed keep",
      'once more, after an interruption: only the rest',
    ],
    [
      'chancery sign oci://registry.example.com/team/app:1.2 --key release',
      'an image, as `cosign verify --key` takes it',
    ],
    [
      'chancery sign oci://registry.example.com/team/app:1.2 --key release --oci-format bundle --oci-format notary-jws --recursive',
      'for cosign and notation, and each platform of it',
    ],
    ['chancery sign tool.tar.gz --format blob --key release --out signed', 'a detached signature: tool.tar.gz.p7s'],
  ],
}
