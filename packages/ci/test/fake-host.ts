import { tmpdir } from 'node:os'
import type { Annotation, StepHost, Summary } from '../src/index.ts'

export interface Said {
  readonly masks: string[]
  readonly lines: string[]
  readonly outputs: Record<string, string>
  readonly annotations: Annotation[]
  /** `TITLE: message`. */
  readonly warnings: string[]
  readonly summaries: Summary[]
  readonly failures: string[]
  readonly exitCodes: number[]
  /** `NAME=value`, `PATH=folder`. */
  readonly exported: string[]
  readonly cleanUp: string[]
  /** Kinds of calls, in their order. */
  readonly order: string[]
}

export interface FakeOptions {
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly workspace?: string
  readonly temporary?: string
}

/** A platform that remembers what it was told. */
export function fakeHost({ inputs = {}, env = {}, workspace = '/nowhere', temporary = tmpdir() }: FakeOptions): {
  host: StepHost
  said: Said
} {
  const said: Said = {
    masks: [],
    lines: [],
    outputs: {},
    annotations: [],
    warnings: [],
    summaries: [],
    failures: [],
    exitCodes: [],
    exported: [],
    cleanUp: [],
    order: [],
  }
  const host: StepHost = {
    platform: 'github',
    workspace,
    temporary,
    env,
    given: () => Object.keys(inputs),
    input: (name) => inputs[name] ?? '',
    output(name, value) {
      said.order.push('output')
      said.outputs[name] = value
    },
    mask(secret) {
      said.order.push('mask')
      said.masks.push(secret)
    },
    info(line) {
      said.order.push('info')
      said.lines.push(line)
    },
    annotate(annotation) {
      said.order.push('annotate')
      said.annotations.push(annotation)
    },
    warn: (title, message) => said.warnings.push(`${title}: ${message}`),
    exportVariable: (name, value) => said.exported.push(`${name}=${value}`),
    addPath: (folder) => said.exported.push(`PATH=${folder}`),
    cleanUp: (folder) => said.cleanUp.push(folder),
    group: (_, work) => work(),
    async summary(summary) {
      said.order.push('summary')
      said.summaries.push(summary)
    },
    fail(message, exitCode) {
      said.order.push('fail')
      said.failures.push(message)
      said.exitCodes.push(exitCode)
    },
  }
  return { host, said }
}
