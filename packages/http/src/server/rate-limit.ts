export interface RateLimit {
  /** Takes one request of the client's. @returns 0, or the whole seconds until it may ask again */
  wait(client: string): number
}

/** More addresses than that are not told apart: the one that was seen longest ago is forgotten, and starts anew. */
const MAX_CLIENTS = 10_000

/**
 * So many requests a minute for each client, as many at once as in a tenth of it (token bucket). Of an IPv6 address the first 64 bits count: one host has all the others.
 * @param ticks milliseconds, of a clock that nobody sets
 */
export function rateLimit(perMinute: number, ticks: () => number): RateLimit {
  const size = Math.max(1, Math.ceil(perMinute / 10))
  const perTick = perMinute / 60_000
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    wait(address) {
      const client = clientOf(address)
      const now = ticks()
      const bucket = buckets.get(client) ?? { left: size, at: now }
      const left = Math.min(size, bucket.left + (now - bucket.at) * perTick)
      // Put at the end: the first of a map is who was seen longest ago.
      buckets.delete(client)
      buckets.set(client, { left: left >= 1 ? left - 1 : left, at: now })
      if (buckets.size > MAX_CLIENTS) buckets.delete(buckets.keys().next().value as string)
      return left >= 1 ? 0 : Math.ceil((1 - left) / perTick / 1000)
    },
  }
}

function clientOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.split('%', 1).join('').split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const zeros = plain.includes('::') ? new Array<string>(8 - front.length - back.length).fill('0') : []
  return [...front, ...zeros, ...back].slice(0, 4).join(':')
}
