import {
  buildPe,
  createCa,
  createSoftToken,
  type SoftTokenFixture,
  softHsmMissing,
  type TempDir,
  tempDir,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { type SignOptions, type SignProgress, signFiles, verifyFiles } from '../src/index.ts'

describe.skipIf(softHsmMissing())('signFiles', () => {
  let token: SoftTokenFixture
  let dir: TempDir
  beforeAll(async () => {
    dir = tempDir()
    const ca = await createCa()
    token = await createSoftToken({ keys: [{ label: 'release', kind: 'p256' }] })
    const [key] = await token.token.keys()
    dir.write('release.pem', (await ca.issue({ publicKey: key?.publicKey as Uint8Array })).chainPem)
    dir.write('root.pem', ca.root.certificate.pem)
    dir.write('app.exe', buildPe())
    dir.write('plain.txt', 'plain\n')
    dir.write(
      'chancery.yaml',
      `keys: { release: { uri: "pkcs11:token=${token.label};object=release", module: ${token.module}, softhsm: ${token.softhsmConf}, pin: { file: ${token.pinFile} }, certificate: release.pem } }\n`,
    )
  })
  afterAll(async () => {
    await token.dispose()
    dir[Symbol.dispose]()
  })

  const sign = (options: Partial<SignOptions>): ReturnType<typeof signFiles> =>
    signFiles({
      cwd: dir.path,
      files: ['app.exe'],
      key: 'release',
      out: dir.at('out'),
      timestamp: 'none',
      attest: false,
      ...options,
    })

  it('says what happens to each file, counted, and ends each with done or failed', async () => {
    const seen: SignProgress[] = []
    const { report, exitCode } = await sign({
      files: ['app.exe', 'plain.txt', 'none'],
      onProgress: (one) => seen.push(one),
    })
    expect(exitCode, JSON.stringify(report.failed)).toBe(2)
    expect([report.files.map(({ path }) => path), report.failed.map(({ code }) => code)]).toEqual([
      ['app.exe'],
      ['FORMAT_NOT_RECOGNISED', 'FILE_NOT_FOUND'],
    ])
    expect(seen.filter(({ path }) => path === 'app.exe').map(({ stage }) => stage)).toEqual([
      ...['describe', 'decide', 'sign', 'embed', 'write', 'check', 'commit', 'done'],
    ])
    const ends = seen.filter(({ stage }) => stage === 'done' || stage === 'failed')
    expect(ends.map(({ finished, total }) => [finished, total])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ])
    expect((await verifyFiles({ cwd: dir.path, files: ['out/app.exe'], trust: ['root.pem'] })).exitCode).toBe(0)
  })

  it('takes nothing from an environment that it was not given', async () => {
    process.env.CHANCERY_KEY = 'nonsense'
    try {
      await expect(() => sign({ key: undefined })).toThrowCode('KEY_NOT_GIVEN')
      await expect(() => sign({ key: undefined, env: process.env })).toThrowCode('KEY_UNKNOWN')
    } finally {
      delete process.env.CHANCERY_KEY
    }
  })

  it('stops where its signal says so, and leaves nothing', async () => {
    const abort = new AbortController()
    abort.abort()
    await expect(() => sign({ out: dir.at('aborted'), signal: abort.signal })).toThrowCode('ABORTED')
    const midway = new AbortController()
    const { report, exitCode } = await sign({
      out: dir.at('aborted'),
      signal: midway.signal,
      onProgress: ({ stage }) => stage === 'sign' && midway.abort(),
    })
    expect([exitCode, report.files, report.failed.map(({ code }) => code)]).toEqual([3, [], ['ABORTED']])
    await expect(() => verifyFiles({ cwd: dir.path, files: ['aborted/**'], trust: ['root.pem'] })).toThrowCode(
      'NOTHING_MATCHED',
    )
  })

  it('refuses a format that there is none of, as a library must', async () => {
    await expect(() => sign({ format: 'msi' })).toThrowCode('FORMAT_UNKNOWN')
  })

  it('lets a defect of a callback through, when every file has ended', async () => {
    const defect = () =>
      sign({
        files: ['app.exe', 'plain.txt'],
        out: dir.at('defect'),
        onProgress: () => {
          throw new TypeError('a defect')
        },
      })
    await expect(defect).rejects.toThrow(TypeError)
    // The token was closed behind it: the next signing opens it anew.
    expect((await sign({})).exitCode).toBe(0)
  })
})
