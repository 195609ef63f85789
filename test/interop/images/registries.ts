import { type ChildProcess, spawn } from 'node:child_process'
import { IMAGE_MANIFEST, ociDigest, openRepository } from '@chancery/registry'
import { freePort, type SkipContext, startRegistry, type TempDir, tempDir, tool } from '@chancery/testkit'

/** A registry on loopback. */
export interface LocalRegistry extends AsyncDisposable {
  readonly host: string
}

/** Debian's package of distribution, and go-containerregistry's, as `crane` brings it: neither has a referrers API. The testkit's has. */
export const REGISTRIES = ['docker-registry', 'crane', 'testkit'] as const
export type RegistryProgram = (typeof REGISTRIES)[number]

export async function startLocal(program: RegistryProgram, context: SkipContext): Promise<LocalRegistry> {
  if (program === 'testkit') return startRegistry()
  const { path } = tool(program, context)
  const dir = tempDir()
  const host = `127.0.0.1:${await freePort()}`
  const server = spawn(path, argumentsOf(program, dir, host), { stdio: 'ignore' })
  await untilUp(host, server)
  return {
    host,
    async [Symbol.asyncDispose]() {
      const gone = new Promise((resolve) => server.once('close', resolve))
      server.kill()
      await gone
      dir[Symbol.dispose]()
    },
  }
}

function argumentsOf(program: Exclude<RegistryProgram, 'testkit'>, dir: TempDir, host: string): readonly string[] {
  if (program === 'crane') return ['registry', 'serve', '--address', host]
  const storage = `storage: {filesystem: {rootdirectory: ${dir.at('data')}}, delete: {enabled: true}}`
  const config = `version: 0.1\nlog: {level: error}\n${storage}\nhttp: {addr: '${host}'}\n`
  return ['serve', dir.write('config.yml', config)]
}

async function untilUp(host: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const isUp = await fetch(`http://${host}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return
    if (server.exitCode !== null) throw new Error(`${server.spawnfile} ended at once`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${server.spawnfile} does not answer`)
}

/** @returns `REPOSITORY@DIGEST`, as stock tools take it */
export async function pushImage(repository: string, tag: string): Promise<string> {
  const target = openRepository(`oci://${repository}`)
  const config = JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } })
  const blobs = [config, `layer of ${tag}`].map((text) => new TextEncoder().encode(text))
  for (const bytes of blobs) await target.putBlob(bytes)
  const [first, second] = blobs.map((bytes) => ({ digest: ociDigest(bytes), size: bytes.length }))
  const type = 'application/vnd.oci.image'
  const manifest = {
    schemaVersion: 2,
    mediaType: IMAGE_MANIFEST,
    config: { mediaType: `${type}.config.v1+json`, ...first },
    layers: [{ mediaType: `${type}.layer.v1.tar`, ...second }],
  }
  const bytes = new TextEncoder().encode(JSON.stringify(manifest))
  const { digest } = await target.putManifest(bytes, IMAGE_MANIFEST, tag)
  return `${repository}@${digest}`
}
