/** The composition root of actions/sign. */
import { githubHost, runStep, SIGN_STEP, stopSignal } from '@chancery/ci'

await runStep(SIGN_STEP, githubHost(process.env), stopSignal())
