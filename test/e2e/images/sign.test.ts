/** Images signed by the command line: what is pushed, what the report says of it, and what is refused. */
import { writeFileSync } from 'node:fs'
import type { SignedFile } from '@chancery/engine'
import { softHsmMissing } from '@chancery/testkit'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ImageBench, imageBench, one, outcome } from './image-bench.ts'

const ALL = ['bundle', 'cosign', 'notary-jws', 'notary-cose'].flatMap((kind) => ['--oci-format', kind])

describe.skipIf(softHsmMissing()).each([true, false])('where the registry has a referrers API: %s', (referrers) => {
  let bench: ImageBench
  beforeAll(async () => {
    bench = await imageBench({ referrers })
    return () => bench[Symbol.asyncDispose]()
  })
  beforeEach(() => bench.registry.clearLog())
  const sign = (...args: readonly string[]) => bench.run('sign', '--key', 'release', ...args)

  it('signs the digest that a tag stands for, and says which; no layer is touched', async () => {
    const image = bench.push('team/app', '1')
    const ran = await sign(bench.at('team/app:1'))
    expect(ran.code, ran.stderr).toBe(0)
    const sha256 = image.digest.slice(7)
    expect(one(ran)).toMatchObject({
      path: bench.at('team/app:1'),
      out: bench.at(`team/app@${image.digest}`),
      format: 'oci-bundle',
      digest: { before: { sha256 }, after: { sha256 } },
      key: 'release',
      certificate: null,
      signatureAlgorithm: 'rsa-pkcs1-sha256',
      timestamp: { authority: 'CN=Chancery Development TSA' },
    })
    expect(one(ran).signature).toMatch(/@sha256:[0-9a-f]{64}$/)
    expect(one(ran).bundle).toMatch(/@sha256:[0-9a-f]{64}$/)
    expect(bench.registry.count(/ \/v2\/team\/app\/manifests\/1$/)).toBe(1)
    const [layer] = JSON.parse(new TextDecoder().decode(image.bytes)).layers
    expect(bench.registry.count(new RegExp(layer.digest))).toBe(0)
    expect(outcome(await bench.run('verify', bench.at('team/app:1')))).toEqual([0, 'verified'])
  })

  it('makes every form in one go, each with a record, and all are relied on', async () => {
    bench.push('team/all', '1', 'docker')
    const ran = await sign(bench.at('team/all:1'), ...ALL, '--certificate', '.chancery/release.pem')
    expect(ran.code, ran.stderr).toBe(0)
    const made = ran.json.files as readonly SignedFile[]
    expect(made.map(({ format, certificate }) => [format, certificate === null])).toEqual([
      ['oci-bundle', true],
      ['oci-bundle', false],
      ['oci-cosign', true],
      ['oci-cosign', false],
      ['oci-notary-jws', false],
      ['oci-notary-cose', false],
    ])
    expect(new Set(made.map(({ bundle }) => bundle)).size).toBe(6)
    const verified = one(await bench.run('verify', bench.at('team/all:1'), '--require', 'timestamp,attestation,strong'))
    expect(verified).toMatchObject({ verdict: 'verified', record: 'verified' })
    expect(verified.signatures).toHaveLength(6)
    expect(verified.signatures.every((one) => 'reliedOn' in one && one.reliedOn)).toBe(true)
    expect(verified.image?.attestations).toHaveLength(6)
  })

  it('signs an index, and with --recursive what it names', async () => {
    const index = bench.push('team/idx', '1', 'index')
    const { manifests } = JSON.parse(new TextDecoder().decode(index.bytes))
    expect((await sign(bench.at('team/idx:1'), '--no-attest')).json.files).toHaveLength(1)
    const part = bench.at(`team/idx@${manifests[1].digest}`)
    expect(outcome(await bench.run('verify', part))).toEqual([1, 'NOT_SIGNED'])
    const ran = await sign(bench.at('team/idx:1'), '--recursive', '--no-attest')
    expect((ran.json.files as readonly SignedFile[]).map(({ out }) => out)).toEqual(
      [index.digest, manifests[0].digest, manifests[1].digest].map((digest) => bench.at(`team/idx@${digest}`)),
    )
    expect(outcome(await bench.run('verify', part))).toEqual([0, 'verified'])
  })

  it('signs files and images in one command; what fails leaves the others alone', async () => {
    bench.push('team/mixed', '1')
    writeFileSync(bench.work.at('notes.txt'), 'notes\n')
    const ran = await sign(
      bench.at('team/none:1'),
      'notes.txt',
      bench.at('team/mixed:1'),
      '--format',
      'blob',
      '--in-place',
    )
    expect(outcome(ran)).toEqual([2, 'IMAGE_NOT_FOUND'])
    expect((ran.json.files as readonly SignedFile[]).map(({ format }) => format)).toEqual(['blob', 'oci-bundle'])
    expect(ran.json.failed).toMatchObject([{ path: bench.at('team/none:1') }])
    const both = await bench.run('verify', 'notes.txt', bench.at('team/mixed:1'))
    expect([both.code, both.json.files.length]).toEqual([0, 2])
  })

  it('--dry-run resolves and checks, and writes nothing', async () => {
    const { digest } = bench.push('team/dry', '1')
    const ran = await sign(bench.at('team/dry:1'), '--dry-run', ...ALL)
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.json.files).toHaveLength(4)
    expect(ran.json.files[0]).toMatchObject({
      out: bench.at(`team/dry@${digest}`),
      signature: null,
      digest: { after: null },
      timestamp: null,
      bundle: null,
    })
    expect(bench.registry.log.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([])
  })

  it('--if-signed keep pushes nothing where this key has signed and recorded; anything that is asked for anew is signed', async () => {
    bench.push('team/keep', '1')
    const image = bench.at('team/keep:1')
    const keep = (...args: readonly string[]) => sign(image, '--if-signed', 'keep', ...args)
    expect(one(await sign(image, '--no-attest')).bundle).toBeNull()
    expect(one(await keep()).action).toBe('signed')
    bench.registry.clearLog()
    const again = await keep()
    const kept = one(again)
    expect(again.stderr).toContain(`kept  ${image}`)
    expect(kept).toMatchObject({ action: 'kept', timestamp: { authority: 'CN=Chancery Development TSA' } })
    expect(kept.bundle).not.toBeNull()
    expect(bench.registry.log.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([])
    expect(one(await keep('--annotation', 'env=prod')).action).toBe('signed')
    expect(one(await keep('--oci-format', 'cosign')).action).toBe('signed')
    expect(one(await keep('--oci-format', 'cosign')).action).toBe('kept')
    expect(outcome(await sign(image, '--if-signed', 'error'))).toEqual([2, 'FILE_ALREADY_SIGNED'])
  })

  it.each(['keep', 'error'])(
    '--if-signed %s takes no signature for absent that the registry fails to show',
    async (what) => {
      bench.push(`team/unseen-${what}`, '1')
      const image = bench.at(`team/unseen-${what}:1`)
      const { signature } = one(await sign(image, '--no-attest'))
      const digest = signature?.slice(signature.indexOf('@') + 1)
      bench.registry.clearLog()
      bench.registry.lie({ fault: { kind: 'status', status: 403 }, on: new RegExp(`GET .*/manifests/${digest}`) })
      expect(outcome(await sign(image, '--no-attest', '--if-signed', what))).toEqual([3, 'REGISTRY_DENIED'])
      bench.registry.beHonest()
      expect(bench.registry.log.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([])
    },
  )

  it('an attestation is no signature that would keep or forbid one', async () => {
    bench.push('team/attested', '1')
    writeFileSync(bench.work.at('p.json'), '{"a":1}')
    const image = bench.at('team/attested:1')
    await bench.run('attest', image, '--predicate-type', 'https://example.com/p', '--predicate', 'p.json')
    expect(outcome(await sign(image, '--if-signed', 'error'))).toEqual([0, 'done'])
  })

  it('the classic layout replaces what this key signed there, and with append adds', async () => {
    const { digest } = bench.push('team/classic', '1')
    const image = bench.at('team/classic:1')
    const layers = (): number => {
      const { tags, manifests } = bench.registry.repository('team/classic')
      const manifest = manifests.get(tags.get(`${digest.replace(':', '-')}.sig`) as string)
      return JSON.parse(new TextDecoder().decode(manifest?.bytes)).layers.length
    }
    const classic = (...args: readonly string[]) => sign(image, '--oci-format', 'cosign', '--no-attest', ...args)
    for (const env of ['a', 'b']) expect((await classic('--annotation', `env=${env}`)).code).toBe(0)
    expect(layers()).toBe(1)
    expect(outcome(await bench.run('verify', image, '--annotation', 'env=b'))).toEqual([0, 'verified'])
    expect(outcome(await bench.run('verify', image, '--annotation', 'env=a'))).toEqual([1, 'OCI_ANNOTATION_MISMATCH'])
    expect((await classic('--if-signed', 'append', '--annotation', 'env=c')).code).toBe(0)
    expect(layers()).toBe(2)
    expect((await classic('--certificate', '.chancery/release.pem')).code).toBe(0)
    // One by the key, one under its certificate.
    expect(layers()).toBe(2)
  })
})

describe.skipIf(softHsmMissing())('refused before anything is asked of the registry', () => {
  let bench: ImageBench
  beforeAll(async () => {
    bench = await imageBench()
    bench.push('team/app', '1')
    return () => bench[Symbol.asyncDispose]()
  })

  it.each([
    [['--if-signed', 'replace'], 'OPTIONS_CONFLICT'],
    [['--annotation', 'nothing'], 'OPTION_INVALID'],
    [['--annotation', 'a=1', '--annotation', 'a=2'], 'OPTION_INVALID'],
    [['--oci-format', 'other'], 'OPTION_INVALID'],
    [['--timestamp', 'http://127.0.0.1:1', '--no-timestamp'], 'OPTIONS_CONFLICT'],
  ])('%j', async (args, code) => {
    bench.registry.clearLog()
    const ran = await bench.run('sign', bench.at('team/app:1'), '--key', 'release', ...args)
    expect(outcome(ran)).toEqual([2, code])
    expect(bench.registry.log).toEqual([])
  })

  it.each([
    ['oci://team/app:1', 'REFERENCE_INVALID'],
    [`oci://127.0.0.1:1/team/app`, 'REFERENCE_INVALID'],
    ['oci-layout:none', 'IMAGE_NOT_FOUND'],
  ])('%s', async (reference, code) => {
    expect(outcome(await bench.run('sign', reference, '--key', 'release'))).toEqual([2, code])
  })

  it('a key without a certificate signs for cosign, and not for notation', async () => {
    const key = ['--key', 'attestation', '--no-attest', '--no-timestamp']
    expect((await bench.run('sign', bench.at('team/app:1'), ...key, '--oci-format', 'cosign')).code).toBe(0)
    const ran = await bench.run('sign', bench.at('team/app:1'), ...key, '--oci-format', 'notary-cose')
    expect(outcome(ran)).toEqual([2, 'CERTIFICATE_MISSING'])
  })

  it('100 images: one login each at token and registry, and the bytes of a signature', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `many/app:${i}`)
    for (const name of names) bench.push('many/app', name.slice('many/app:'.length))
    bench.registry.clearLog()
    const ran = await bench.run('sign', ...names.map(bench.at), '--key', 'release', '--no-attest', '--no-timestamp')
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.json.files).toHaveLength(100)
    const up = bench.registry.log.reduce((sum, one) => sum + one.up, 0)
    expect(up / 100).toBeLessThan(8192)
    const digests = new Set((ran.json.files as readonly SignedFile[]).map(({ digest }) => digest.after?.sha256))
    expect(digests.size).toBe(100)
  })
})
