import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BARE, type Case } from './case.ts'
import type { Command } from './measure.ts'
import { start, type Workshop } from './workshop.ts'

const COUNT = 100
const PORT = '58417'
const HOST = `127.0.0.1:${PORT}`
const KEY = 'pkcs11:token=chancery;object=image'

/** One command for all of them, with the same P-256 key on the same token, into an empty registry that lists no referrers itself. */
export const MANY_IMAGES: Case = {
  id: 'images',
  title: `${COUNT} images, P-256 on the token: one command`,
  target: 1,
  async open(workshop) {
    start(workshop.chancery('keys', 'generate', '--key', 'release', '--label', 'image', '--kind', 'p256'))
    const key = ['--key', KEY, '--module', workshop.module]
    const env = { ...softHsm(workshop), CHANCERY_PIN_FILE: workshop.at('.chancery/pin') }
    const images = Array.from({ length: COUNT }, (_, i) => `${HOST}/team/app${i}:1`)
    let serving: number | null = null
    const stop = (): void => {
      if (serving !== null) process.kill(serving)
      serving = null
    }
    process.once('exit', stop)
    const registry = (): void => {
      stop()
      const script = join(import.meta.dirname, 'image-registry.ts')
      const argv = ['--conditions=@chancery/source', script, PORT, String(COUNT)]
      serving = Number(execFileSync(process.execPath, argv, { encoding: 'utf8' }))
    }
    const ours = workshop.chancery('sign', ...images.map((image) => `oci://${image}`), ...key, ...BARE)
    return {
      ours: { title: 'chancery sign', prepare: registry, commands: [{ ...ours, env }] },
      peer: {
        title: 'cosign sign, built with PKCS#11',
        prepare: registry,
        commands: [cosign(workshop, images)],
      },
    }
  },
}

/** Of its builds only one of our own has PKCS#11; it knows tokens by their slot. */
function cosign(workshop: Workshop, images: readonly string[]): Command {
  const config = ['signing-config', 'create', '--out', 'signing-config.json']
  start(workshop.run('cosign-pkcs11', ...config))
  const uri = `pkcs11:token=chancery;slot-id=${slotOf(workshop)};object=image?module-path=${workshop.module}`
  const options = ['--signing-config', 'signing-config.json', '--allow-insecure-registry', '-y']
  const sign = workshop.run('cosign-pkcs11', 'sign', '--key', uri, ...options, ...images)
  const pin = readFileSync(workshop.at('.chancery/pin'), 'utf8').trim()
  return { ...sign, env: { ...sign.env, COSIGN_PKCS11_PIN: pin, SIGSTORE_NO_CACHE: '1', HOME: workshop.path } }
}

function slotOf(workshop: Workshop): string {
  const slots = execFileSync('softhsm2-util', ['--show-slots'], {
    env: { ...process.env, ...softHsm(workshop) },
    encoding: 'utf8',
  })
  const [, slot] =
    slots
      .split(/^Slot /m)
      .find((one) => /Label: +chancery\b/.test(one))
      ?.match(/^(\d+)/) ?? []
  if (slot === undefined) throw new Error('the token has no slot')
  return slot
}

function softHsm(workshop: Workshop): Readonly<Record<string, string>> {
  return { SOFTHSM2_CONF: workshop.at('.chancery/softhsm2.conf') }
}
