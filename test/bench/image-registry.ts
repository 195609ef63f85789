/**
 * A registry on loopback with nothing but unsigned images in it, anew for each round, as a process of its own: the measuring one waits while others run.
 *
 *   image-registry.ts PORT COUNT     prints the process that serves, and ends once the images are there
 */
import { spawn } from 'node:child_process'
import { utf8 } from '@chancery/core'
import { IMAGE_MANIFEST, ociDigest, openRegistries } from '@chancery/registry'
import { findTool } from '@chancery/testkit'

const [port = '0', count = '0'] = process.argv.slice(2)
const host = `127.0.0.1:${port}`
// The one of the round before ends now.
for (let i = 0; i < 250 && (await answers()); i++) await new Promise((resolve) => setTimeout(resolve, 20))
if (await answers()) throw new Error(`something else serves at ${host}`)
const crane = findTool('crane')
if (!crane) throw new Error('crane is missing: npm run setup brings it')
const server = spawn(crane.path, ['registry', 'serve', '--address', host], { detached: true, stdio: 'ignore' })
server.unref()
console.log(server.pid)
while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 20))

const registries = openRegistries()
const config = utf8('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}')
await Promise.all(
  Array.from({ length: Number(count) }, async (_, i) => {
    const repository = registries.repository(`oci://${host}/team/app${i}`)
    const layer = utf8(`layer ${i}`)
    for (const blob of [config, layer]) await repository.putBlob(blob)
    const describe = (mediaType: string, bytes: Uint8Array): object => ({
      mediaType,
      digest: ociDigest(bytes),
      size: bytes.length,
    })
    const manifest = {
      schemaVersion: 2,
      mediaType: IMAGE_MANIFEST,
      config: describe('application/vnd.oci.image.config.v1+json', config),
      layers: [describe('application/vnd.oci.image.layer.v1.tar', layer)],
    }
    await repository.putManifest(utf8(JSON.stringify(manifest)), IMAGE_MANIFEST, '1')
  }),
)

async function answers(): Promise<boolean> {
  try {
    return (await fetch(`http://${host}/v2/`)).ok
  } catch {
    return false
  }
}
