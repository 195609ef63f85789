/** The composition root of actions/verify. */
import { githubHost, runStep, stopSignal, VERIFY_STEP } from '@chancery/ci'

await runStep(VERIFY_STEP, githubHost(process.env), stopSignal())
