/**
 * The same entries appended to a log in each store, every batch durable, and the whole log verified from there. Prints the rows of docs/performance.md.
 *
 *   node --conditions=@chancery/source test/bench/log-stores.ts 100000
 */
import { startPostgres, startS3, tempDir } from '@chancery/testkit'
import type { StoreSpec } from '../../packages/tlog-storage/test/opened-store.ts'
import { logCost, perSecond } from './log-cost.ts'

const size = Number(process.argv[2] ?? 100_000)
using dir = tempDir()
await using postgres = await startPostgres()
const { socket, port, user, password } = postgres
const server = { host: socket, port, user, password, database: await postgres.createDatabase() }
await using s3 = await startS3()
// The SDK takes credentials from nowhere else.
Object.assign(process.env, s3.env)
const stores: readonly (readonly [string, StoreSpec])[] = [
  ['folder', { kind: 'folder', dir: dir.at('log') }],
  ['PostgreSQL', { kind: 'postgres', server, origin: 'log.example.com' }],
  ['S3', { kind: 's3', place: { bucket: await s3.createBucket(), endpoint: s3.url } }],
]
let inFolder: number | null = null
for (const [title, store] of stores) {
  const append = logCost('append', store, size)
  const verify = logCost('verify', store, size, append.verifierKey)
  inFolder ??= append.seconds
  const cells = [
    title,
    perSecond(size, append.seconds),
    (append.seconds / inFolder).toFixed(2),
    append.peakMiB,
    perSecond(size, verify.seconds),
    verify.peakMiB,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
