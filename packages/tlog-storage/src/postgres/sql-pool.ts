/** What the store asks of a pool of connections: `pg.Pool` is one. */
export interface SqlPool extends SqlSession {
  connect(): Promise<SqlConnection>
  end(): Promise<void>
}

export interface SqlSession {
  query(text: string, values?: readonly unknown[]): Promise<SqlResult>
}

export interface SqlConnection extends SqlSession {
  /** @param destroy the connection is in no state to be used again */
  release(destroy?: boolean): void
}

export interface SqlResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly rowCount: number | null
}
