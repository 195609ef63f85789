// Loaded into a process by memory.test.ts: leaves its largest resident set, in KiB, in the file that PEAK_MEMORY names.
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const file = process.env.PEAK_MEMORY
if (isMainThread && file) process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)))
