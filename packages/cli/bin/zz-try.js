#!/usr/bin/env node
import { existsSync } from 'node:fs'
import module from 'node:module'

module.enableCompileCache?.()

const source = new URL('../src/main.ts', import.meta.url)
if (existsSync(source)) {
  const known = new Map()
  module.registerHooks({
    resolve(specifier, context, next) {
      if (specifier.startsWith('.') && context.parentURL !== undefined) {
        if (specifier.endsWith('.ts')) return { url: new URL(specifier, context.parentURL).href, format: 'module-typescript', shortCircuit: true }
        if (specifier.endsWith('.js')) return { url: new URL(specifier, context.parentURL).href, shortCircuit: true }
      }
      if (!specifier.startsWith('@chancery/')) return next(specifier, context)
      let found = known.get(specifier)
      if (found === undefined) {
        const conditions = [...context.conditions, '@chancery/source']
        found = { ...next(specifier, { ...context, conditions }), format: 'module-typescript', shortCircuit: true }
        known.set(specifier, found)
      }
      return found
    },
  })
  await import(source.href)
} else {
  await import('../dist/main.js')
}
