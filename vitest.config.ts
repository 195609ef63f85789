import { availableParallelism } from 'node:os'
import { delimiter, join } from 'node:path'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

/**
 * Workspace packages are loaded from src: by vite here, by Node itself in worker threads and forks. Without `import`, which vitest gives to Node:
 * what is required, by CommonJS, would get modules.
 */
const conditions = ['@chancery/source', 'node', 'default']

/** Third-party verifiers that the set-up script unpacked, and the project's own Node 24, before what the machine has. */
const PATH = [
  join(import.meta.dirname, '.oracles/root/usr/bin'),
  join(import.meta.dirname, 'node_modules/.bin'),
  process.env.PATH,
].join(delimiter)

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'actions/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'test/vectors/**'],
    // Most tests wait for programs that they start.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    execArgv: ['--conditions=@chancery/source'],
    env: { PATH },
  },
})

export default config
