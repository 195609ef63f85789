/** The fenced blocks of a page, so that none of them escapes its test. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT } from '@chancery/testkit'

export interface Block {
  /** What stands behind the fence: `yaml`, `groovy`, `sh`. */
  readonly language: string
  readonly text: string
  /** Of the fence in the page, from 1. */
  readonly line: number
}

/** @param page from the root of the checkout @throws where a fence has no language or no end */
export function blocksOf(page: string): readonly Block[] {
  const lines = readFileSync(join(CHECKOUT, page), 'utf8').split('\n')
  const blocks: Block[] = []
  for (let i = 0; i < lines.length; i++) {
    const [, indent = '', language] = /^( *)```(.*)$/.exec(lines[i] as string) ?? []
    if (language === undefined) continue
    const end = lines.indexOf(`${indent}\`\`\``, i + 1)
    if (language === '' || end < 0) throw new Error(`${page}:${i + 1}: a fence without a language or an end`)
    const text = lines.slice(i + 1, end).map((line) => `${line.slice(indent.length)}\n`)
    blocks.push({ language, text: text.join(''), line: i + 1 })
    i = end
  }
  return blocks
}

/** The one block that holds a word. @throws where there is none, or several */
export function blockOf(page: string, word: string): string {
  const found = blocksOf(page).filter(({ text }) => text.includes(word))
  const [block] = found
  if (!block || found.length > 1) throw new Error(`${page} has ${found.length} blocks with ${word}`)
  return block.text
}
