/** Removes what actions/setup made, when the job ends. */
import { cleanUpGithub } from '@chancery/ci'

cleanUpGithub(process.env)
