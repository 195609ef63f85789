interface Named {
  readonly id: string | null
  readonly name: string | null
}

interface Located extends Named {
  readonly url: string | null
}

interface Definition {
  readonly uri: string | null
  readonly commit: string | null
}

/**
 * What provenance needs of a CI job whose identity was proved; a `WorkloadIdentity` of @chancery/identity is one.
 * `verified` keeps out what an environment merely asserts: any step of a job could have written that.
 */
export interface ProvenanceIdentity {
  readonly verified: true
  readonly platform: string
  /** URL of the identity provider. */
  readonly issuer: string
  readonly subject: string
  readonly organization: Named
  readonly project: Located
  readonly ranIn: Located | null
  readonly source: {
    readonly repository: string | null
    readonly ref: string | null
    readonly refProtected: boolean | null
    readonly commit: string | null
  }
  readonly definition: Definition
  readonly jobDefinition: Definition
  readonly environment: { readonly name: string | null }
  readonly trigger: string | null
  readonly run: {
    readonly id: string | null
    readonly attempt: string | null
    readonly job: string | null
    readonly url: string | null
  }
  readonly runner: {
    readonly environment: string | null
    readonly hosted: boolean | null
    readonly id: string | null
    readonly interactive: boolean | null
  }
}
