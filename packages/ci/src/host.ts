/** What a CI platform offers a step: inputs, outputs, masking, annotations, a summary. The step code knows nothing else of it. */
export interface StepHost {
  /** 'github', 'jenkins'. */
  readonly platform: string
  /** Where relative paths begin. */
  readonly workspace: string
  /** A folder for what the job needs and its user does not. */
  readonly temporary: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Names of all inputs that were given, also of those that no step has. */
  given(): readonly string[]
  /** An input by its name in kebab case; the empty string where it was not given. */
  input(name: string): string
  output(name: string, value: string): void
  /** Keeps a value out of the log. */
  mask(secret: string): void
  info(line: string): void
  /** For later steps of the job. */
  exportVariable(name: string, value: string): void
  /** In front of PATH, for later steps of the job. */
  addPath(folder: string): void
  /** To be removed when the job ends. */
  cleanUp(folder: string): void
  /** An error that points at a file of the workspace. */
  annotate(annotation: Annotation): void
  /** What the step goes on in spite of. @param title in capitals, like a code */
  warn(title: string, message: string): void
  /** Folds the lines that `work` writes under a title. */
  group<Result>(title: string, work: () => Promise<Result>): Promise<Result>
  summary(summary: Summary): Promise<void>
  /** The step ends as failed. @param exitCode as the command line would end: 1 to 5 */
  fail(message: string, exitCode: number): void
}

export interface Annotation {
  /** Path as in the report; null where no file is to blame. */
  readonly file: string | null
  readonly title: string
  readonly message: string
}

/** What a reader of the run sees, as data: markdown for GitHub, a page for Jenkins. */
export interface Summary {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Shell commands that a reader can paste. */
  readonly commands: readonly string[]
  readonly failures: readonly {
    readonly path: string | null
    readonly code: string
    readonly message: string
    readonly howToFix: string
  }[]
}

/** Platforms refuse what is longer (GitHub: 1 MiB), and nobody reads it: the rest is in the `result`. */
export const MOST_ROWS = 500
