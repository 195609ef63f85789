/** What it costs to sign many images at once, counted by the registry. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { softHsmMissing, startRegistry } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { workbench } from './workbench.ts'

const COUNT = 100

describe.skipIf(softHsmMissing())(`${COUNT} images in one command`, () => {
  test.for([true, false])('one login, no layer, and little up (referrers API: %s)', async (referrers) => {
    const user = { username: 'ci', password: 'for tests only' }
    await using registry = await startRegistry({ referrers, access: { scheme: 'bearer', ...user } })
    using bench = await workbench()
    const auth = Buffer.from(`${user.username}:${user.password}`).toString('base64')
    const env = { DOCKER_CONFIG: bench.at('docker') }
    mkdirSync(bench.at('docker'))
    writeFileSync(bench.at('docker/config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }))
    const names = Array.from({ length: COUNT }, (_, i) => `team/app${i}`)
    const layers = new Set(names.map((name) => layerOf(registry.push(name, '1', { content: name }).bytes)))
    const images = names.map((name) => `oci://${registry.host}/${name}:1`)
    const options = ['--key', 'release', '--no-timestamp', '--no-attest', '--json']
    const { code, json, stderr } = await bench.run(['sign', ...images, ...options], { env })
    expect(code, stderr).toBe(0)
    expect(json.files).toHaveLength(COUNT)

    const up = registry.log.reduce((sum, one) => sum + one.up, 0)
    expect(up / COUNT).toBeLessThan(8 * 1024)
    const read = registry.log.filter(({ method }) => method === 'GET').map(({ path }) => path)
    expect(read.filter((path) => layers.has(path.split('/').at(-1) ?? ''))).toEqual([])
    expect(layers.size).toBe(COUNT)
    // Who we are is asked once; what may be done, once for each repository and right.
    expect(registry.count(/^GET \/v2\/$/)).toBe(1)
    expect(registry.count(/auth\/token/)).toBeLessThanOrEqual(2 * COUNT)
  })
})

function layerOf(manifest: Uint8Array): string {
  return JSON.parse(Buffer.from(manifest).toString()).layers[0].digest
}
