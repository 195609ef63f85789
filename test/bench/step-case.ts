import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { CHECKOUT } from '@chancery/testkit'
import type { Case, Contender } from './case.ts'
import { start, type Workshop } from './workshop.ts'

/** Seconds that a step may take before it asks the HSM for anything. */
const MOST_OVERHEAD = 0.4

/**
 * The sign action as committed, up to its first PKCS#11 call, beside a JavaScript action that does nothing: both under act, a stock
 * implementation of GitHub's runner, whose own time therefore stands on both sides.
 */
export const STEP_OVERHEAD: Case = {
  id: 'step',
  title: 'GitHub step: from its start to the first call of the HSM',
  target: null,
  margin: MOST_OVERHEAD,
  short: true,
  async open(workshop) {
    const repository = makeRepository(workshop)
    return {
      ours: act(workshop, repository, 'sign', 'actions/sign, until C_Initialize'),
      peer: act(workshop, repository, 'empty', 'an empty JavaScript action'),
    }
  },
}

const SIGN_STEP = `      - uses: ./actions/sign
        with:
          files: dist/app.exe
          key: release
          out: signed
`

/** @returns a repository with the action, the empty one and a workflow for each, relative to the workshop's folder */
function makeRepository(workshop: Workshop): string {
  const folder = 'step'
  const put = (name: string, text: string): void => {
    mkdirSync(dirname(workshop.at(`${folder}/${name}`)), { recursive: true })
    writeFileSync(workshop.at(`${folder}/${name}`), text)
  }
  cpSync(join(CHECKOUT, 'actions/sign'), workshop.at(`${folder}/actions/sign`), { recursive: true })
  put('actions/empty/action.yml', 'name: Empty\ndescription: Nothing\nruns:\n  using: node24\n  main: index.js\n')
  put('actions/empty/index.js', '')
  put('dist/app.exe', 'MZ')
  put('home/.config/act/actrc', '')
  put('.gitignore', 'home\n')
  put('addon/node_modules/pkcs11js/package.json', '{ "name": "pkcs11js", "version": "0.0.0" }')
  put('addon/node_modules/pkcs11js/index.js', addonThatStops())
  put('.github/workflows/sign.yml', workflow(SIGN_STEP))
  put('.github/workflows/empty.yml', workflow('      - uses: ./actions/empty\n'))
  start({ argv: ['git', 'init', '--quiet', workshop.at(folder)], cwd: workshop.path })
  return folder
}

function workflow(step: string): string {
  const steps = `      - uses: actions/checkout@v4\n${step}`
  return `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`
}

/** The real addon, loaded as ever; its first call ends the process, and with it what is measured. */
function addonThatStops(): string {
  const real = JSON.stringify(join(CHECKOUT, 'node_modules/pkcs11js'))
  return `const { PKCS11, ...rest } = require(${real})
module.exports = { ...rest, PKCS11: class extends PKCS11 { C_Initialize() { process.exit(0) } } }
`
}

function act(workshop: Workshop, repository: string, name: string, title: string): Contender {
  const flags = ['push', '-P', 'ubuntu-latest=-self-hosted', '--rm', '--no-cache-server']
  const env = {
    CHANCERY_CONFIG: workshop.at('chancery.yaml'),
    CHANCERY_PKCS11JS: workshop.at(`${repository}/addon`),
  }
  const given = Object.entries(env).flatMap(([variable, value]) => ['--env', `${variable}=${value}`])
  const command = workshop.run('act', ...flags, '-W', `.github/workflows/${name}.yml`, ...given)
  return {
    title,
    commands: [
      {
        argv: command.argv,
        cwd: workshop.at(repository),
        env: {
          PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
          HOME: workshop.at(`${repository}/home`),
        },
      },
    ],
  }
}
