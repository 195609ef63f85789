import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { HttpError } from '../errors.ts'

/** Paths, PEM. */
export interface TlsFiles {
  /** The server's certificate, followed by its issuers. */
  readonly certificate: string
  /** Its private key, without a passphrase. */
  readonly key: string
}

/** As node:tls takes them. */
export interface Credentials {
  readonly cert: string
  readonly key: string
}

/** Others than the owner and the group may read. */
const OTHERS = 0o004

/** @throws HttpError SERVER_CERTIFICATE_INVALID, SERVER_KEY_EXPOSED */
export async function readCredentials(files: TlsFiles): Promise<Credentials> {
  const [cert, key] = await Promise.all([readText(files.certificate), readText(files.key)])
  // Windows has no such bits: all files look as if everybody could read them.
  if (process.platform !== 'win32' && (await stat(files.key)).mode & OTHERS) {
    throw new HttpError('SERVER_KEY_EXPOSED', `everybody on this machine can read ${files.key}`, {
      details: { path: files.key },
    })
  }
  const certificate = read(files.certificate, 'certificate', () => new X509Certificate(cert))
  const privateKey = read(files.key, 'private key without a passphrase', () => createPrivateKey(key))
  if (!certificate.checkPrivateKey(privateKey)) {
    throw invalid(files.key, `is not the key of the certificate in ${files.certificate}`)
  }
  assertServable(files.certificate, { cert, key })
  return { cert, key }
}

/** OpenSSL has its own mind about small keys and old digests. */
function assertServable(path: string, credentials: Credentials): void {
  const { createSecureContext } = process.getBuiltinModule('node:tls')
  try {
    createSecureContext(credentials)
  } catch (error) {
    throw invalid(path, `cannot be served: ${(error as NodeJS.ErrnoException).code}`)
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw invalid(path, `cannot be read: ${(cause as NodeJS.ErrnoException).code}`, cause)
  }
}

/** What OpenSSL says of a key is no cause to tell of. */
function read<T>(path: string, what: string, parse: () => T): T {
  try {
    return parse()
  } catch {
    throw invalid(path, `holds no ${what} in PEM`)
  }
}

function invalid(path: string, why: string, cause?: unknown): HttpError {
  return new HttpError('SERVER_CERTIFICATE_INVALID', `${path} ${why}`, { cause, details: { path } })
}

/**
 * Looks again and again whether the files have changed, as they do when a certificate is renewed.
 * @param known what they held before
 * @param everyMs milliseconds between two looks
 * @param renewed gets what is in them now; what is wrong with them goes to `failed`, once
 * @returns ends it
 */
export function watchCredentials(
  files: TlsFiles,
  known: Credentials,
  everyMs: number,
  renewed: (credentials: Credentials) => void,
  failed: (error: HttpError) => void,
): () => void {
  let latest = known
  let told: string | null = null
  const look = async (): Promise<void> => {
    try {
      const found = await readCredentials(files)
      told = null
      if (found.cert === latest.cert && found.key === latest.key) return
      latest = found
      renewed(found)
    } catch (error) {
      if (!(error instanceof HttpError) || error.message === told) return
      told = error.message
      failed(error)
    }
  }
  const timer = setInterval(() => void look(), everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
