/** The composition root of actions/attest. */
import { ATTEST_STEP, githubHost, runStep, stopSignal } from '@chancery/ci'

await runStep(ATTEST_STEP, githubHost(process.env), stopSignal())
