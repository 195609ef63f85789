import { azureLog } from './azure-log.ts'
import { buildkiteLog } from './buildkite-log.ts'
import { gitlabLog } from './gitlab-log.ts'
import type { Annotation } from './host.ts'

/** How a platform's log is written to: folding, errors that it counts, pages that it shows. */
export interface LogDialect {
  /** As chancery.yaml names whose tokens are believed. */
  readonly platform: string
  /** The platform's own name for files that go with the job; where unset, the machine's. */
  readonly temporaryVariable?: string
  /** Text on one line, without what the platform would take for a command anywhere in a line. */
  line(text: string): string
  /** What opens a fold, and what closes it. @param id of its own in the log @param now milliseconds */
  group(title: string, id: string, now: number): { readonly open: string; readonly close: (now: number) => string }
  /** Beside the line of the error: what makes the platform count and show it. @param text on one line */
  error?(annotation: Annotation): string
  /** Keeps a secret out of what others write into the log. */
  mask?(secret: string, io: LogIo): void
  /** Shows the step's page where the platform has a place for it. */
  show?(page: ShownPage, io: LogIo): void
}

export interface LogIo {
  readonly write: (text: string) => void
  /** Runs one of the platform's own programs with text on its standard input; where it fails, nothing is lost but comfort. */
  readonly run: (program: string, args: readonly string[], input: string) => void
}

export interface ShownPage {
  /** `sign`: of pages with one name the last is shown. */
  readonly step: string
  readonly markdown: string
  /** Absolute path of a file that holds it. */
  readonly file: string
  readonly failed: boolean
}

/** Platforms of which a line with our prefix is text and nothing else, by the variable that each sets. GitHub and Jenkins have hosts of their own: better ones. */
const PLAIN: readonly (readonly [variable: string, platform: string])[] = [
  ['CIRCLECI', 'circleci'],
  ['JENKINS_URL', 'jenkins'],
  ['GITHUB_ACTIONS', 'github'],
]

/** A log in which nothing means anything. */
function plainLog(platform: string): LogDialect {
  return {
    platform,
    line: (text) => text,
    group: (title) => ({ open: `[chancery] ${title}\n`, close: () => '' }),
  }
}

/** Which platform this is, by the variable that each sets in its jobs. */
export function logDialect(env: Readonly<Record<string, string | undefined>>): LogDialect {
  if (env.TF_BUILD) return azureLog
  if (env.BUILDKITE) return buildkiteLog
  if (env.GITLAB_CI) return gitlabLog
  return plainLog(PLAIN.find(([variable]) => env[variable])?.[1] ?? 'local')
}
