/**
 * What the shared library runs on the agent: the steps of packages/ci, their inputs and outputs as files. The environment says where those are,
 * so that no path has to survive a shell's quoting. It ends with 0 where it has left outputs, also those of a refusal.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  ATTEST_STEP,
  JenkinsHost,
  type JenkinsInputs,
  RELEASE_STEP,
  runStep,
  SIGN_STEP,
  type Step,
  setupStep,
  stopSignal,
  VERIFY_STEP,
} from '@chancery/ci'

/** Written by the Groovy step. */
interface Order {
  readonly step: string
  readonly inputs: JenkinsInputs
  /** Where the summary goes, below the workspace. */
  readonly page: string
}

const { CHANCERY_RUN: run, CHANCERY_HOME: home, ...env } = process.env
if (run === undefined || home === undefined) throw new Error('this program is started by the Jenkins step chancerySign')

const steps: Readonly<Record<string, Step>> = {
  sign: SIGN_STEP,
  verify: VERIFY_STEP,
  attest: ATTEST_STEP,
  release: RELEASE_STEP,
  setup: setupStep(join(home, 'chancery.js')),
}

const order = JSON.parse(await readFile(join(run, 'order.json'), 'utf8')) as Order
const host = new JenkinsHost({
  inputs: order.inputs,
  env,
  workspace: process.cwd(),
  temporary: dirname(run),
  page: order.page,
  write: (text) => process.stdout.write(text),
})
await runStep(steps[order.step] as Step, host, stopSignal())
await writeFile(join(run, 'outputs.json'), JSON.stringify(host.result()))

// Steps that run side by side each bring the program along where none is in place; the first to finish leaves its copy to those that follow.
if (import.meta.dirname !== home) {
  await rename(import.meta.dirname, home).catch(() => rm(import.meta.dirname, { recursive: true, force: true }))
}
