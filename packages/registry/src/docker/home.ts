import { homedir } from 'node:os'

export function homeOf(env: NodeJS.ProcessEnv): string {
  return env.HOME || homedir()
}
