/** The composition root of actions/release. */
import { githubHost, RELEASE_STEP, runStep, stopSignal } from '@chancery/ci'

await runStep(RELEASE_STEP, githubHost(process.env), stopSignal())
