/** The composition root of actions/setup. */
import { join } from 'node:path'
import { githubHost, runStep, setupStep, stopSignal } from '@chancery/ci'

// The command line is bundled beside this file.
await runStep(setupStep(join(import.meta.dirname, 'chancery.js')), githubHost(process.env), stopSignal())
