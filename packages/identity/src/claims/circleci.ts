import { invalid } from './claim-reader.ts'
import { NO_DEFINITION, NO_ENVIRONMENT, type ReadClaims, refTypeOf } from './platform-claims.ts'

const PREFIX = 'oidc.circleci.com/'

/** circleci.com/docs, "Using OpenID Connect tokens in jobs". A pipeline of a custom webhook has no vcs claims. */
export const readCircleci: ReadClaims = (claims, issuer) => {
  const text = (name: string): string | null => claims.text(PREFIX + name)
  const inIssuer = /\/org\/([0-9a-f-]{36})$/.exec(issuer)?.[1] ?? null
  const organization = inIssuer ?? claims.required(`${PREFIX}org-id`)
  if ((text('org-id') ?? organization) !== organization) throw invalid(`${PREFIX}org-id`, "is not the issuer's")
  const origin = text('vcs-origin')
  const ref = text('vcs-ref')
  // A fork's build has the upstream's organization and project, the fork as its origin, and a branch named for the request.
  const request = ref !== null && /^refs\/(heads\/)?pull\/\d+/.test(ref)
  const repository = origin === null ? null : `https://${origin.replace(/^https:\/\//, '')}`
  return {
    organization: { id: organization, name: null },
    project: { id: claims.required(`${PREFIX}project-id`), name: null, url: null },
    ranIn: null,
    fork: ref === null ? null : request,
    source: {
      repository,
      ref,
      refType: request ? 'pull-request' : refTypeOf(ref),
      refProtected: null,
      commit: claims.commit(`${PREFIX}vcs-sha`),
    },
    definition: { ...NO_DEFINITION, uri: text('pipeline-definition-id') },
    jobDefinition: { ...NO_DEFINITION, uri: text('pipeline-definition-id') },
    environment: NO_ENVIRONMENT,
    trigger: null,
    run: { id: text('workflow-id') ?? text('pipeline-id'), attempt: null, job: text('job-id'), url: null },
    runner: { environment: null, hosted: null, id: null, interactive: claims.flag(`${PREFIX}ssh-rerun`) },
    actor: { id: /\/user\/([0-9a-f-]{36})(\/|$)/.exec(claims.required('sub'))?.[1] ?? null, name: null },
    visibility: null,
  }
}
