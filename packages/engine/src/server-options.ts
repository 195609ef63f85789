import { resolve } from 'node:path'
import type { HttpError } from '@chancery/http'
import type { TlsFiles } from '@chancery/http/server'
import { EngineError } from './errors.ts'
import type { OptionValues } from './option-values.ts'

/** What every command that serves takes alike. */
export interface ServerOptions {
  /** Name or address; the loopback interface by default. */
  readonly host?: string | undefined
  /** 0: any that is free. */
  readonly port?: number | undefined
  /** Path of the server's certificate and its issuers, PEM: HTTPS. */
  readonly tlsCertificate?: string | undefined
  /** Path of its private key, PEM. */
  readonly tlsKey?: string | undefined
  /** Requests a minute of one client. */
  readonly perMinute?: number | undefined
  /** The certificate was renewed (null), or what is there now cannot be used. */
  readonly onRenewal?: ((fault: HttpError | null) => void) | undefined
}

/** What `listen` takes of them. @throws EngineError OPTION_INVALID */
export function listening(
  cwd: string,
  { host, perMinute, tlsCertificate, tlsKey, onRenewal }: ServerOptions,
): Omit<ServerOptions, 'tlsCertificate' | 'tlsKey' | 'port'> & { readonly tls: TlsFiles | undefined } {
  if ((tlsCertificate === undefined) !== (tlsKey === undefined)) {
    throw new EngineError('OPTION_INVALID', '--tls-certificate and --tls-key are given together, or neither')
  }
  const tls =
    tlsCertificate === undefined || tlsKey === undefined
      ? undefined
      : { certificate: resolve(cwd, tlsCertificate), key: resolve(cwd, tlsKey) }
  return { host, perMinute, onRenewal, tls }
}

/** @throws EngineError OPTION_INVALID */
export function serverOptions(values: OptionValues): ServerOptions {
  const text = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const perMinute = text('rate-limit')
  return {
    ...listenAddress(text('listen')),
    tlsCertificate: text('tls-certificate'),
    tlsKey: text('tls-key'),
    perMinute: perMinute === undefined ? undefined : Number(perMinute),
  }
}

/** @throws EngineError OPTION_INVALID */
function listenAddress(value: string | undefined): { readonly host?: string; readonly port?: number } {
  if (value === undefined) return {}
  const [, bracketed, plain, port] = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:\s]+)):(\d{1,5})$/.exec(value) ?? []
  const host = bracketed ?? plain
  if (host !== undefined && Number(port) < 65_536) return { host, port: Number(port) }
  throw new EngineError('OPTION_INVALID', `--listen ${value}: is no HOST:PORT, such as 127.0.0.1:3161 or [::1]:3161`)
}
