import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  buildPe,
  type Canary,
  canary,
  createCa,
  createSoftToken,
  type SoftTokenFixture,
  type TempDir,
  tempDir,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ran, start } from './workbench.ts'

let token: SoftTokenFixture
let dir: TempDir
/** The PIN is right or wrong, but never to be seen; nor is the password of a timestamp authority. */
const pin: Canary = canary('pin')
const password: Canary = canary('password')

beforeAll(async () => {
  dir = tempDir()
  const ca = await createCa()
  token = await createSoftToken({
    pin: pin.secret,
    keys: [
      { label: 'release', kind: 'p256' },
      { label: 'attestation', kind: 'p256' },
    ],
  })
  for (const { label, publicKey } of await token.token.keys()) {
    dir.write(`${label}.pem`, (await ca.issue({ publicKey: publicKey as Uint8Array })).chainPem)
  }
  const key = (name: string): string =>
    `  ${name}: { uri: "pkcs11:token=${token.label};object=${name}", module: ${token.module}, softhsm: ${token.softhsmConf}, certificate: ${name}.pem`
  dir.write('chancery.yaml', `keys:\n${key('release')} }\n${key('attestation')} }\ntrust: [root.pem]\n`)
  dir.write('literal.yaml', `keys:\n${key('release')}, pin: ${pin.secret} }\n`)
  dir.write('member.yaml', `keys:\n${key('release')}, pin: { ${pin.secret} } }\n`)
  dir.write('broken.yaml', `keys:\n${key('release')}, pin: { value: "${pin.secret} } }\n`)
  dir.write('root.pem', ca.root.certificate.pem)
  dir.write('app.exe', buildPe())
  dir.write('predicate.json', '{}')
})
afterAll(async () => {
  await token.dispose()
  dir[Symbol.dispose]()
})

/** Everything that a process shows to others while it runs. */
async function watched(
  args: readonly string[],
  env: Record<string, string>,
): Promise<Omit<Ran, 'json'> & { cmdlines: string[] }> {
  const { child, ended } = start(args, { cwd: dir.path, env: { CHANCERY_DEBUG: '1', NODE_DEBUG: 'http,net', ...env } })
  const cmdlines: string[] = []
  let running = true
  const watching = (async () => {
    while (running) {
      for (const pid of processes(child.pid as number)) cmdlines.push(cmdline(pid))
      await sleep(15)
    }
  })()
  const ran = await ended
  running = false
  await watching
  const { code, stdout, stderr } = ran
  return { code, stdout, stderr, cmdlines }
}

/** The process and its children. */
function processes(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim()
    return [pid, ...children.split(' ').filter(Boolean).map(Number)]
  } catch {
    return [pid]
  }
}

function cmdline(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  } catch {
    return ''
  }
}

/** Every file below the folder, but for the configurations that hold the canary themselves. */
function written(): Buffer[] {
  return readdirSync(dir.path, { recursive: true })
    .map((name) => join(dir.path, String(name)))
    .filter((path) => statSync(path).isFile() && !/(?:literal|member|broken)\.yaml$|pin-file$/.test(path))
    .map((path) => readFileSync(path))
}

const RIGHT = (): Record<string, string> => ({ CHANCERY_PIN: pin.secret })
const SIGN = ['sign', 'app.exe', '--key', 'release', '--out', 'out', '--no-timestamp', '--json'] as const

const CASES: readonly (readonly [string, readonly string[], () => Record<string, string>, number])[] = [
  ['signing', SIGN, RIGHT, 0],
  [
    'signing in place with several',
    ['sign', 'out/app.exe', '--key', 'release', '--in-place', '--no-timestamp'],
    RIGHT,
    0,
  ],
  ['a dry run', [...SIGN, '--dry-run'], RIGHT, 0],
  ['verifying', ['verify', 'out/app.exe', '--json'], RIGHT, 0],
  ['attesting', ['attest', 'app.exe', '--predicate-type', 'https://x/y', '--predicate', 'predicate.json'], RIGHT, 0],
  ['listing keys', ['keys', 'list', '--json'], RIGHT, 0],
  ['making a request', ['keys', 'csr', '--key', 'release', '--subject', 'CN=x', '--json'], RIGHT, 0],
  [
    'a key that is not there',
    ['keys', 'csr', '--key', 'pkcs11:object=none', '--subject', 'CN=x'],
    () => ({ ...RIGHT(), ...token.env }),
    2,
  ],
  ['a configuration that holds the PIN', [...SIGN, '--config', 'literal.yaml'], () => ({}), 2],
  ['a configuration whose member is the PIN', [...SIGN, '--config', 'member.yaml'], () => ({}), 2],
  ['a configuration cut short in the PIN', [...SIGN, '--config', 'broken.yaml'], () => ({}), 2],
  ['a URI that holds the PIN', ['keys', 'list', '--json', '--key'], () => ({}), 2],
]

