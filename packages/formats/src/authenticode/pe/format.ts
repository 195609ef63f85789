import { ByteReader, type ByteSource, type Format, type SignatureEvidence } from '@chancery/core'
import { authenticodeEvidence } from '../evidence.ts'
import { authenticodeMessage } from '../signature.ts'
import { type FoundSignature, readSignatureTree, statedAlgorithms } from '../signature-tree.ts'
import { PE_IMAGE } from '../spc.ts'
import { type CertificateEntry, readCertificateTable } from './certificate-table.ts'
import { describePe, type PeDescription } from './describe.ts'
import { digestPlan } from './digest-plan.ts'
import { embedInPe, retimestampPe } from './embed.ts'
import { readPeImage } from './image.ts'

const SUFFIXES = ['.exe', '.dll', '.sys', '.efi', '.ocx', '.cpl', '.scr', '.drv', '.mui', '.ax', '.winmd']

/** EXE, DLL, SYS, EFI: docs/formats/authenticode-pe.md. */
export const authenticodePe: Format<PeDescription> = {
  id: 'authenticode-pe',
  title: 'Windows executable (Authenticode)',
  suffixes: SUFFIXES,
  sideFileSuffix: null,
  detect: detectPe,
  describe: describePe,
  toBeSigned: (description, signer) => [authenticodeMessage(description, signer, PE_IMAGE)],
  embed: embedInPe,
  retimestamp: (source, _, change) => retimestampPe(source, change),
  readSignatures: readPeSignatures,
}

function detectPe(head: Uint8Array, name: string): 'yes' | 'maybe' | 'no' {
  const magic = [0x4d, 0x5a]
  if (!magic.every((byte, i) => i >= head.length || head[i] === byte)) return 'no'
  if (hasPeHeader(head)) return 'yes'
  // A DOS program, or a PE image that is cut short or whose header lies far behind: the name tells which error is the useful one.
  return SUFFIXES.some((suffix) => name.toLowerCase().endsWith(suffix)) ? 'maybe' : 'no'
}

function hasPeHeader(head: Uint8Array): boolean {
  if (head.length < 0x40) return false
  const offset = new ByteReader(head).at(0x3c).u32le('IMAGE_DOS_HEADER.e_lfanew')
  return [0x50, 0x45, 0, 0].every((byte, i) => head[offset + i] === byte)
}

async function readPeSignatures(source: ByteSource): Promise<readonly SignatureEvidence[]> {
  const image = await readPeImage(source)
  const found = (await readCertificateTable(source, image)).flatMap(readEntry)
  const algorithms = statedAlgorithms(found)
  const digests = await source.digest(algorithms.map((algorithm) => digestPlan(image, algorithm)))
  return authenticodeEvidence(found, new Map(algorithms.map((name, i) => [name, digests[i] as Uint8Array])))
}

/** What is wrong with the entry is wrong with its outermost signature. */
function readEntry({ contentInfo, fault }: CertificateEntry): readonly FoundSignature[] {
  if (contentInfo === null) return fault ? [{ kind: 'broken', nested: false, fault }] : []
  const [outermost, ...nested] = readSignatureTree(contentInfo, PE_IMAGE)
  if (!outermost) return []
  return [fault ? { ...outermost, fault } : outermost, ...nested]
}
