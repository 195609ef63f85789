import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Step } from './step.ts'

/** The output that every step has: where those are that its platform does not take. */
const OVERFLOW = 'overflow'
const OVERFLOW_HELP =
  'folder with a file for each output that is longer than the platform takes (`result.json`, `signed.txt`), which is empty then; empty where there is none'

/** All outputs of a step, as action.yml declares them: name and description. */
export function outputsOf({ outputs }: Pick<Step, 'outputs'>): Readonly<Record<string, string>> {
  return { ...outputs, [OVERFLOW]: OVERFLOW_HELP }
}

/** GitHub takes a MiB of outputs from a job and counts two bytes for each UTF-16 code unit. Some of it is left for other steps. */
const MOST_UNITS = 400_000
/** A count, a path, a digest: never too long. */
const FEW_UNITS = 1000

/**
 * Sets outputs as long as there is room for them; the others go whole to files of the job, for a list that was cut would pass for all of it.
 * @param temporary outlives the step
 */
export function limitedOutputs(
  temporary: string,
  set: (name: string, value: string) => void,
): (name: string, value: string) => void {
  let room = MOST_UNITS
  let folder: string | null = null
  return (name, value) => {
    if (value.length <= FEW_UNITS || value.length <= room) {
      room -= value.length
      set(name, value)
      return
    }
    folder ??= mkdtempSync(join(temporary, 'chancery-outputs-'))
    writeFileSync(join(folder, `${name}.${name === 'result' ? 'json' : 'txt'}`), value)
    set(name, '')
    set(OVERFLOW, folder)
  }
}
