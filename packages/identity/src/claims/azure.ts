import { invalid } from './claim-reader.ts'
import { NO_ENVIRONMENT, NOBODY, type ReadClaims, refTypeOf } from './platform-claims.ts'

/** Azure Pipelines (sigstore/fulcio#1803 has a sample). The audience is the same for all the world; issuer and `org_id` bind the organization. */
export const readAzure: ReadClaims = (claims, issuer) => {
  const organization = claims.required('org_id')
  const inIssuer = new URL(issuer).pathname.split('/').find((part) => /^[0-9a-f-]{36}$/i.test(part)) ?? null
  if (inIssuer !== null && inIssuer !== organization) throw invalid('org_id', "is not the issuer's")
  const project = claims.required('prj_id')
  const definition = claims.required('def_id')
  const run = claims.required('run_id')
  // p://ORGANIZATION/PROJECT/PIPELINE; a service connection's token (sc://) names no pipeline.
  const names = /^p:\/\/([^/]+)\/([^/]+)\/(.+)$/.exec(claims.required('sub'))
  const url = names ? `https://dev.azure.com/${encodeURIComponent(names[1] as string)}/${project}` : null
  const ref = claims.text('rpo_ref')
  const uri = url ? `${url}/_build?definitionId=${definition}` : definition
  return {
    organization: { id: organization, name: names?.[1] ?? null },
    project: { id: project, name: names ? `${names[1]}/${names[2]}` : null, url },
    ranIn: null,
    fork: null,
    source: {
      repository: claims.text('rpo_uri'),
      ref,
      refType: refTypeOf(ref),
      refProtected: null,
      commit: claims.commit('rpo_ver'),
    },
    definition: { uri, commit: null },
    jobDefinition: { uri, commit: null },
    environment: NO_ENVIRONMENT,
    trigger: null,
    run: { id: run, attempt: null, job: null, url: url ? `${url}/_build/results?buildId=${run}` : null },
    runner: { environment: null, hosted: null, id: null, interactive: null },
    actor: NOBODY,
    visibility: null,
  }
}
