/** Aborts when the platform cancels the build (it sends SIGINT or SIGTERM, and kills some seconds later): nothing is left half-written. */
export function stopSignal(): AbortSignal {
  const abort = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => abort.abort(new Error(name)))
  return abort.signal
}
