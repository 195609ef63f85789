import { parentPort } from 'node:worker_threads'
import { CORE_ERRORS } from '@chancery/core'

parentPort?.postMessage(CORE_ERRORS.ABORTED && import.meta.resolve('@chancery/core'))