describe('the PIN is not to be seen', () => {
  it.each(CASES)('in %s', async (what, args, env, code) => {
    const inUri = what.startsWith('a URI')
    const ran = await watched(inUri ? [...args, `pkcs11:token=x?pin-value=${pin.secret}`] : args, env())
    expect(ran.code, ran.stderr).toBe(code)
    // Whoever types the PIN into the command line has shown it; we do not repeat it.
    pin.assertAbsent(ran.stdout, ran.stderr, ...(inUri ? [] : ran.cmdlines), ...written())
    expect(ran.cmdlines.some((line) => line.includes('chancery'))).toBe(true)
  })

  it('where it is wrong, and it is tried once', async () => {
    const wrong = canary('wrong')
    const ran = await watched(SIGN, { CHANCERY_PIN: wrong.secret })
    expect([ran.code, JSON.parse(ran.stdout).failed[0].code]).toEqual([3, 'PIN_INCORRECT'])
    wrong.assertAbsent(ran.stdout, ran.stderr, ...ran.cmdlines, ...written())
    dir.write('pin-file', `${wrong.secret}\n`, 0o600)
    const fromFile = await watched(SIGN, { CHANCERY_PIN_FILE: 'pin-file' })
    expect(JSON.parse(fromFile.stdout).failed[0].code).toBe('PIN_INCORRECT')
    wrong.assertAbsent(fromFile.stdout, fromFile.stderr, ...fromFile.cmdlines, ...written())
    dir.write('pin-file', `${pin.secret}\n`, 0o600)
    const right = await watched(SIGN, { CHANCERY_PIN_FILE: 'pin-file' })
    expect(right.code, right.stderr).toBe(0)
  })

  it('in what init makes, but in the file for it', async () => {
    const ran = await watched(['init', '--dir', 'made', '--json'], {})
    expect(ran.code, ran.stderr).toBe(0)
    const secret = readFileSync(dir.at('made/.chancery/pin'), 'utf8').trim()
    expect(secret).toMatch(/^[0-9a-f]{32}$/)
    for (const text of [ran.stdout, ran.stderr, ...ran.cmdlines]) expect(text).not.toContain(secret)
    const holders = readdirSync(dir.at('made'), { recursive: true })
      .map(String)
      .filter((name) => statSync(dir.at(`made/${name}`)).isFile())
      .filter((name) => readFileSync(dir.at(`made/${name}`), 'latin1').includes(secret))
    expect(holders).toEqual(['.chancery/pin'])
  })
})

describe('the password of a timestamp authority is not to be seen', () => {
  it.each([
    ['that is dead', 'http://user:PASSWORD@127.0.0.1:9/tsa?token=PASSWORD', 3, 'TIMESTAMP_FAILED'],
    ['of another protocol', 'ftp://user:PASSWORD@127.0.0.1/', 2, 'TIMESTAMP_URL_INVALID'],
    ['that is none', 'PASSWORD', 2, 'TIMESTAMP_URL_INVALID'],
  ])('%s', async (_, url, code, reason) => {
    const secretUrl = url.replaceAll('PASSWORD', password.secret)
    const args = ['sign', 'app.exe', '--key', 'release', '--out', 'stamped', '--json']
    // By the environment: a command line is for everyone to see.
    const ran = await watched(args, { ...RIGHT(), NODE_DEBUG: '', CHANCERY_TIMESTAMP_URLS: secretUrl })
    expect([ran.code, JSON.parse(ran.stdout).failed[0].code], ran.stderr).toEqual([code, reason])
    password.assertAbsent(ran.stdout, ran.stderr, ...ran.cmdlines, ...written())
  })
})

it('a private key that is given for something else is not repeated', async () => {
  const { privateKeyPem } = await (await import('@chancery/testkit')).testKey('p256', 'canary')
  const body = privateKeyPem.split('\n')[1] as string
  writeFileSync(dir.at('private.pem'), privateKeyPem)
  const sign = [...SIGN, '--certificate', 'private.pem']
  const imported = ['keys', 'import-certificate', '--key', 'release', '--certificate', 'private.pem', '--json']
  for (const args of [['verify', 'app.exe', '--trust', 'private.pem', '--json'], sign, imported]) {
    const ran = await watched(args, RIGHT())
    expect(ran.code, ran.stderr).toBe(2)
    expect(ran.stdout + ran.stderr).not.toContain(body)
  }
})
