import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { ImageSignatureEntry, SignedFile, VerifiedFile } from '@chancery/engine'
import { startRegistry, type TestImage, type TestRegistry, type TestRegistryOptions } from '@chancery/testkit'
import { expect } from 'vitest'
import { schemaOf } from '../cli/schemas.ts'
import { type Ran, type Workbench, workbench } from '../cli/workbench.ts'

/** A folder of `chancery init`, and a registry. */
export interface ImageBench extends AsyncDisposable {
  readonly work: Workbench
  readonly registry: TestRegistry
  /** `oci://HOST/NAME` */
  at(name: string): string
  push(name: string, tag: string, kind?: 'oci' | 'docker' | 'index'): TestImage
  /** With `--json`, which must be as its schema says. */
  run(...args: readonly string[]): Promise<Ran>
}

export async function imageBench(options: TestRegistryOptions = {}): Promise<ImageBench> {
  const work = await workbench()
  const registry = await startRegistry(options)
  // The key of the certificate in another form, for who wants files.
  const { publicKey } = new X509Certificate(work.read('.chancery/release.pem'))
  writeFileSync(work.at('release.pub'), publicKey.export({ type: 'spki', format: 'pem' }))
  return {
    work,
    registry,
    at: (name) => `oci://${registry.host}/${name}`,
    push: (name, tag, kind) => registry.push(name, tag, kind ? { kind } : {}),
    async run(...args) {
      const ran = await work.run([...args, '--json'])
      const valid = schemaOf(args[0] as string)
      expect(valid(ran.json), `${JSON.stringify(valid.errors)} ${ran.stdout}`).toBe(true)
      return ran
    },
    async [Symbol.asyncDispose]() {
      work[Symbol.dispose]()
      await registry[Symbol.asyncDispose]()
    },
  }
}

/** The only file of a report. */
export function one({ json, stderr }: Ran): SignedFile & VerifiedFile {
  expect(json.files, stderr).toHaveLength(1)
  return json.files[0] as SignedFile & VerifiedFile
}

export function signaturesOf(ran: Ran): readonly ImageSignatureEntry[] {
  return one(ran).signatures as readonly ImageSignatureEntry[]
}

/** Exit code, verdict or failure's code. */
export function outcome({ code, json }: Ran): readonly unknown[] {
  const [file] = json.files
  return [code, json.failed[0]?.code ?? file?.code ?? file?.verdict ?? 'done']
}
