import { writeFileSync } from 'node:fs'
import { loadConfig } from '@chancery/engine'
import { type TempDir, tempDir } from '@chancery/testkit'
import { settled } from './format-target.ts'
import type { Target } from './target.ts'

const CONFIGS = [
  `keys:
  release:
    uri: "pkcs11:token=ci;object=release"
    module: /usr/lib/softhsm/libsofthsm2.so
    softhsm: .chancery/softhsm2.conf
    pin: { env: CHANCERY_PIN }
    certificate: certs/release.pem
  attestation:
    uri: "pkcs11:token=ci;object=attestation"
    pin: { file: .chancery/pin }
timestamp: { urls: ["https://tsa.example/ts"], quorum: 1 }
trust: [ca.pem, attestation.pub]
`,
  'keys: &k {a: {uri: "pkcs11:"}}\ntimestamp: { key: a }\ntrust: []\n',
  '{"keys": {"a": {"uri": "pkcs11:object=a"}}, "trust": ["x"]}\n',
]
const WORDS = [
  'keys:',
  'uri:',
  'pin:',
  '{ env: ',
  '&a',
  '*a',
  '<<: *a',
  '!!js/function',
  '!!binary',
  '? ',
  '- ',
  '|',
  '>',
  '%YAML 1.2',
  '---',
  '__proto__:',
  'log:',
  '.inf',
  '~',
  '[*a,*a,*a,*a]',
  '&b [*a,*a]',
]

let folder: TempDir | null = null

export const CONFIG_TARGET: Target = {
  id: 'config',
  material: () => ({
    seeds: CONFIGS.map((text) => new TextEncoder().encode(text)),
    grammars: ['text', 'text', 'text', 'bytes'],
    words: WORDS,
  }),
  async run(input) {
    if (!folder) {
      const made = tempDir()
      process.once('exit', () => made[Symbol.dispose]())
      folder = made
    }
    const path = folder.at('chancery.yaml')
    writeFileSync(path, input)
    return settled(async () => void (await loadConfig(folder?.path ?? '', path)))
  },
}
