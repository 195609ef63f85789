import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')

test('the example of the README is the one that runs', () => {
  const example = /```ts\n(.*?)```/s.exec(read('../README.md'))?.[1] ?? ''
  expect(read('./readme.test.ts')).toBe(example.replace('@chancery/testkit', '../src/index.ts'))
})
