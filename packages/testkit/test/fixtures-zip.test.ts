import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  bombEntry,
  buildJar,
  buildZip,
  createCa,
  type JarKind,
  jarsigner,
  startTsa,
  tempDir,
  tool,
  writeJar,
  type ZipEntry,
  type ZipOptions,
} from '../src/index.ts'

const data = 'hello hello hello\n'
const GOOD: readonly (readonly [string, readonly ZipEntry[], ZipOptions?])[] = [
  ['deflated', [{ name: 'a.txt', data }]],
  ['stored', [{ name: 'a.txt', data, method: 'stored' }]],
  ['with a directory', [{ name: 'a/' }, { name: 'a/b.txt', data }]],
  ['with a signed data descriptor', [{ name: 'a.txt', data, descriptor: 'signed' }]],
  ['with a bare data descriptor', [{ name: 'a.txt', data, descriptor: 'bare' }]],
  ['with 64-bit sizes', [{ name: 'a.txt', data, zip64: true }], { zip64: true }],
  ['with a name beyond ASCII', [{ name: 'Grüße.txt', data }]],
  ['with comments', [{ name: 'a.txt', data, comment: 'c' }], { comment: new TextEncoder().encode('archive') }],
  ['with a bomb of 20 MiB', [bombEntry('zeros', 20)]],
]

test.for(GOOD)('unzip and Java read an archive %s', async ([, entries, options], context) => {
  using dir = tempDir()
  const path = dir.write('a.jar', buildZip(entries, options))
  const tested = await tool('unzip', context).run(['-t', path])
  expect(tested.text).toContain('No errors detected')
  expect(tested.code).toBe(0)
  const listed = await tool('jar', context).run(['tf', path])
  expect(listed).toMatchObject({ code: 0, stderr: '' })
  expect(listed.text.trim().split('\n')).toEqual(entries.map(({ name }) => name))
})

const BAD: readonly (readonly [string, readonly ZipEntry[], ZipOptions?])[] = [
  [
    'overlapping entries',
    [
      { name: 'a', data },
      { name: 'b', data, sameDataAs: 'a' },
    ],
  ],
  ['a wrong checksum', [{ name: 'a', data, central: { crc32: 1 }, local: { crc32: 1 } }]],
  ['two names for one entry', [{ name: 'a', data, central: { name: 'b' } }]],
  ['an offset beyond the end', [{ name: 'a', data, central: { offset: 0x7fffffff } }]],
  ['a directory that is not where it should be', [{ name: 'a', data }], { end: { offset: 3 } }],
]

test.for(BAD)('unzip complains of %s', async ([, entries, options], context) => {
  using dir = tempDir()
  const tested = await tool('unzip', context).run(['-t', dir.write('a.zip', buildZip(entries, options))])
  expect(tested.code).not.toBe(0)
})

test('an entry of either half only is in the bytes, and not in the other half', async (context) => {
  using dir = tempDir()
  const hidden = buildZip([
    { name: 'seen', data },
    { name: 'hidden', data, only: 'local' },
  ])
  expect(Buffer.from(hidden).includes('hidden')).toBe(true)
  const listed = await tool('unzip', context).run(['-Z1', dir.write('a.zip', hidden)])
  expect(listed.text.trim()).toBe('seen')
  const ghost = buildZip([
    { name: 'seen', data },
    { name: 'ghost', data, only: 'central' },
  ])
  expect((await tool('unzip', context).run(['-t', dir.write('b.zip', ghost)])).code).not.toBe(0)
})

test('duplicate names are both listed', async (context) => {
  using dir = tempDir()
  const path = dir.write(
    'a.zip',
    buildZip([
      { name: 'a', data },
      { name: 'a', data: 'other' },
    ]),
  )
  expect((await tool('unzip', context).run(['-Z1', path])).text.trim()).toBe('a\na')
})

test.for(['jar', 'war', 'ear', 'aab'] as const satisfies readonly JarKind[])(
  'jarsigner signs and verifies the %s fixture',
  async (kind, context) => {
    using dir = tempDir()
    const ca = await createCa()
    await using tsa = await startTsa({ ca })
    const path = dir.write(`a.${kind}`, buildJar({ kind }))
    const program = jarsigner(context)
    const signed = await program.sign(path, await ca.certify(), ['-tsa', tsa.url])
    expect(signed.text).toContain('jar signed.')
    expect(tsa.requests).toBe(1)
    expect(await program.verify(path, { trust: ca.root.certificate.pem })).toMatchObject({ accepted: true })
  },
)

test('jarsigner refuses a jar that is unsigned, of a stranger, or has an unsigned entry', async (context) => {
  using dir = tempDir()
  const [ca, stranger] = [await createCa(), await createCa({ name: 'Other' })]
  const program = jarsigner(context)
  const path = dir.write('a.jar', buildJar())
  const trust = { trust: ca.root.certificate.pem }
  const unsigned = await program.verify(path, trust)
  expect(unsigned.text).toContain('jar is unsigned')
  expect(unsigned.accepted).toBe(false)
  await program.sign(path, await ca.certify({ key: 'p384' }))
  expect(await program.verify(path, trust)).toMatchObject({ accepted: true })
  expect(await program.verify(path, { trust: stranger.root.certificate.pem })).toMatchObject({ accepted: false })
  dir.write('late.txt', 'late')
  await tool('zip', context).run(['-q', path, 'late.txt'], { cwd: dir.path })
  const extended = await program.verify(path, trust)
  expect(extended.text).toContain('unsigned entries')
  expect(extended.accepted).toBe(false)
})

test('jarsigner refuses a signer whose extended key usage is not for code', async (context) => {
  using dir = tempDir()
  const ca = await createCa()
  const path = dir.write('a.jar', buildJar())
  const program = jarsigner(context)
  await program.sign(path, await ca.certify({ fault: 'wrong-eku' }))
  const verdict = await program.verify(path, { trust: ca.root.certificate.pem })
  expect(verdict.accepted).toBe(false)
  expect(verdict.text).toContain("ExtendedKeyUsage extension doesn't allow code signing")
})

test('a written JAR of many entries is whole', async (context) => {
  using dir = tempDir()
  await writeJar(dir.at('big.jar'), { entries: 300, size: 5_000_000 })
  expect(statSync(dir.at('big.jar')).size).toBeGreaterThan(5_000_000)
  expect(statSync(dir.at('big.jar')).size).toBeLessThan(5_200_000)
  const tested = await tool('unzip', context).run(['-tq', dir.at('big.jar')])
  expect(tested).toMatchObject({ code: 0 })
  expect(tested.text).toContain('No errors detected')
})
