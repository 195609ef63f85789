import type { Format } from '@chancery/core'
import { authenticodePe, blob, jar, powershell, script } from '@chancery/formats'
import { buildZip, peFieldOffset, type ZipEntry } from '@chancery/testkit'
import { corpus, MESSAGE } from './corpus.ts'
import { formatTarget } from './format-target.ts'
import { type Material, mutateBytes } from './mutate.ts'
import { mutateDer } from './mutate-der.ts'
import { mutateText } from './mutate-text.ts'
import type { Random } from './random.ts'
import type { Target } from './target.ts'
import { unzip } from './unzip.ts'

const PE_WORDS = ['MZ', 'PE\0\0', '\x0b\x01', '\x0b\x02', '\x00\x02\x02\x00']
const POWERSHELL_WORDS = [
  '# SIG # Begin signature block',
  '# SIG # End signature block',
  '# SIG # ',
  '#',
  "@'",
  '<#',
  '#>',
]
const JAR_WORDS = [
  'Manifest-Version: 1.0',
  'Signature-Version: 1.0',
  'Name: ',
  'SHA-256-Digest: ',
  'SHA-256-Digest-Manifest: ',
  'SHA-256-Digest-Manifest-Main-Attributes: ',
  'Magic: x',
  'META-INF/',
  '.SF',
  '.RSA',
  '../',
]
const SCRIPT_WORDS = ['#!', '# -----BEGIN', '# -----END', '-----BEGIN CMS-----', '-----END CMS-----', '# ', "<<'EOF'"]

const SCRIPT_GRAMMARS: Material['grammars'] = ['armored', 'armored', 'armored', 'text', 'text', 'bytes']

export const FORMAT_TARGETS: readonly Target[] = [
  formatTarget(authenticodePe as Format, 'input.exe', () => ({
    ...of('authenticode-pe', ['bytes', 'bytes', 'bytes', 'der'], PE_WORDS),
    rebuild: rebuiltPe,
  })),
  formatTarget(powershell as Format, 'input.ps1', () => of('powershell', SCRIPT_GRAMMARS, POWERSHELL_WORDS)),
  formatTarget(jar as Format, 'input.jar', () => ({ ...of('jar', ['bytes'], JAR_WORDS), rebuild: rebuiltJar })),
  formatTarget(script as Format, 'input.sh', () => of('script', SCRIPT_GRAMMARS, SCRIPT_WORDS)),
  formatTarget(blob as Format, 'input.bin', () => of('blob', ['der', 'der', 'armored', 'bytes'], []), MESSAGE),
]

function of(target: string, grammars: Material['grammars'], words: readonly string[]): Material {
  return { seeds: corpus(target), grammars, words }
}

/** A PE image whose certificate table is in its place and of the right length, around a signature that is not. */
function rebuiltPe(random: Random): Uint8Array {
  const image = random.pick(corpus('authenticode-pe'))
  const view = new DataView(image.buffer, image.byteOffset)
  const bits = view.getUint16(peFieldOffset('Magic'), true) === 0x20b ? 64 : 32
  const field = peFieldOffset('CertificateTable.VirtualAddress', bits)
  const start = view.getUint32(field, true)
  const length = view.getUint32(start, true)
  const signature = mutateDer(image.subarray(start + 8, start + length), random)
  const rebuilt = new Uint8Array(start + 8 + Math.ceil(signature.length / 8) * 8)
  rebuilt.set(image.subarray(0, start + 8))
  rebuilt.set(signature, start + 8)
  const fields = new DataView(rebuilt.buffer)
  fields.setUint32(field + 4, rebuilt.length - start, true)
  fields.setUint32(start, 8 + signature.length, true)
  return rebuilt
}

let archives: readonly (readonly ZipEntry[])[] | null = null

/** An archive whose own structure is right, around a manifest, a signature file, a block or an entry that is not. */
function rebuiltJar(random: Random): Uint8Array {
  archives ??= corpus('jar').map(unzip)
  const entries = [...random.pick(archives)]
  for (let edits = 1 + random.below(2); edits > 0; edits--) {
    const index = random.below(Math.min(entries.length, 8))
    const entry = entries[index] as ZipEntry & { readonly data: Uint8Array }
    switch (random.below(8)) {
      case 0:
        entries.splice(index, 1)
        break
      case 1:
        entries.splice(random.below(entries.length), 0, entry)
        break
      case 2:
        entries[index] = {
          ...entry,
          name: random.pick(['', '/', '..', `${entry.name}/`, entry.name.toLowerCase(), `META-INF/${entry.name}`]),
        }
        break
      case 3:
        entries[index] = { ...entry, [random.pick(['local', 'central'])]: claims(random) }
        break
      default:
        entries[index] = { ...entry, data: mutatedEntry(entry, random) }
    }
    if (entries.length === 0) break
  }
  return buildZip(entries, { zip64: random.oneIn(8) })
}

function claims(random: Random): {
  size?: number
  compressedSize?: number
  crc32?: number
  method?: number
  flags?: number
} {
  const value = random.pick([0, 1, 8, 0xffff, 0x7fffffff, 0xffffffff])
  return {
    [random.pick(['size', 'compressedSize', 'crc32'])]: value,
    ...(random.oneIn(4) && { method: value & 0xffff }),
  }
}

function mutatedEntry(
  { name, data }: { readonly name: string; readonly data: Uint8Array },
  random: Random,
): Uint8Array {
  if (data.length === 0) return random.bytes(random.below(64))
  if (/\.(RSA|EC|DSA)$/.test(name)) return mutateDer(data, random)
  return random.oneIn(4) ? mutateBytes(data, [data], random) : mutateText(data, JAR_WORDS, random)
}
