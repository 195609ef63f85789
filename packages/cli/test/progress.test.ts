import { expect, it } from 'vitest'
import { ProgressLine } from '../src/progress.ts'

function line(isTTY: boolean, columns = 60): { line: ProgressLine; text: () => string } {
  let text = ''
  const stream = {
    isTTY,
    columns,
    write: (part: string) => {
      text += part
    },
  }
  return { line: new ProgressLine(stream), text: () => text }
}

it('draws one line over and over on a terminal, no wider than it, and takes it away', () => {
  const { line: progress, text } = line(true)
  progress.update({ path: `${'long/'.repeat(40)}a.exe`, stage: 'sign', finished: 1, total: 4 })
  progress.update({ path: 'b\x1b.exe', stage: 'done', finished: 4, total: 4 })
  progress.clear()
  progress.clear()
  const parts = text().split('\r\x1b[K')
  expect(parts).toHaveLength(4)
  expect(parts[1]).toMatch(/^\[#{5}\.{15}\] 1\/4 sign long/)
  expect(parts[1]?.length).toBe(59)
  expect(parts[2]).toBe('[####################] 4/4 done b\\u{1b}.exe')
  expect(text().endsWith('\r\x1b[K')).toBe(true)
})

it('writes nothing where nobody looks', () => {
  const { line: progress, text } = line(false)
  progress.update({ path: 'a', stage: 'sign', finished: 0, total: 1 })
  progress.clear()
  expect(text()).toBe('')
})
