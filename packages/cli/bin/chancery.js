#!/usr/bin/env node
import { existsSync } from 'node:fs'
import module from 'node:module'

// Parsed and stripped modules are kept between runs: half of the start-up time is theirs.
module.enableCompileCache?.()

const source = new URL('../src/main.ts', import.meta.url)
if (existsSync(source)) {
  // A checkout runs from its sources: the packages' `exports` name them under this condition.
  module.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, '@chancery/source'] }),
  })
  await import(source.href)
} else {
  await import('../dist/main.js')
}
