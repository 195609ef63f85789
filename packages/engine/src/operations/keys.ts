import { KEY_KINDS } from './choices.ts'
import type { OperationSpec } from './option-spec.ts'
import { CONFIG, JSON_FLAG, KEY, MODULE } from './shared-options.ts'

export const KEYS_LIST: OperationSpec = {
  name: 'keys list',
  summary: 'List the private keys of tokens',
  operands: null,
  options: [{ ...KEY, help: 'whose token; by default those of chancery.yaml' }, MODULE, CONFIG, JSON_FLAG],
  examples: [['chancery keys list', 'every token that chancery.yaml names']],
}

export const KEYS_GENERATE: OperationSpec = {
  name: 'keys generate',
  summary: 'Make a key pair on a token; it never leaves it',
  operands: null,
  options: [
    { ...KEY, help: 'a key whose token is meant, or a URI: pkcs11:token=ci', required: true },
    { name: 'label', kind: 'text', value: 'LABEL', help: 'label of the new key', required: true },
    {
      name: 'kind',
      kind: 'text',
      value: 'KIND',
      choices: KEY_KINDS,
      help: 'rsa, p256, p384, p521 or ed25519',
      required: true,
    },
    {
      name: 'bits',
      kind: 'number',
      value: 'N',
      choices: ['2048', '3072', '4096'],
      help: 'of an RSA key; 3072 by default',
    },
    MODULE,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    ["chancery keys generate --key 'pkcs11:token=ci' --label release --kind rsa --bits 4096", 'a new release key'],
  ],
}

export const KEYS_CSR: OperationSpec = {
  name: 'keys csr',
  summary: 'Make a certificate request (PKCS #10) for a key',
  operands: null,
  options: [
    { ...KEY, required: true },
    { name: 'subject', kind: 'text', value: 'NAME', help: 'RFC 4514: CN=Release,O=Example,C=NL', required: true },
    { name: 'out', kind: 'text', value: 'FILE', help: 'write PEM here; stdout by default' },
    MODULE,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [["chancery keys csr --key release --subject 'CN=Release,O=Example' --out release.csr", 'for your CA']],
}

export const KEYS_IMPORT_CERTIFICATE: OperationSpec = {
  name: 'keys import-certificate',
  summary: 'Put a certificate beside its key on the token; one of another key is refused',
  operands: null,
  options: [
    { ...KEY, required: true },
    { name: 'certificate', kind: 'text', value: 'FILE', help: 'PEM, the own certificate first', required: true },
    MODULE,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [['chancery keys import-certificate --key release --certificate release.pem', 'what the CA sent back']],
}
