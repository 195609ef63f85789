/** A checked-out workspace whose chancery.yaml is that of `chancery init`, but for the PIN, which comes from the environment as a secret does. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildJar, buildPe, CHECKOUT, script } from '@chancery/testkit'

export interface Workspace extends Disposable {
  readonly path: string
  readonly pin: string
  /** PEM of the CA that `verify` and third parties trust. */
  readonly ca: string
  at(name: string): string
  write(name: string, content: Uint8Array | string): void
  read(name: string): Buffer
  /** The command line, in the workspace, with the PIN. */
  chancery(...args: readonly string[]): { code: number | null; stdout: string; stderr: string }
}

export const CLI: string = join(CHECKOUT, 'packages/cli/bin/chancery.js')

export function createWorkspace(): Workspace {
  const parent = mkdtempSync(join(tmpdir(), 'chancery-workspace-'))
  const path = join(parent, 'a job with spaces')
  mkdirSync(path)
  const at = (name: string): string => join(path, name)
  let pin = ''
  const chancery = (...args: readonly string[]): { code: number | null; stdout: string; stderr: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      cwd: path,
      encoding: 'utf8',
      env: { ...process.env, CHANCERY_PIN: pin },
    })
    return { code: status, stdout, stderr }
  }
  const made = chancery('init')
  if (made.code !== 0) throw new Error(`chancery init: ${made.stderr}`)
  pin = readFileSync(at('.chancery/pin'), 'utf8').trim()
  rmSync(at('.chancery/pin'))
  writeFileSync(at('chancery.yaml'), readFileSync(at('chancery.yaml'), 'utf8').replace(/^ *pin: .*\n/gm, ''))
  return {
    path,
    pin,
    ca: readFileSync(at('.chancery/ca.pem'), 'utf8'),
    at,
    write(name, content) {
      mkdirSync(dirname(at(name)), { recursive: true })
      writeFileSync(at(name), content)
    },
    read: (name) => readFileSync(at(name)),
    chancery,
    [Symbol.dispose]: () => rmSync(parent, { recursive: true }),
  }
}

/** What a build leaves: an EXE, a JAR, a script and a file of no known kind, below `folder`. */
export function buildOutputs(workspace: Workspace, folder: string): void {
  workspace.write(`${folder}/app.exe`, buildPe())
  workspace.write(`${folder}/lib/app.jar`, buildJar())
  workspace.write(`${folder}/tool.sh`, script('sh'))
  copyFileSync(join(CHECKOUT, 'LICENSE'), workspace.at(`${folder}/data.bin`))
}
