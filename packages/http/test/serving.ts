import { chmodSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { createCa, serverCertificate, type TempDir, tempDir } from '@chancery/testkit'
import { onTestFinished } from 'vitest'
import { type Answer, type HttpServer, type ListenOptions, listen, type TlsFiles } from '../src/server/index.ts'

/** A server that goes with the test. */
export async function serving(answer: Answer, options: ListenOptions = {}): Promise<HttpServer> {
  const server = await listen(answer, options)
  onTestFinished(() => server.close())
  return server
}

/** Sends bytes as they are, and collects what comes until the other side ends it. */
export function raw({ url }: HttpServer, text: string): Promise<string> {
  const { port } = new URL(url)
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => {
      heard += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
  })
}

/** A promise that somebody else keeps. */
export function promised(): { readonly kept: Promise<void>; keep(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { kept: promise, keep: resolve }
}

export interface TlsKit extends TlsFiles {
  readonly dir: TempDir
  /** Of the authority, PEM. */
  readonly ca: string
  /** Of the authority, a path. */
  readonly caFile: string
}

/** Files of a server for 127.0.0.1 and localhost, under an authority of its own. */
export async function tlsKit(name = 'Chancery Test'): Promise<TlsKit> {
  const dir = tempDir()
  onTestFinished(() => dir[Symbol.dispose]())
  const ca = await createCa({ key: 'p256', name })
  const { cert, key } = await serverCertificate(ca)
  const files = { certificate: dir.at('server.pem'), key: dir.at('server.key'), caFile: dir.at('ca.pem') }
  writeFileSync(files.certificate, cert)
  writeFileSync(files.key, key)
  chmodSync(files.key, 0o600)
  writeFileSync(files.caFile, ca.root.certificate.pem)
  return { dir, ca: ca.root.certificate.pem, ...files }
}
