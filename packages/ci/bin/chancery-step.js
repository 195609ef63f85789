#!/usr/bin/env node
import { existsSync } from 'node:fs'
import module from 'node:module'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`chancery-step: needs Node 22.12 or newer, and this is ${process.version}`)
  process.exit(3)
}

// A checkout runs from its sources: the packages' `exports` name them under this condition.
if (existsSync(new URL('../src/index.ts', import.meta.url))) {
  module.registerHooks({
    resolve(specifier, context, next) {
      if (!specifier.startsWith('@chancery/')) return next(specifier, context)
      return next(specifier, { ...context, conditions: [...context.conditions, '@chancery/source'] })
    },
  })
}
const { runStepCommand } = await import('@chancery/ci')
process.exitCode = await runStepCommand({
  argv: process.argv.slice(2),
  env: process.env,
  workspace: process.cwd(),
  write: (text) => process.stdout.write(text),
})
