/** Registries with an authority of their own, and mirrors: by flag, variable and chancery.yaml. */
import { appendFileSync, writeFileSync } from 'node:fs'
import { createCa, softHsmMissing, startRegistry } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ImageBench, imageBench, one, outcome } from './image-bench.ts'

describe.skipIf(softHsmMissing())('a registry whose authority only its owner knows', () => {
  let bench: ImageBench
  let commands: readonly (readonly string[])[]
  beforeAll(async () => {
    const ca = await createCa({ name: 'Registry' })
    bench = await imageBench({ ca })
    bench.push('team/app', '1')
    writeFileSync(bench.work.at('ca.pem'), ca.root.certificate.pem)
    writeFileSync(bench.work.at('ca.der'), ca.root.certificate.der)
    writeFileSync(bench.work.at('other.pem'), (await createCa({ name: 'Other' })).root.certificate.pem)
    writeFileSync(bench.work.at('empty.pem'), '')
    writeFileSync(bench.work.at('bom.json'), '{"bomFormat":"CycloneDX"}')
    const image = bench.at('team/app:1')
    commands = [
      ['sign', image, '--key', 'release'],
      ['verify', image, '--trust', 'release.pub'],
      ['inspect', image],
      ['attest', image, '--sbom', 'bom.json'],
      ['copy', image, bench.at('team/copy:1')],
    ]
    return () => bench[Symbol.asyncDispose]()
  })

  it('is asked by every command that is told of it', async () => {
    for (const command of commands) {
      const ran = await bench.run(...command, '--registry-ca', 'other.pem', '--registry-ca', 'ca.pem')
      expect(ran.code, ran.stderr).toBe(0)
    }
    expect((await bench.run(...(commands[2] as string[]), '--registry-ca', 'ca.der')).code).toBe(0)
  })

  it.each([
    [[], 3, 'REGISTRY_CERTIFICATE'],
    [['--registry-ca', 'other.pem'], 3, 'REGISTRY_CERTIFICATE'],
    [['--registry-ca', 'empty.pem'], 2, 'TRUST_INVALID'],
    [['--registry-ca', 'none.pem'], 2, 'FILE_NOT_FOUND'],
  ])('is not asked with %j', async (args, exit, code) => {
    bench.registry.clearLog()
    for (const command of commands) {
      const { code: actual, json, stderr } = await bench.work.run([...command, ...args, '--json'])
      const entry = json.failed?.[0] ?? json.files?.[0]
      expect([actual, entry?.code], command[0]).toEqual([exit, code])
      if (code === 'REGISTRY_CERTIFICATE') expect(stderr + JSON.stringify(json)).toMatch(/--registry-ca/)
    }
    expect(bench.registry.log).toEqual([])
  })

  it('may be told by the environment and by chancery.yaml; the flag goes before both', async () => {
    const [, , inspect] = commands as readonly string[][]
    const run = (env: Record<string, string>, ...args: readonly string[]) =>
      bench.work.run([...(inspect as string[]), ...args, '--json'], { env })
    expect(outcome(await run({ CHANCERY_REGISTRY_CA: 'other.pem, ca.pem' }))[0]).toBe(0)
    appendFileSync(bench.work.at('chancery.yaml'), '\nregistry: { ca: ca.pem }\n')
    expect(outcome(await run({}))[0]).toBe(0)
    expect(outcome(await run({ CHANCERY_REGISTRY_CA: 'other.pem' }))).toEqual([3, 'REGISTRY_CERTIFICATE'])
    expect(outcome(await run({}, '--registry-ca', 'other.pem'))).toEqual([3, 'REGISTRY_CERTIFICATE'])
    expect(outcome(await run({ CHANCERY_REGISTRY_CA: 'other.pem' }, '--registry-ca', 'ca.pem'))[0]).toBe(0)
  })
})

describe.skipIf(softHsmMissing())('mirrors of chancery.yaml', () => {
  it('are read for what a digest proves; tags and signatures come from the registry itself', async () => {
    const ca = await createCa({ name: 'Mirror' })
    await using mirror = await startRegistry({ ca })
    await using bench = await imageBench()
    writeFileSync(bench.work.at('ca.pem'), ca.root.certificate.pem)
    const mirrors = `{ "${bench.registry.host}": "https://${mirror.host}/hub" }`
    appendFileSync(bench.work.at('chancery.yaml'), `\nregistry: { ca: [ca.pem], mirrors: ${mirrors} }\n`)
    const index = bench.push('team/app', '1', 'index')
    mirror.push('hub/team/app', '1', { kind: 'index' })
    const image = bench.at('team/app:1')
    const ran = await bench.run('sign', image, '--key', 'release', '--no-attest')
    expect(ran.code, ran.stderr).toBe(0)
    const seen = await bench.run('inspect', image)
    expect(one(seen).image?.platforms).toHaveLength(2)
    const [part] = JSON.parse(new TextDecoder().decode(index.bytes)).manifests
    expect(mirror.count(new RegExp(`GET .*/manifests/${part.digest}`))).toBe(1)
    expect(bench.registry.count(new RegExp(`GET .*/manifests/${part.digest}`))).toBe(0)
    expect(mirror.count(/manifests\/1$|referrers/)).toBe(0)
    expect(mirror.log.every(({ method }) => method === 'GET' || method === 'HEAD')).toBe(true)
  })
})
