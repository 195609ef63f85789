import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Annotation, StepHost, Summary } from './host.ts'
import { type LogDialect, type LogIo, logDialect } from './log-dialect.ts'
import { Masks } from './masks.ts'
import { printable } from './printable.ts'
import { secretForms } from './secrets.ts'
import { summaryHtml } from './summary-html.ts'
import { summaryMarkdown } from './summary-markdown.ts'
import { workspacePath } from './workspace-path.ts'

export interface ConsoleHostOptions {
  /** `sign`: names the files that the step leaves. */
  readonly step: string
  /** By input name; lists one a line. */
  readonly inputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly workspace: string
  /** Folder for outputs and summary, from the workspace. */
  readonly report: string
  readonly write: (text: string) => void
}

/**
 * A job of any CI platform that runs commands: the log by the platform's own dialect, outputs as a JSON file, the summary as a page beside it. Every line of the
 * log has a prefix, so that none begins with the name of a file.
 */
export class ConsoleHost implements StepHost {
  readonly platform: string
  readonly workspace: string
  readonly temporary: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly #options: ConsoleHostOptions
  readonly #dialect: LogDialect
  readonly #io: LogIo
  readonly #outputs: Record<string, unknown> = {}
  readonly #masks = new Masks()
  #groups = 0
  #exitCode = 0

  constructor(options: ConsoleHostOptions) {
    this.#options = options
    this.#dialect = logDialect(options.env)
    this.platform = this.#dialect.platform
    this.workspace = options.workspace
    this.env = options.env
    this.temporary = options.env[this.#dialect.temporaryVariable ?? ''] || tmpdir()
    this.#io = { write: options.write, run: (program, args, input) => void spawnSync(program, args, { input }) }
  }

  /** How the step ended: 0, or what it failed with. */
  get exitCode(): number {
    return this.#exitCode
  }

  given(): readonly string[] {
    return Object.keys(this.#options.inputs)
  }

  input(name: string): string {
    return this.#options.inputs[name] ?? ''
  }

  /** At once: where outputs cannot be left, nothing is to be done. */
  output(name: string, value: string): void {
    this.#outputs[name] = name === 'result' && value !== '' ? JSON.parse(value) : value
    this.#leave('json', `${JSON.stringify(this.#outputs, null, 2)}\n`)
  }

  mask(secret: string): void {
    this.#masks.add(secret)
    for (const form of secretForms(secret)) this.#dialect.mask?.(form, this.#io)
  }

  info(line: string): void {
    this.#io.write(`[chancery] ${this.#line(line)}\n`)
  }

  /** A job that runs commands gives each its environment. */
  exportVariable(name: string, value: string): void {
    this.info(`${name}=${value}`)
  }

  addPath(folder: string): void {
    this.info(`add to PATH: ${folder}`)
  }

  cleanUp(folder: string): void {
    this.info(`remove when the job ends: ${folder}`)
  }

  annotate({ file, title, message }: Annotation): void {
    const path = file === null ? null : this.#line(workspacePath(this.workspace, file))
    this.info(`ERROR: ${path === null ? '' : `${path}: `}${title}: ${message}`)
    const command = this.#dialect.error?.({ file: path, title, message: this.#line(message) })
    if (command !== undefined) this.#io.write(command)
  }

  warn(title: string, message: string): void {
    this.info(`WARNING: ${title}: ${message}`)
  }

  async group<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
    const { open, close } = this.#dialect.group(this.#line(title), `chancery_${++this.#groups}`, Date.now())
    this.#io.write(open)
    try {
      return await work()
    } finally {
      this.#io.write(close(Date.now()))
    }
  }

  async summary(summary: Summary): Promise<void> {
    this.#leave('html', this.#masks.hide(summaryHtml(summary)))
    const markdown = this.#masks.hide(summaryMarkdown(summary))
    const file = this.#leave('md', markdown)
    const { step } = this.#options
    this.#dialect.show?.({ step, markdown, file, failed: summary.failures.length > 0 }, this.#io)
  }

  /** Why, the log says already: each failure has its line. */
  fail(_: string, exitCode: number): void {
    this.#exitCode = exitCode
  }

  #line(text: string): string {
    return this.#dialect.line(printable(this.#masks.hide(text)))
  }

  #leave(kind: string, text: string): string {
    const folder = resolve(this.workspace, this.#options.report)
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `${this.#options.step}.${kind}`)
    writeFileSync(path, text)
    return path
  }
}
