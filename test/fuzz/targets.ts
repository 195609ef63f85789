import { CODEC_TARGETS } from './codec-targets.ts'
import { CONFIG_TARGET } from './config-target.ts'
import { FORMAT_TARGETS } from './format-targets.ts'
import { RECEIPT_TARGET } from './receipt-target.ts'
import type { Target } from './target.ts'
import { TLOG_TARGET } from './tlog-target.ts'

export const TARGETS: readonly Target[] = [
  ...FORMAT_TARGETS,
  ...CODEC_TARGETS,
  CONFIG_TARGET,
  TLOG_TARGET,
  RECEIPT_TARGET,
]

/** @throws Error where there is none of that name */
export function targetOf(id: string): Target {
  const target = TARGETS.find((one) => one.id === id)
  if (!target) throw new Error(`there is no target ${id}: ${TARGETS.map((one) => one.id).join(', ')}`)
  return target
}
