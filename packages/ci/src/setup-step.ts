import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { initialise, VERSION } from '@chancery/engine'
import type { OperationSpec } from '@chancery/engine/operations'
import { writeCommand } from './command-file.ts'
import type { StepHost } from './host.ts'
import { type InstalledPkcs11js, installPkcs11js } from './pkcs11js-install.ts'
import type { Step } from './step.ts'

/** Says that no pkcs11js is wanted. */
const NONE = 'none'

const SETUP: OperationSpec = {
  name: 'setup',
  summary: 'Put chancery on PATH, and the PKCS#11 addon where the other steps find it',
  operands: null,
  options: [
    {
      name: 'pkcs11js',
      kind: 'text',
      value: 'PATH',
      guard: true,
      help: "a built pkcs11js, folder or archive; `none` where nothing will be signed; by default the tool cache's, the workspace's, or compiled from npm",
    },
    {
      name: 'development-token',
      kind: 'flag',
      // Without it the job would sign with the key of its chancery.yaml.
      guard: true,
      help: 'make a SoftHSM token with a development CA for this job, and sign with that where no chancery.yaml is named',
    },
  ],
  examples: [],
}

/**
 * @param program the bundled command line, absolute
 * @returns the step of actions/setup and chancerySetup
 */
export function setupStep(program: string): Step {
  return {
    operation: SETUP,
    outputs: {
      result: 'JSON: `version`, `path`, `pkcs11js`, `config`, `trust`, `attestationKey`; null what is not there',
      version: 'of chancery',
      path: 'the folder on PATH that has `chancery` in it',
      pkcs11js: 'the folder in the tool cache; empty where none was wanted',
      config: 'chancery.yaml of the development token; empty without',
      trust: 'PEM of the development CA, for `trust`; empty without',
      'attestation-key': 'PEM of the key of its records, for `trust`; empty without',
      failed: '1 where the set-up failed',
    },
    withoutAddon: () => true,
    failedTitle: 'Nothing was set up',
    async run(host, { values }) {
      mkdirSync(host.temporary, { recursive: true })
      const home = mkdtempSync(join(host.temporary, 'chancery-setup-'))
      host.cleanUp(home)
      const path = join(home, 'bin')
      writeCommand(path, { node: process.execPath, program })
      host.addPath(path)
      host.info(`chancery ${VERSION} is on PATH`)
      const addon = await addAddon(host, typeof values.pkcs11js === 'string' ? values.pkcs11js : '')
      const token = values['development-token'] === true ? await developmentToken(host, home) : null
      host.output('version', VERSION)
      host.output('path', path)
      host.output('pkcs11js', addon?.folder ?? '')
      host.output('config', token?.config ?? '')
      host.output('trust', token?.trust ?? '')
      host.output('attestation-key', token?.attestationKey ?? '')
      return {
        report: {
          version: VERSION,
          path,
          pkcs11js: addon?.folder ?? null,
          config: token?.config ?? null,
          trust: token?.trust ?? null,
          attestationKey: token?.attestationKey ?? null,
        },
        failures: [],
        exitCode: 0,
        summary: null,
      }
    },
  }
}

async function addAddon(host: StepHost, given: string): Promise<InstalledPkcs11js | null> {
  if (given === NONE) return null
  return host.group('PKCS#11 addon', async () => {
    const addon = await installPkcs11js(host, given)
    host.info(`pkcs11js from ${addon.from}: ${addon.folder}`)
    host.exportVariable('CHANCERY_PKCS11JS', addon.folder)
    process.env.CHANCERY_PKCS11JS = addon.folder
    return addon
  })
}

/** The token's PIN lies in a file of the folder that the job's end removes; nothing else needs to know it. */
async function developmentToken(
  host: StepHost,
  home: string,
): Promise<{ readonly config: string; readonly trust: string; readonly attestationKey: string }> {
  return host.group('Development token', async () => {
    const made = await initialise({ dir: join(home, 'development'), env: host.env })
    host.info(`a SoftHSM token with keys release, attestation and tsa: ${made.config}`)
    host.exportVariable('CHANCERY_CONFIG', made.config)
    return made
  })
}
