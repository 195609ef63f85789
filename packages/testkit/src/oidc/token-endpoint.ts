import type { IncomingMessage, ServerResponse } from 'node:http'

/** Where a job asks for its token: GitHub's `ACTIONS_ID_TOKEN_REQUEST_URL` (GET), Azure's `SYSTEM_OIDCREQUESTURI` (POST). */
export interface TokenEndpoint {
  readonly url: string
  /** The secret that goes with it. */
  readonly bearer: string
  /** So many of the next requests are answered with HTTP 503. */
  failures: number
  /** What a granted request is answered with. */
  reply: 'truth' | 'no-token' | 'not-json' | 'redirect' | 'hang'
}

export interface TokenExchange {
  readonly url: URL
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** The audience of those who cannot choose. */
export const AZURE_AUDIENCE = 'api://AzureADTokenExchange'

export async function answerTokenRequest(
  endpoint: TokenEndpoint,
  { url, request, response }: TokenExchange,
  issue: (audience: string) => Promise<string>,
): Promise<void> {
  if (endpoint.failures > 0) {
    endpoint.failures--
    return void response.writeHead(503).end()
  }
  if (request.headers.authorization !== `Bearer ${endpoint.bearer}`) return void response.writeHead(401).end()
  if (!url.searchParams.has('api-version')) return void response.writeHead(400).end('No api-version was supplied')
  const azure = request.method === 'POST'
  const audience = azure ? AZURE_AUDIENCE : url.searchParams.get('audience')
  if (audience === null) return void response.writeHead(400).end('audience')
  switch (endpoint.reply) {
    case 'hang':
      return
    case 'redirect':
      return void response.writeHead(302, { location: '/elsewhere' }).end()
    case 'not-json':
      return void response.writeHead(200).end('<html>')
    case 'no-token':
      return void response.writeHead(200).end('{"count":1}')
    case 'truth': {
      const token = await issue(audience)
      const body = azure ? { oidcToken: token } : { count: token.length, value: token }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
  }
}
