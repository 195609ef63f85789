export type Platform = 'github' | 'gitlab' | 'jenkins' | 'buildkite' | 'circleci' | 'azure'

/** An organization, a project, a person: the id stays when the name changes hands, so policy should go by it. */
export interface Named {
  readonly id: string | null
  readonly name: string | null
}

/** Where something is defined: a workflow file, a CI configuration. */
export interface Definition {
  /** As the platform writes it: `acme/app/.github/workflows/release.yml@refs/heads/main`. */
  readonly uri: string | null
  readonly commit: string | null
}

/**
 * A CI job, as its platform signed it: the claims of every platform in one vocabulary. Plain data. `null`: the platform does not say.
 * There is no other way to get one than {@link verifyIdentityToken}; `verified` tells it from what an environment merely asserts.
 */
export interface WorkloadIdentity {
  readonly verified: true
  readonly platform: Platform
  /** `iss`, as configured. */
  readonly issuer: string
  /** `sub`, as in the token: customizable on most platforms, so nothing here is read out of it where a claim says the same. */
  readonly subject: string
  readonly audience: readonly string[]
  /** `jti`. */
  readonly tokenId: string | null
  /** RFC 3339, UTC. */
  readonly issuedAt: string
  readonly expiresAt: string
  /** The owner of `project`. */
  readonly organization: Named
  /**
   * Whose code is built. For a merge request from a fork that is the fork, where the platform says so (GitLab): what it wants signed must not pass for the
   * project's own. CircleCI names the upstream all the same: look at `fork` too.
   */
  readonly project: Named & { readonly url: string | null }
  /** In which project the job ran, where the platform tells it apart from `project` (GitLab); null: in `project`. */
  readonly ranIn: (Named & { readonly url: string | null }) | null
  /** The code comes from a fork: true or false where the platform tells, else null. */
  readonly fork: boolean | null
  readonly source: {
    /** URL of the git repository. */
    readonly repository: string | null
    /** In full: `refs/heads/main`, `refs/tags/v1`. */
    readonly ref: string | null
    readonly refType: 'branch' | 'tag' | 'pull-request' | null
    readonly refProtected: boolean | null
    /** Lower-case hex. */
    readonly commit: string | null
  }
  /** What defines the run. */
  readonly definition: Definition
  /** What defines this job: the reusable workflow where there is one, else as `definition`. */
  readonly jobDefinition: Definition
  readonly environment: {
    readonly name: string | null
    readonly protected: boolean | null
    readonly tier: string | null
  }
  /** The platform's word: `push`, `workflow_dispatch`, `merge_request_event`, `webhook`. */
  readonly trigger: string | null
  readonly run: {
    readonly id: string | null
    readonly attempt: string | null
    readonly job: string | null
    /** A page about it. */
    readonly url: string | null
  }
  readonly runner: {
    /** The platform's word: `github-hosted`, `self-hosted`. */
    readonly environment: string | null
    /** Run by the platform, and by nobody else. */
    readonly hosted: boolean | null
    readonly id: string | null
    /** A person had a shell in this job (CircleCI's rerun with SSH): what it built may not be what its definition says. */
    readonly interactive: boolean | null
  }
  readonly actor: Named
  readonly visibility: 'public' | 'internal' | 'private' | null
  /** The claims that all this was read from, by their own names, for records. */
  readonly claims: Readonly<Record<string, string>>
}
