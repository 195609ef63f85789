import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT, step, which } from './run.mjs'

export const PKCS11_BINARY = join(ROOT, 'node_modules/pkcs11js/build/Release/pkcs11.node')

const LOCKFILE = join(ROOT, 'package-lock.json')
/** What npm itself writes when it has installed the lockfile. */
const INSTALLED = join(ROOT, 'node_modules/.package-lock.json')
/** The digest of the lockfile that is installed: a touched file alone is no reason to install again. */
const STAMP = join(ROOT, 'node_modules/.lockfile-sha256')

export function installNodeModules() {
  if (!isCurrent()) {
    npm('installing the npm packages', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    writeStamp()
  }
  if (!existsSync(PKCS11_BINARY)) npm('compiling pkcs11js', ['rebuild', 'pkcs11js', '--loglevel=error'])
  const node = join(ROOT, 'node_modules/node/bin/node')
  if (!existsSync(node)) npm('fetching Node 24', ['rebuild', 'node', '--loglevel=error'])
}

function isCurrent() {
  if (!existsSync(INSTALLED)) return false
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockfileDigest()) return true
  // Installed by hand: npm writes both files within a moment of each other.
  if (statSync(INSTALLED).mtimeMs + 2000 < statSync(LOCKFILE).mtimeMs) return false
  writeStamp()
  return true
}

function writeStamp() {
  writeFileSync(STAMP, lockfileDigest())
}

function lockfileDigest() {
  return createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex')
}

function npm(title, args) {
  step(title, 'npm', args, { env: { ...process.env, ...nodeHeaders() } })
}

/**
 * pkcs11js is compiled with node-gyp, which downloads Node's headers although most installations have them: this points it there.
 * Any Node's headers do (Node-API); what npm was told already stands.
 */
export function nodeHeaders() {
  if (process.env.npm_config_nodedir) return {}
  const nodes = [process.env.npm_node_execpath, process.execPath, which('node')].filter(Boolean)
  const folders = [...nodes.map((path) => dirname(dirname(realpathSync(path)))), '/usr', '/usr/local']
  const nodedir = folders.find((folder) => existsSync(join(folder, 'include/node/node_api.h')))
  return nodedir === undefined ? {} : { npm_config_nodedir: nodedir }
}
