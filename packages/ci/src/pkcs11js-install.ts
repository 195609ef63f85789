import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CiError } from './errors.ts'
import type { StepHost } from './host.ts'
import { assertLoads, openPkcs11js, type Pkcs11jsPackage, readPkcs11js, stagePkcs11js } from './pkcs11js-package.ts'
import { prepareToolCache, TOOL_NAME } from './tool-cache.ts'

/** The one that this version was tested with. */
const PKCS11JS_VERSION = '2.1.7'

export interface InstalledPkcs11js {
  /** For CHANCERY_PKCS11JS: holds `node_modules/pkcs11js`. */
  readonly folder: string
  readonly from: 'environment' | 'tool cache' | 'input' | 'workspace' | 'npm'
}

/**
 * pkcs11js where CHANCERY_PKCS11JS says that it is, else in the tool cache: it is there, or comes from what the input names, from the workspace's node_modules, or from npm, where it is
 * compiled.
 * @param given the input; the empty string where there is none
 * @throws CiError PKCS11JS_INVALID, PKCS11JS_BUILD_FAILED
 */
export async function installPkcs11js(host: StepHost, given: string): Promise<InstalledPkcs11js> {
  if (given === '' && host.env.CHANCERY_PKCS11JS) return { folder: host.env.CHANCERY_PKCS11JS, from: 'environment' }
  prepareToolCache(host)
  const { find, cacheDir } = await import('@actions/tool-cache')
  const cached = given === '' ? find(TOOL_NAME, '*') : ''
  if (cached !== '') return { folder: cached, from: 'tool cache' }
  mkdirSync(host.temporary, { recursive: true })
  const work = mkdtempSync(join(host.temporary, 'chancery-pkcs11js-'))
  try {
    const { found, from } = await obtain(host, given, work)
    const staged = join(work, 'staged')
    stagePkcs11js(found, staged)
    return { folder: await cacheDir(staged, TOOL_NAME, found.version), from }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function obtain(
  host: StepHost,
  given: string,
  work: string,
): Promise<{ found: Pkcs11jsPackage; from: InstalledPkcs11js['from'] }> {
  if (given !== '') return { found: await openPkcs11js(host, given), from: 'input' }
  const present = readPkcs11js(join(host.workspace, 'node_modules/pkcs11js'))
  if (present) {
    assertLoads(present)
    return { found: present, from: 'workspace' }
  }
  return { found: await compile(host, join(work, 'npm')), from: 'npm' }
}

/** @throws CiError PKCS11JS_BUILD_FAILED */
async function compile(host: StepHost, folder: string): Promise<Pkcs11jsPackage> {
  mkdirSync(folder)
  // npm 12 runs the install script of what stands here and of nothing else.
  const description = {
    private: true,
    allowScripts: { pkcs11js: true },
    dependencies: { pkcs11js: PKCS11JS_VERSION },
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(description))
  const { getExecOutput } = await import('@actions/exec')
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
  const done = await getExecOutput('npm', args, {
    cwd: folder,
    env: buildEnvironment(host.env),
    ignoreReturnCode: true,
    silent: true,
  }).catch((cause: unknown) => {
    throw new CiError('PKCS11JS_BUILD_FAILED', 'npm cannot be started', { cause })
  })
  for (const line of `${done.stdout}\n${done.stderr}`.split(/\r?\n/).filter((text) => text.trim() !== '')) {
    host.info(line)
  }
  const found = readPkcs11js(join(folder, 'node_modules/pkcs11js'))
  if (done.exitCode === 0 && found) return found
  const why = done.exitCode === 0 ? 'npm installed it and did not build it' : `npm ended with ${done.exitCode}`
  throw new CiError('PKCS11JS_BUILD_FAILED', `pkcs11js ${PKCS11JS_VERSION} cannot be compiled: ${why}`)
}

/** What a compiler has no business with: secrets, tokens, the step's inputs. */
function buildEnvironment(env: StepHost['env']): Record<string, string> {
  const secret = /^(CHANCERY_|INPUT_|ACTIONS_|GITHUB_TOKEN$)|TOKEN|SECRET|PASSWORD|(^|_)PIN(_|$)/i
  const kept = Object.entries(env).filter(([name, value]) => value !== undefined && !secret.test(name))
  return Object.fromEntries(kept as [string, string][])
}
