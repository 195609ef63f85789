import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EngineError } from '@chancery/engine'
import type { StepHost, Summary } from './host.ts'
import { Masks } from './masks.ts'
import { printable } from './printable.ts'
import { summaryHtml } from './summary-html.ts'
import { workspacePath } from './workspace-path.ts'

/** What the shared library hands over, as JSON: arguments by their input names; lists are arrays. */
export type JenkinsInputs = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** What it reads back. */
export interface JenkinsOutputs {
  readonly outputs: Readonly<Record<string, string>>
  /** null: the step succeeded. */
  readonly failure: string | null
  /** As the command line would have ended. */
  readonly exitCode: number
  /** Path of the page to archive, below the workspace; null where there is none. */
  readonly summary: string | null
  /** For `withEnv` around later steps: `NAME=value`, `PATH+NAME=folder`. */
  readonly env: readonly string[]
  /** Folders to remove after them. */
  readonly cleanUp: readonly string[]
}

export interface JenkinsHostOptions {
  readonly inputs: JenkinsInputs
  readonly env: Readonly<Record<string, string | undefined>>
  readonly workspace: string
  readonly temporary: string
  /** Where the summary goes, below the workspace. */
  readonly page: string
  readonly write: (text: string) => void
}

/** A Jenkins agent: inputs and outputs as files, annotations as console lines, the summary as a page to archive. */
export class JenkinsHost implements StepHost {
  readonly platform = 'jenkins'
  readonly workspace: string
  readonly temporary: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly #options: JenkinsHostOptions
  readonly #outputs: Record<string, string> = {}
  readonly #masks = new Masks()
  readonly #exported: string[] = []
  readonly #cleanUp: string[] = []
  #failure: string | null = null
  #exitCode = 0
  #summary: string | null = null

  constructor(options: JenkinsHostOptions) {
    this.#options = options
    this.env = options.env
    this.workspace = options.workspace
    this.temporary = options.temporary
  }

  given(): readonly string[] {
    return Object.keys(this.#options.inputs)
  }

  input(name: string): string {
    const value: unknown = this.#options.inputs[name]
    if (value === undefined) return ''
    const texts = (Array.isArray(value) ? value : [value]).map((item) => textOf(name, item))
    return texts.join('\n')
  }

  output(name: string, value: string): void {
    this.#outputs[name] = value
  }

  /** credentials-binding masks what it bound; what comes from elsewhere is masked here. */
  mask(secret: string): void {
    this.#masks.add(secret)
  }

  info(line: string): void {
    this.#options.write(`[chancery] ${printable(this.#masks.hide(line))}\n`)
  }

  exportVariable(name: string, value: string): void {
    this.#exported.push(`${name}=${value}`)
  }

  addPath(folder: string): void {
    this.#exported.push(`PATH+CHANCERY=${folder}`)
  }

  cleanUp(folder: string): void {
    this.#cleanUp.push(folder)
  }

  annotate({ file, title, message }: Parameters<StepHost['annotate']>[0]): void {
    const where = file === null ? '' : `${workspacePath(this.workspace, file)}: `
    this.info(`ERROR: ${where}${title}: ${message}`)
  }

  warn(title: string, message: string): void {
    this.info(`WARNING: ${title}: ${message}`)
  }

  async group<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
    this.info(title)
    return work()
  }

  async summary(summary: Summary): Promise<void> {
    const { page } = this.#options
    const path = join(this.workspace, page)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, this.#masks.hide(summaryHtml(summary)))
    this.#summary = page
  }

  fail(message: string, exitCode: number): void {
    this.#failure = printable(this.#masks.hide(message))
    this.#exitCode = exitCode
  }

  result(): JenkinsOutputs {
    return {
      outputs: this.#outputs,
      failure: this.#failure,
      exitCode: this.#exitCode,
      summary: this.#summary,
      env: this.#exported,
      cleanUp: this.#cleanUp,
    }
  }
}

/** A variable that was never set must not pass for an argument that was not given. @throws EngineError OPTION_INVALID */
function textOf(name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new EngineError('OPTION_INVALID', `${name}: is ${value === null ? 'null' : 'neither text nor a list of texts'}`)
}
