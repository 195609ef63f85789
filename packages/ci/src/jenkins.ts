import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StepHost, Summary } from './host.ts'
import { summaryHtml } from './summary-text.ts'

/** What the launcher is given by the shared library: a JSON object of inputs; lists are arrays there. */
export type JenkinsInputs = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** What it leaves for the shared library to return. */
export interface JenkinsOutputs {
  readonly outputs: Readonly<Record<string, string>>
  /** null: the step succeeded. */
  readonly failure: string | null
  /** Path of the page to archive, below the workspace; null where there is none. */
  readonly summary: string | null
}

/** A Jenkins agent: inputs and outputs as files, annotations as console lines, the summary as a page to archive. */
export class JenkinsHost implements StepHost {
  readonly platform = 'jenkins'
  readonly workspace: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly #inputs: JenkinsInputs
  readonly #outputs: Record<string, string> = {}
  readonly #write: (line: string) => void
  readonly #secrets: string[] = []
  #failure: string | null = null
  #summary: string | null = null

  constructor(
    inputs: JenkinsInputs,
    env: Readonly<Record<string, string | undefined>>,
    workspace: string,
    write: (line: string) => void,
  ) {
    this.#inputs = inputs
    this.env = env
    this.workspace = workspace
    this.#write = write
  }

  input(name: string): string {
    const value = this.#inputs[name]
    if (value === undefined) return ''
    return Array.isArray(value) ? value.join('\n') : String(value)
  }

  output(name: string, value: string): void {
    this.#outputs[name] = value
  }

  /** credentials-binding masks what it bound; what comes from elsewhere is masked here. */
  mask(secret: string): void {
    this.#secrets.push(secret)
  }

  info(line: string): void {
    const masked = this.#secrets.reduce((text, secret) => text.replaceAll(secret, '****'), line)
    this.#write(`[chancery] ${masked.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')}\n`)
  }

  annotate({ level, file, title, message }: Parameters<StepHost['annotate']>[0]): void {
    this.info(`${level.toUpperCase()}: ${file === null ? '' : `${file}: `}${title}: ${message}`)
  }

  async group<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
    this.info(title)
    return work()
  }

  async summary(summary: Summary): Promise<void> {
    const folder = join(this.workspace, 'chancery-report')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'index.html'), summaryHtml(summary))
    this.#summary = 'chancery-report/index.html'
  }

  fail(message: string): void {
    this.#failure = message
  }

  result(): JenkinsOutputs {
    return { outputs: this.#outputs, failure: this.#failure, summary: this.#summary }
  }
}
