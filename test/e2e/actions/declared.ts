import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT } from '@chancery/testkit'

/** Names under a section of an action.yml. */
export function declared(action: string, section: 'inputs' | 'outputs'): readonly string[] {
  const text = readFileSync(join(CHECKOUT, 'actions', action, 'action.yml'), 'utf8')
  const body = new RegExp(`^${section}:\\n((?: .*\\n)+)`, 'm').exec(text)?.[1] ?? ''
  return [...body.matchAll(/^ {2}([\w-]+):/gm)].map(([, name]) => name as string)
}
