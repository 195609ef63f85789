/** Statements that `chancery attest` makes, of two files, for its tests by kind. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AttestReport } from '@chancery/engine'
import { cosign } from '@chancery/testkit'
import { expect } from 'vitest'
import { schemaOf } from './schemas.ts'
import { type Ran, type Workbench, workbench } from './workbench.ts'

const valid = schemaOf('attest')

export interface Statement {
  readonly predicateType: string
  readonly subject: readonly { readonly name: string }[]
  readonly predicate: Readonly<Record<string, unknown>>
}

export interface AttestBench extends Workbench {
  write(name: string, text: string): void
  sha256(name: string): string
  /** The statement in a bundle. */
  statement(bundle: string): Statement
  attest(args: readonly string[], env?: Record<string, string>): Promise<Ran & { readonly report: AttestReport }>
  /** By cosign: of this file, of this type; and neither of another file nor of another type. */
  expectJudged(
    context: Parameters<typeof cosign>[0],
    file: string,
    bundle: string,
    predicateType: string,
  ): Promise<void>
}

/** With the files `app` and `other`. */
export async function attestBench(): Promise<AttestBench> {
  const bench = await workbench()
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(bench.at(name)), { recursive: true })
    writeFileSync(bench.at(name), text)
  }
  write('app', 'an app')
  write('other', 'another')
  return {
    ...bench,
    write,
    sha256: (name) => createHash('sha256').update(bench.read(name)).digest('hex'),
    statement(bundle) {
      const { dsseEnvelope } = JSON.parse(bench.read(bundle).toString())
      return JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString())
    },
    async attest(args, env = {}) {
      const ran = await bench.run(['attest', ...args, '--json'], { env })
      expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
      return { ...ran, json: ran.json, report: ran.json as unknown as AttestReport }
    },
    async expectJudged(context, file, bundle, predicateType) {
      const publicKeyPem = bench.read('.chancery/attestation.pub').toString()
      const judge = async (path: string, type: string): Promise<boolean> =>
        (
          await cosign(context).verifyAttestation(bench.at(path), bench.at(bundle), {
            publicKeyPem,
            predicateType: type,
          })
        ).accepted
      expect(await judge(file, predicateType)).toBe(true)
      expect(await judge('other', predicateType)).toBe(false)
      expect(await judge(file, 'https://example.com/other/v1')).toBe(false)
    },
  }
}

/** Exit code and the first failure's code. */
export function outcome({ code, json }: Ran): unknown[] {
  return [code, json.failed?.[0]?.code]
}
