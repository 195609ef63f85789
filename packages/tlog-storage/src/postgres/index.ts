export { nameOf, openPool, type PostgresServer } from './connect.ts'
export { type PostgresStoreOptions, postgresStore } from './postgres-store.ts'
export type { SqlConnection, SqlPool, SqlResult, SqlSession } from './sql-pool.ts'
