import { createPublicKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createCa, openssl } from '@chancery/testkit'
import { expect } from 'vitest'

/** A folder that `chancery init` made, whatever runs its commands. Everything of the key is put below `.chancery`. */
export interface Made {
  at(name: string): string
  chancery(...args: readonly string[]): Promise<{ readonly code: number | null; readonly stderr: string }>
}

/**
 * Another key for signing, in chancery.yaml as `name`, with a certificate by a CA of its own that the configuration trusts.
 * @param token label of a token that is there
 */
export async function addKey({ at, chancery }: Made, name: string, token = 'chancery'): Promise<void> {
  const yaml = readFileSync(at('chancery.yaml'), 'utf8')
  const release = /^ {2}release:\n(?: {4}.*\n)+/m.exec(yaml)?.[0] as string
  const other = release
    .replace('  release:', `  ${name}:`)
    .replace('token=chancery;object=release', `token=${token};object=${name}`)
    .replace('.chancery/release.pem', `.chancery/${name}.pem`)
  const text = yaml.replace(/^keys:\n/m, `keys:\n${other}`).replace('trust: [', `trust: [.chancery/${name}-ca.pem, `)
  writeFileSync(at('chancery.yaml'), text)
  for (const command of [
    ['keys', 'generate', '--key', name, '--label', name, '--kind', 'p256'],
    ['keys', 'csr', '--key', name, '--subject', `CN=${name}`, '--out', `.chancery/${name}.csr`],
  ]) {
    const { code, stderr } = await chancery(...command)
    expect(code, stderr).toBe(0)
  }
  const program = openssl({ skip: () => expect.fail('openssl is needed') })
  const { stdout } = await program.run(['req', '-in', at(`.chancery/${name}.csr`), '-pubkey', '-noout'])
  const publicKey = createPublicKey(Buffer.from(stdout).toString()).export({ type: 'spki', format: 'der' })
  const ca = await createCa({ name: `CA of ${name}` })
  const { chainPem } = await ca.issue({ publicKey: new Uint8Array(publicKey), subject: `CN=${name}` })
  writeFileSync(at(`.chancery/${name}.pem`), chainPem)
  writeFileSync(at(`.chancery/${name}-ca.pem`), ca.root.certificate.pem)
}
