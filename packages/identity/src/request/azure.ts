import { IdentityError } from '../errors.ts'
import { type Ask, askEndpoint, none } from './question.ts'

/** Azure Pipelines' endpoint. It always answers for the audience `api://AzureADTokenExchange`. */
export const askAzure: Ask = async (question) => {
  const { SYSTEM_OIDCREQUESTURI: address, SYSTEM_ACCESSTOKEN: bearer, SYSTEM_PULLREQUEST_ISFORK: fork } = question.env
  if (!address || !bearer) {
    if (/^true$/i.test(fork ?? '')) {
      const message = 'Azure Pipelines gives no access token to builds of forks: sign after the merge instead.'
      return none('fork-pull-request', message)
    }
    const message = 'Map the access token into the step: `env: { SYSTEM_ACCESSTOKEN: $(System.AccessToken) }`.'
    return none('no-permission', message)
  }
  if (!URL.canParse(address)) throw new IdentityError('IDENTITY_REQUEST_FAILED', 'SYSTEM_OIDCREQUESTURI is no URL')
  const url = new URL(address)
  url.searchParams.set('api-version', '7.1')
  // Without the second header a refused request is answered with a page to sign in at.
  const headers = {
    authorization: `Bearer ${bearer}`,
    'x-tfs-fedauthredirect': 'Suppress',
    'content-type': 'application/json',
    'content-length': '0',
  }
  return askEndpoint({ method: 'POST', url, headers }, 'oidcToken', question)
}
