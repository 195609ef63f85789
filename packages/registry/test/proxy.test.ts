import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createCa, startRegistry, tempDir } from '@chancery/testkit'
import { expect, test } from 'vitest'

interface Proxy extends AsyncDisposable {
  readonly url: string
  readonly tunnels: string[]
}

/** RFC 9110 section 9.3.6. */
async function startProxy(): Promise<Proxy> {
  const tunnels: string[] = []
  const server = createServer()
  server.on('connect', (request, socket: Socket, head) => {
    const { url: target = '' } = request
    tunnels.push(target)
    const { hostname, port } = new URL(`http://${target}`)
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    for (const one of [upstream, socket]) one.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const program = fileURLToPath(new URL('resolve-program.ts', import.meta.url))

function resolveIn(env: Record<string, string>, image: string): Promise<string> {
  const { PATH } = process.env
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=@chancery/source', program, image],
      { env: { PATH, NODE_USE_ENV_PROXY: '1', NO_PROXY: '', ...env }, timeout: 30_000 },
      (_error, stdout) => resolve(stdout.trim()),
    )
  })
}

test('a proxy is used where the environment names one, and an authority that the environment adds is trusted', async () => {
  const ca = await createCa()
  await using registry = await startRegistry({ ca })
  await using proxy = await startProxy()
  const { digest } = registry.push('team/app', '1')
  using dir = tempDir()
  const trusting = { NODE_EXTRA_CA_CERTS: dir.write('ca.pem', ca.root.certificate.pem) }
  const image = `oci://${registry.host}/team/app`
  expect(await resolveIn({ ...trusting, HTTPS_PROXY: proxy.url }, image)).toBe(digest)
  expect(proxy.tunnels.length).toBeGreaterThan(0)
  expect(new Set(proxy.tunnels)).toEqual(new Set([registry.host]))
  proxy.tunnels.splice(0)
  expect(await resolveIn({ ...trusting, HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }, image)).toBe(digest)
  expect(proxy.tunnels).toEqual([])
  expect(await resolveIn({}, image)).toBe('REGISTRY_CERTIFICATE')
})
