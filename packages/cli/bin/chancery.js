#!/usr/bin/env node
import { existsSync } from 'node:fs'
import module from 'node:module'
import v8 from 'node:v8'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`chancery: needs Node 22.12 or newer, and this is ${process.version}`)
  process.exit(3)
}

// Nothing here lives short and large: room for the young to grow would cost a third of the memory and save no time.
v8.setFlagsFromString('--semi-space-growth-factor=1')

// Parsed and stripped modules are kept between runs: half of the start-up time is theirs.
module.enableCompileCache?.()

const source = new URL('../src/main.ts', import.meta.url)
if (existsSync(source)) {
  // A checkout runs from its sources: the packages' `exports` name them under this condition.
  const known = new Map()
  module.registerHooks({
    resolve(specifier, context, next) {
      // A relative import names its file in full: there is nothing to search for, and three hundred of them cost a third of the start-up.
      if (/^\.\.?\/.*\.[jt]s$/.test(specifier) && context.parentURL !== undefined) {
        const format = specifier.endsWith('.ts') ? 'module-typescript' : undefined
        return { url: new URL(specifier, context.parentURL).href, format, shortCircuit: true }
      }
      if (!specifier.startsWith('@chancery/')) return next(specifier, context)
      const conditions = [...context.conditions, '@chancery/source']
      const found = known.get(specifier) ?? { ...next(specifier, { ...context, conditions }), shortCircuit: true }
      known.set(specifier, found)
      return found
    },
  })
  await import(source.href)
} else {
  await import('../dist/program/chancery.js')
}
