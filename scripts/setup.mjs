// Makes `npm run demo`, `npm test`, `npm run check` and `npm run bench` work from a fresh clone: npm packages, system packages, third-party verifiers.
// Plain JavaScript without dependencies, because it runs on whatever Node (20 or newer) the machine has, before anything is installed.
//
//   node scripts/setup.mjs [check|demo|test|bench] [-- SCRIPT ARGUMENT...]
//
// Does nothing (in a few milliseconds) where everything is there. With SCRIPT, then runs it on the project's own Node, from source.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installNodeModules, nodeHeaders, PKCS11_BINARY } from './setup/node-modules.mjs'
import { fetchOracles, ORACLE_BIN } from './setup/oracles.mjs'
import { ROOT, SetupError, say } from './setup/run.mjs'
import { installSystemPackages } from './setup/system.mjs'

const PURPOSES = ['check', 'demo', 'test', 'bench']

function main(argv) {
  const split = argv.indexOf('--')
  const [purpose = 'check', ...rest] = split < 0 ? argv : argv.slice(0, split)
  const command = split < 0 ? [] : argv.slice(split + 1)
  if (!PURPOSES.includes(purpose) || rest.length > 0) {
    throw new SetupError(`usage: node scripts/setup.mjs [${PURPOSES.join('|')}] [-- SCRIPT ARGUMENT...]`, 2)
  }
  if (Number(process.versions.node.split('.')[0]) < 20) throw new SetupError('Node 20 or newer is needed', 2)
  installSystemPackages(purpose, { compiler: !existsSync(PKCS11_BINARY) })
  installNodeModules()
  fetchOracles(purpose)
  return command.length > 0 ? runScript(command) : 0
}

/** By its path and not as `node`: a shell that looked `node` up before the set-up remembers the machine's own. */
function runScript(command) {
  const node = join(ROOT, 'node_modules/.bin/node')
  const PATH = [ORACLE_BIN, join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  const done = spawnSync(node, ['--conditions=@chancery/source', ...command], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...nodeHeaders(), PATH },
  })
  if (done.error) throw new SetupError(`cannot run ${node}: ${done.error.message}`)
  return done.status ?? 1
}

try {
  process.exitCode = main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exitCode = error.exitCode
}
