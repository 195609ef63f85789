import { spawn } from 'node:child_process'
import { isJsonObject } from '@chancery/core'
import type { Credential } from '../auth/credential.ts'

import { RegistryError } from '../errors.ts'

/** A helper may ask a keyring or a cloud. */
const TIMEOUT = 30_000
const MAX_OUTPUT = 1 << 20
/** What the protocol says on standard output where it has nothing for the server; not a message that was written for people. */
const NOT_FOUND = 'credentials not found in native keychain'

/**
 * `docker-credential-NAME get`: the server on standard input, the secret on standard output, nothing in argv.
 * @throws RegistryError CREDENTIAL_HELPER_FAILED, DOCKER_CONFIG_INVALID
 */
export async function askHelper(name: string, server: string, env: NodeJS.ProcessEnv): Promise<Credential | null> {
  // The name becomes a program: a path in it would run a file from anywhere.
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new RegistryError(
      'DOCKER_CONFIG_INVALID',
      'the name of a credential helper has other characters than letters, digits, . _ and -',
    )
  }
  const program = `docker-credential-${name}`
  const { code, output } = await run(program, server, env)
  if (code !== 0) {
    if (output.trim() === NOT_FOUND) return null
    throw failed(program, code === null ? 'took too long, said too much or was stopped' : `ended with ${code}`)
  }
  let answer: unknown
  try {
    answer = JSON.parse(output)
  } catch {
    throw failed(program, 'did not answer with JSON')
  }
  if (!isJsonObject(answer) || typeof answer.Username !== 'string' || typeof answer.Secret !== 'string') {
    throw failed(program, 'answered without Username or Secret')
  }
  const { Username: username, Secret: secret } = answer
  if (username === '<token>') return { kind: 'identity-token', token: secret }
  return username === '' && secret === '' ? null : { kind: 'password', username, password: secret }
}

function run(
  program: string,
  server: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['get'], { env, stdio: ['pipe', 'pipe', 'ignore'] })
    let output = ''
    // Its own children may hold the pipe open when it is gone: this waits for none of them.
    const stop = (): void => {
      child.kill('SIGKILL')
      child.stdout.destroy()
      resolve({ code: null, output: '' })
    }
    const timer = setTimeout(stop, TIMEOUT)
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      if (output.length > MAX_OUTPUT) stop()
    })
    // A helper that ends without reading closes the pipe: its exit code tells.
    child.stdin.on('error', () => {})
    child.stdin.end(server)
    child.on('error', () => {
      clearTimeout(timer)
      reject(failed(program, 'cannot be started'))
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, output })
    })
  })
}

/** Without a cause: what a helper writes may hold the secret. */
function failed(program: string, why: string): RegistryError {
  return new RegistryError('CREDENTIAL_HELPER_FAILED', `${program} ${why}`, { details: { helper: program } })
}
